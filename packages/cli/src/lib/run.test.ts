import { statSync } from 'node:fs'
import { join } from 'node:path'
import type { Command } from 'commander'
import { describe, expect, it } from 'vitest'
import { codeOf, commandLineIn } from './command-line.test-support.ts'
import { loadCommands } from './load-commands.ts'
import { memoryEnvironment } from './memory-environment.test-support.ts'
import { createProgram } from './program.ts'
import { reportFailure } from './run.ts'
import { temporaryFolder } from './temporary-folder.test-support.ts'

const repository = join(import.meta.dirname, '../../../..')
const workingDirectory = temporaryFolder()
const lontar = commandLineIn(workingDirectory)

describe('the help', () => {
  it('says what a visitor brings', async () => {
    const { stdout } = await lontar(['issue', '--help'])
    for (const option of ['--passport', '--master-list', '--stay-until']) expect(stdout).toContain(option)
  })

  it('shows an example of every command', async () => {
    const names = commandNames(createProgram(memoryEnvironment(), await loadCommands(), () => undefined))
    expect(names).toContain('wallet present')
    expect(names.length).toBeGreaterThan(20)
    for (const name of names) {
      const help = await lontar([...name.split(' '), '--help'])
      expect(help.exitCode, name).toBe(0)
      expect(help.stdout, name).toMatch(/Examples?:\n {2}/)
      expect(help.stdout, name).toContain(`lontar ${name}`)
      const examples = help.stdout.split(/Examples?:\n/)[1] ?? ''
      expect(
        examples.split('\n').filter((line) => line.length > 80),
        name,
      ).toEqual([])
    }
  })
})

/** The names of the commands that do something. */
function commandNames(command: Command, above = ''): readonly string[] {
  return command.commands.flatMap((child) => {
    const name = `${above}${child.name()}`
    return child.commands.length === 0 ? [name] : commandNames(child, `${name} `)
  })
}

describe('an exit code', () => {
  it('is 0 for help and 2 for what is not a command line, and help goes where it was asked for', async () => {
    const help = await lontar(['issue', '--help'])
    expect(help.exitCode).toBe(0)
    expect(help.stdout).toContain('Example:')
    for (const option of ['--dir', '--json', '--lang', '--yes', '--passphrase-file'])
      expect(help.stdout, option).toContain(option)
    for (const args of [[], ['nonsense'], ['issue'], ['issue', '--nonsense'], ['wallet'], ['--lang', 'fr']]) {
      const wrong = await lontar(args)
      expect(wrong, args.join(' ')).toMatchObject({ exitCode: 2, stdout: '' })
      expect(wrong.stderr, args.join(' ')).not.toBe('')
    }
  })

  it('is 2 with the entry of the catalogue for a program', async () => {
    for (const args of [
      ['nonsense', '--json'],
      ['--json', 'issue', '--officer', 'dev'],
      ['issue', '--ktp', 'a', '--passport', 'b', '--officer', 'dev', '--json'],
      ['issue', '--ktp', 'a', '--officer', 'dev', '--expires-in', '0', '--json'],
      ['verify', '-', '--nonce', 'n', '--json'],
      ['init', '--json'],
      ['init', '--url', 'http://issuer.example', '--name', 'Dinas', '--json'],
      ['init', '--url', 'https://issuer.example', '--name', 'Dinas', '--keys', 'paper', '--json'],
      ['init', '--url', 'https://issuer.example', '--name', 'Dinas', '--residence', '99', '--json'],
      [
        'init',
        '--url',
        'https://issuer.example',
        '--name',
        'Dinas',
        '--database',
        'sqlite::memory:',
        '--json',
      ],
      ['init', '--url', 'https://issuer.example', '--name', ' ', '--json'],
      ['verifier', 'serve', '--url', 'ftp://a', '--trust', 'a', '--asks', 'b', '--json'],
    ]) {
      expect(codeOf(await lontar(args)), args.join(' ')).toEqual([2, 'usage'])
    }
  })

  it('is 1 for what failed', async () => {
    expect(codeOf(await lontar(['credential', 'list', '--dir', 'nowhere', '--json']))).toEqual([
      1,
      'not_initialised',
    ])
  })
})

describe('what was typed wrongly', () => {
  const issue = ['issue', '--ktp', 'a', '--officer', 'dev']
  it.each<[readonly string[], string]>([
    [['wallet', 'openid-credential-offer://MARKED'], 'lontar wallet does not know that command\n'],
    [['MARKED'], 'lontar does not know that command\n'],
    [["a'MARKED'b"], 'lontar does not know that command\n'],
    [["a'\n(Did you mean marked?)"], 'lontar does not know that command\n'],
    [["walet'\n(Did you mean marked?)"], 'lontar does not know that command\n'],
    [['--MARKED=x'], 'lontar does not know that option\n'],
    [['serve', '-MARKED'], 'lontar serve does not know that option\n'],
    [[...issue, '--expires-in', 'MARKED'], '--expires-in <seconds> does not take that value. A whole number'],
    [[...issue, "--expires-in=' is invalid MARKED"], '--expires-in <seconds> does not take that value.'],
    [['--lang', 'MARKED'], '--lang <language> does not take that value. One of id, en.'],
    [['serve', 'MARKED', 'MARKED'], 'lontar serve takes 0 arguments at most, not 2\n'],
  ])('is not shown: %j', async (args, said) => {
    const { exitCode, stdout, stderr } = await lontar(args)
    expect([exitCode, stdout]).toEqual([2, ''])
    expect(stderr).toContain(said)
    expect(stderr).not.toMatch(/marked/i)
  })

  it('is guessed at all the same, by the names that the command has', async () => {
    const guessed = [
      [['walet'], 'lontar does not know that command; did you mean wallet?'],
      [['--lang', 'id', 'walet'], 'lontar tidak mengenal perintah itu; maksud Anda wallet?'],
      [['serve', '--prot', '1'], 'lontar serve does not know that option; did you mean --port?'],
    ] as const
    for (const [args, why] of guessed) expect((await lontar(args)).stderr).toContain(`\n${why}\n`)
  })

  it.each<[readonly string[], string, string]>([
    [[], 'needs a command: init, serve', 'membutuhkan perintah: init, serve'],
    [['wallet'], 'lontar wallet needs a command: init', 'lontar wallet membutuhkan perintah: init'],
    [['nonsense'], 'lontar does not know that command', 'lontar tidak mengenal perintah itu'],
    [['serve', '--nonsense'], 'lontar serve does not know that', 'lontar serve tidak mengenal pilihan itu'],
    [['verify'], 'lontar verify needs the argument <file>', 'lontar verify membutuhkan argumen <file>'],
    [['issue'], 'lontar issue needs --officer <id>', 'lontar issue membutuhkan --officer <id>'],
    [['issue', '--ktp'], '--ktp <file> needs a value', '--ktp <file> membutuhkan nilai'],
    [['serve', 'x'], 'takes 0 arguments at most, not 1', 'menerima paling banyak 0 argumen, bukan 1'],
    [['serve', '--port', 'x'], 'A whole number from 0 to 65535.', 'Bilangan bulat dari 0 sampai 65535.'],
    [['issue', '--type', 'x'], 'One of ktp, ktp-proof, visitor.', 'Salah satu dari ktp, ktp-proof, visitor.'],
  ])('is told as every error is, in both languages: %j', async (args, en, id) => {
    const page = join(repository, 'docs/errors/usage.md')
    const english = await lontar(args)
    expect(english.stderr.trimEnd().split('\n').slice(-4)).toEqual([
      'The command was not used correctly [usage]',
      expect.stringContaining(en),
      'Read the help with --help, then correct the option that the message names.',
      page,
    ])
    const indonesian = await lontar(['--lang', 'id', ...args])
    expect(indonesian.stderr.trimEnd().split('\n').slice(-4)).toEqual([
      'Perintah tidak dipakai dengan benar [usage]',
      expect.stringContaining(id),
      expect.stringContaining('--help'),
      page,
    ])
    const program = await lontar([...args, '--json'].slice(args.at(-1) === '--ktp' ? 1 : 0))
    expect(codeOf(program)).toEqual([2, 'usage'])
    expect(program.stdout).toContain('"docs":"docs/errors/usage.md"')
  })
})

describe('an error', () => {
  const missing = ['credential', 'list', '--dir', 'nowhere']

  it('says what, why, what to do and where to read on', async () => {
    const { stdout, stderr } = await lontar(missing)
    expect(stdout).toBe('')
    expect(stderr.trimEnd().split('\n')).toEqual([
      'This folder is not set up yet [not_initialised]',
      'the data folder has no configuration: lontar init sets up an issuer, lontar verifier serve a verifier',
      'Run the command that the message names, or name a folder that is set up with --dir or --wallet.',
      join(repository, 'docs/errors/not_initialised.md'),
    ])
  })

  it.each([
    [['--lang', 'id'], {}],
    [['--lang=id'], { LANG: 'en_US.UTF-8' }],
    [[], { LANG: 'id_ID.UTF-8' }],
  ])('speaks Indonesian with %j and %j', async (options, variables) => {
    expect((await lontar([...missing, ...options], { variables })).stderr).toContain(
      'Folder ini belum disiapkan',
    )
  })

  it('is ours or shows nothing of itself', () => {
    const environment = memoryEnvironment()
    expect(reportFailure(new Error('MARKED'), ['--json'], environment)).toBe(1)
    expect(reportFailure('MARKED', [], environment)).toBe(1)
    const { stdout, stderr } = environment.output
    expect(JSON.parse(stdout)).toMatchObject({ error: { code: 'internal' } })
    expect(stderr).toContain('[internal]')
    expect(stdout + stderr).not.toMatch(/MARKED|at .*\.ts/)
  })
})

describe('what this version does not do', () => {
  const init = ['init', '--dir', 'other', '--url', 'https://issuer.example', '--name', 'Dinas', '--json']

  it('is refused by name, with a remedy, before anything is made', async () => {
    const postgres = await lontar([...init, '--database', 'postgres://localhost/lontar'])
    expect(codeOf(postgres)).toEqual([1, 'database_unsupported'])
    const hardware = await lontar([...init, '--keys', 'pkcs11:token=lontar'])
    expect(codeOf(hardware)).toEqual([1, 'keys_unsupported'])
    expect(() => statSync(join(workingDirectory, 'other'))).toThrow()
  })

  it('is to issue from a document that is not that of the type, or in a format of another kind', async () => {
    const issue = ['issue', '--officer', 'dev', '--json']
    const refused = [1, 'document_mismatch']
    expect(codeOf(await lontar([...issue, '--passport', '-', '--type', 'ktp']))).toEqual(refused)
    expect(codeOf(await lontar([...issue, '--ktp', '-', '--type', 'visitor']))).toEqual(refused)
    expect(codeOf(await lontar([...issue, '--ktp', '-', '--format', 'mso_mdoc']))).toEqual([
      1,
      'credential_format_unsupported',
    ])
  })
})
