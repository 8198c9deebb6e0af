// X43 and P19: `lontar subject erase`, a real process on a real file, that is killed in the middle and run again.
import { spawn } from 'node:child_process'
import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createDesk, type Desk, freePort, lontarArgs } from './support/lontar.ts'
import { maria } from './support/people.ts'

const preload = join(import.meta.dirname, 'support/kill-before-statement.ts')
const erase = ['subject', 'erase', '--nik-file', 'nik.txt', '--yes', '--json']

let desk: Desk
beforeAll(async () => {
  desk = createDesk(await mkdtemp(join(tmpdir(), 'lontar-erasure-')))
  await writeFile(join(desk.folder, 'ktp.json'), JSON.stringify(maria))
  await writeFile(join(desk.folder, 'nik.txt'), maria.nik)
  const url = `http://127.0.0.1:${await freePort()}`
  await done(['init', '--url', url, '--name', 'Dinas Contoh', '--dev', '--json'])
  await done(['trust', 'export', '--out', 'trust.json'])
  await done(['wallet', 'init', '--dev', '--json'])
  await deliver()
}, 120_000)

afterAll(() => rm(desk.folder, { recursive: true, force: true }))

async function done(args: readonly string[]) {
  const run = await desk.run(args)
  expect(run, run.stdout + run.stderr).toMatchObject({ exitCode: 0 })
  expect(run.stdout + run.stderr).not.toContain(maria.nik)
  return run
}

/** Two credentials in a wallet, and one offer that nobody took. */
async function deliver(): Promise<void> {
  const server = await desk.serve(['serve', '--json'])
  const issue = ['issue', '--ktp', 'ktp.json', '--officer', 'dev', '--json']
  const taken = (await done(issue)).json<{ credentialOfferUri: string; txCode: string }>()
  const answer = ['--tx-code', taken.txCode, '--trust', 'trust.json', '--json']
  await done(['wallet', 'receive', taken.credentialOfferUri, ...answer])
  await done(issue)
  expect(await server.stop()).toBe(0)
}

interface Listed {
  readonly credentials: readonly { readonly status: string; readonly state: string }[]
}

interface Copy extends Listed {
  readonly issuances: readonly { readonly holdsIdentity: boolean }[]
  readonly consents: readonly { readonly withdrawnAt: string | null }[]
  readonly requests: readonly { readonly kind: string; readonly state: string }[]
}

/** Runs the erasure until it kills itself before a statement. */
async function killedBefore(statement: string, time: number): Promise<NodeJS.Signals | null> {
  const child = spawn(process.execPath, ['--import', preload, ...lontarArgs, ...erase], {
    cwd: desk.folder,
    env: {
      PATH: process.env.PATH,
      LONTAR_PASSPHRASE: 'a passphrase for tests',
      KILL_BEFORE_STATEMENT: statement,
      KILL_AT_TIME: String(time),
    },
    stdio: 'ignore',
  })
  return new Promise((resolve) => child.on('close', (_, signal) => resolve(signal)))
}

const copy = async (): Promise<Copy> =>
  (await done(['subject', 'export', '--nik-file', 'nik.txt', '--json'])).json<Copy>()
const statuses = async (): Promise<readonly string[]> =>
  (await done(['credential', 'list', '--json'])).json<Listed>().credentials.map(({ status }) => status)

describe('an erasure by the command, of what was delivered', () => {
  beforeAll(() => cp(join(desk.folder, 'lontar-data'), join(desk.folder, 'before'), { recursive: true }))

  test.each([
    ['before the first revocation', 'update "status_places"', 1, ['valid', 'valid']],
    ['between two revocations', 'update "status_places"', 2, ['revoked', 'valid']],
    ['after the revocations', 'delete from "proofings"', 1, ['revoked', 'revoked']],
    ['after the erasure, before the request ends', 'update "subject_requests"', 1, ['revoked', 'revoked']],
  ])(
    'is ended by a second run when it was killed %s',
    async (_, statement, time, left) => {
      await rm(join(desk.folder, 'lontar-data'), { recursive: true })
      await cp(join(desk.folder, 'before'), join(desk.folder, 'lontar-data'), { recursive: true })
      expect(await statuses()).toEqual(['valid', 'valid'])
      expect(await killedBefore(statement, time)).toBe('SIGKILL')
      expect([...(await statuses())].sort()).toEqual([...left].sort())
      expect((await copy()).requests).toContainEqual(
        expect.objectContaining({ kind: 'erase', state: 'open' }),
      )

      await done(erase)
      expect(await statuses()).toEqual(['revoked', 'revoked'])
      const { credentials, issuances, consents, requests } = await copy()
      expect([credentials, issuances]).toEqual([[], []])
      expect(consents).toHaveLength(2)
      expect(consents.every(({ withdrawnAt }) => withdrawnAt !== null)).toBe(true)
      expect(requests.filter(({ kind }) => kind === 'erase')).toMatchObject([{ state: 'done' }])
    },
    120_000,
  )
})
