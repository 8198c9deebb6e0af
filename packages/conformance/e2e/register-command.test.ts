import { spawn } from 'node:child_process'
import { copyFile, mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createDesk, type Desk, lontarArgs } from './support/lontar.ts'
import { maria } from './support/people.ts'

const picture = join(import.meta.dirname, '../../cli/demo/maria-contoh.jpg')
const register = ['register', '--scan', 'card.jpg', '--yes', '--officer', 'dev', '--json']
let desk: Desk

beforeAll(async () => {
  desk = createDesk(await mkdtemp(join(tmpdir(), 'lontar-register-')))
  await copyFile(picture, join(desk.folder, 'card.jpg'))
  const init = await desk.run([
    'init',
    '--url',
    'http://127.0.0.1:4000',
    '--name',
    'Dinas',
    '--dev',
    '--json',
  ])
  expect(init, init.stderr).toMatchObject({ exitCode: 0 })
}, 60_000)

afterAll(() => rm(desk.folder, { recursive: true, force: true }))

/** Starts the command and kills it, as a power cut does, when it has said a word. */
async function killedAt(word: string): Promise<string> {
  const child = spawn(process.execPath, [...lontarArgs, ...register], {
    cwd: desk.folder,
    env: { PATH: process.env.PATH, LONTAR_PASSPHRASE: 'a passphrase for tests' },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let said = ''
  child.stderr.on('data', (chunk) => {
    said += chunk
    if (said.includes(word)) child.kill('SIGKILL')
  })
  await new Promise((resolve) => child.on('close', resolve))
  expect(said).toContain(word)
  return said
}

function countOf(table: 'registrations' | 'consents' | 'offers'): number {
  const database = new DatabaseSync(join(desk.folder, 'lontar-data', 'lontar.db'), { readOnly: true })
  const row = database.prepare(`SELECT count(*) AS n FROM ${table}`).get()
  database.close()
  return Number(row?.['n'])
}

test('a registration that was killed while the card is read goes on with --resume, and nothing is doubled', async () => {
  const said = await killedAt('Reading the card')
  const id = /Registration: ([A-Za-z0-9_-]{22})/.exec(said)?.[1] ?? ''
  expect([countOf('registrations'), countOf('consents'), countOf('offers')]).toEqual([1, 1, 0])
  const resumed = await desk.run([...register, '--resume', id])
  expect(resumed, resumed.stderr).toMatchObject({ exitCode: 0 })
  expect(resumed.json()).toMatchObject({
    registrationId: id,
    state: 'accepted',
    offer: { credentialOfferUri: expect.stringMatching(/^openid-credential-offer:/) },
  })
  const again = await desk.run([...register, '--resume', id])
  expect(again.json()).toMatchObject({ registrationId: id, state: 'accepted' })
  expect([countOf('registrations'), countOf('consents'), countOf('offers')]).toEqual([1, 1, 1])
}, 120_000)

test('the data folder holds neither the picture nor the number of the person', async () => {
  const image = await readFile(picture)
  const folder = join(desk.folder, 'lontar-data')
  const names = (await readdir(folder, { recursive: true, withFileTypes: true })).filter((entry) =>
    entry.isFile(),
  )
  const bytes = await Promise.all(names.map((entry) => readFile(join(entry.parentPath, entry.name))))
  const left = Buffer.concat(bytes)
  expect(left.length).toBeGreaterThan(4096)
  for (const mark of [image.subarray(2048, 2112), image.subarray(90_000, 90_064), maria.nik, maria.nama]) {
    expect(left.includes(mark)).toBe(false)
  }
})
