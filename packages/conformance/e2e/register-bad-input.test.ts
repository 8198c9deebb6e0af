import { execFileSync } from 'node:child_process'
import { mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createDesk, type Desk, type Run } from './support/lontar.ts'
import { maria } from './support/people.ts'

const { golDarah: _, ...fields } = maria
const marks = [maria.nik, maria.nama, 'MARKED', '\u001b']
const said: string[] = []
let desk: Desk

beforeAll(async () => {
  desk = createDesk(await mkdtemp(join(tmpdir(), 'lontar-register-bad-')))
  const run = await desk.run(['init', '--url', 'http://127.0.0.1:4000', '--name', 'Dinas', '--dev', '--json'])
  expect(run, run.stderr).toMatchObject({ exitCode: 0 })
}, 60_000)

afterAll(() => rm(desk.folder, { recursive: true, force: true }))

async function register(args: readonly string[], input?: string): Promise<Run> {
  const all = ['register', ...args, '--officer', 'dev', '--json']
  const run = await desk.run(all, input === undefined ? {} : { input })
  said.push(run.stdout, run.stderr)
  return run
}

const codeOf = (run: Run): string => run.json<{ error: { code: string } }>().error.code

describe('--scan', () => {
  test.concurrent.each([
    ['that is not there', 'nothing.jpg', 'file_unreadable'],
    ['with a byte of zero in its name, as far as a shell lets it', '%00.jpg', 'file_unreadable'],
    ['out of the folder', '../../../../../../nowhere/MARKED.jpg', 'file_unreadable'],
    ['of a device', '/dev/zero', 'file_unreadable'],
  ])(
    '%s is refused by name',
    async (_what, path, code) => {
      const run = await register(['--scan', path, '--yes'])
      expect([run.exitCode, codeOf(run)], run.stderr).toEqual([1, code])
    },
    60_000,
  )

  test('of a folder full of what is no picture names each by its number, follows the link to it, and waits for none', async () => {
    const folder = join(desk.folder, 'real')
    mkdirSync(join(folder, 'b.jpg'), { recursive: true })
    execFileSync('mkfifo', [join(folder, 'a.jpg')])
    symlinkSync('c.jpg', join(folder, 'c.jpg'))
    symlinkSync('/dev/zero', join(folder, 'd.jpg'))
    symlinkSync(join(desk.folder, 'lontar-data', 'lontar.db'), join(folder, 'e.jpg'))
    writeFileSync(join(folder, 'f.jpg'), '')
    writeFileSync(join(folder, 'g.jpg'), Buffer.alloc(11 * 1024 * 1024, 'MARKED '))
    writeFileSync(join(folder, `h ${maria.nik} \u001b[2J.jpg`), 'MARKED')
    writeFileSync(join(folder, 'notes.txt'), 'MARKED')
    symlinkSync(folder, join(desk.folder, 'linked'))
    const run = await register(['--scan', 'linked', '--yes'])
    const { registrations } = run.json<{ registrations: { number: number; error?: { code: string } }[] }>()
    expect([run.exitCode, registrations.map(({ number, error }) => [number, error?.code])]).toEqual([
      1,
      [
        [1, 'file_unreadable'],
        [2, 'file_unreadable'],
        [3, 'file_unreadable'],
        [4, 'file_unreadable'],
        [5, 'card_image_unreadable'],
        [6, 'card_image_unreadable'],
        [7, 'card_image_too_large'],
        [8, 'card_image_unreadable'],
      ],
    ])
  }, 90_000)
})

describe('--fields', () => {
  beforeAll(() => {
    writeFileSync(join(desk.folder, 'huge.json'), `"${'MARKED'.repeat(4_000_000)}"`)
    writeFileSync(join(desk.folder, 'deep.json'), `${'['.repeat(200_000)}${']'.repeat(200_000)}`)
    writeFileSync(join(desk.folder, 'bytes.json'), Buffer.from([0xff, 0xd8, 0xff, 0xe0]))
  })

  test.concurrent.each([
    ['of 24 MB', 'huge.json', undefined, 'file_unreadable'],
    ['without an end', '/dev/zero', undefined, 'file_unreadable'],
    ['of a folder', '.', undefined, 'file_unreadable'],
    ['deeper than anybody nests', 'deep.json', undefined, 'json_malformed'],
    ['of a picture', 'bytes.json', undefined, 'utf8_malformed'],
    ['of a list', '-', '["MARKED"]', 'ktp_malformed'],
    ['that names its prototype', '-', `{"__proto__":${JSON.stringify(fields)}}`, 'json_malformed'],
    ['with a byte of zero', '-', JSON.stringify({ ...fields, nama: 'MARKED\u0000' }), 'ktp_value_invalid'],
    [
      'with the escapes of a terminal',
      '-',
      JSON.stringify({ ...fields, nama: '\u001b[2JMARKED' }),
      'ktp_value_invalid',
    ],
    ['with a key of its own', '-', JSON.stringify({ ...fields, MARKED: 'MARKED' }), 'ktp_key_unknown'],
  ] as const)(
    '%s is refused by name',
    async (_what, path, input, code) => {
      const run = await register(['--fields', path], input)
      expect([run.exitCode, codeOf(run)], run.stderr).toEqual([1, code])
    },
    60_000,
  )
})

test.each(['../../x', 'A'.repeat(22), '%00', '-'.repeat(5000)])(
  '--resume of nothing, as %s, is refused by name',
  async (id) => {
    const run = await register([`--resume=${id}`])
    expect([run.exitCode, codeOf(run)]).toEqual([1, 'registration_unknown'])
  },
  60_000,
)

test('the twin is registered, and of all of it nothing is left in the folder or was said', async () => {
  const run = await register(['--fields', '-'], JSON.stringify(fields))
  expect(run, run.stderr).toMatchObject({ exitCode: 0 })
  expect(run.json()).toMatchObject({ state: 'accepted' })
  const data = join(desk.folder, 'lontar-data')
  const files = readdirSync(data, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())
  const left = Buffer.concat(files.map((entry) => readFileSync(join(entry.parentPath, entry.name))))
  expect(left.length).toBeGreaterThan(4096)
  for (const mark of marks.slice(0, 3)) expect(left.includes(mark)).toBe(false)
  for (const mark of marks) expect(said.join('\n')).not.toContain(mark)
}, 60_000)
