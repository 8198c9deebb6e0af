import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { commandLineIn, developmentIssuer } from './command-line.test-support.ts'
import { memoryEnvironment, memoryInvocation } from './memory-environment.test-support.ts'
import { temporaryFolder } from './temporary-folder.test-support.ts'
import { parseJsonFile, readJsonFile, readTextFile, writeTextFile } from './text-file.ts'

const workingDirectory = temporaryFolder()
const invocation = memoryInvocation(memoryEnvironment({ workingDirectory }))
const lontar = commandLineIn(workingDirectory)

writeFileSync(join(workingDirectory, 'MARKED.txt'), Uint8Array.of(0xff))
writeFileSync(join(workingDirectory, 'MARKED.json'), '{"MARKED":')

describe('a file that cannot be used', () => {
  it.each([
    ['--trust', 'the file of --trust', 'berkas dari --trust'],
    ['<file>', 'the file of the argument <file>', 'berkas dari argumen <file>'],
    [undefined, 'the file', 'berkas'],
  ] as const)('is named by what named it, not by its path: %s', async (source, en, id) => {
    const reasonOf = (work: Promise<unknown>) => work.then(String, ({ why }: { why: object }) => why)
    expect(await reasonOf(readTextFile(invocation, 'nowhere', source))).toEqual({
      en: `${en} cannot be read`,
      id: `${id} tidak dapat dibaca`,
    })
    expect(await reasonOf(readTextFile(invocation, 'MARKED.txt', source))).toEqual({
      en: `${en} is not UTF-8 text`,
      id: `${id} bukan teks UTF-8`,
    })
    expect(await reasonOf(readJsonFile(invocation, 'MARKED.json', source))).toEqual({
      en: `${en} is not JSON that can be read`,
      id: `${id} bukan JSON yang dapat dibaca`,
    })
  })

  it('is no reason to refuse what can be read', async () => {
    expect(parseJsonFile('{"a":1}', '--trust')).toEqual({ a: 1 })
    const piped = memoryInvocation(memoryEnvironment({ input: '[1]' }))
    expect(await readJsonFile(piped, '-', '--ktp')).toEqual([1])
  })

  it('is that of --out when it cannot be written', async () => {
    await expect(writeTextFile(invocation, 'nowhere/MARKED', '')).rejects.toMatchObject({
      code: 'file_unwritable',
      message: 'the file of --out cannot be written',
    })
  })

  it('is named by every command that reads one', async () => {
    await lontar(['init', ...developmentIssuer])
    const said: readonly [readonly string[], string][] = [
      [['decode', 'nowhere'], 'the argument <file>'],
      [['registry', 'import', 'nowhere'], 'the argument <file>'],
      [['issue', '--officer', 'dev', '--ktp', 'nowhere'], 'the file of --ktp'],
      [['credential', 'list', '--passphrase-file', 'nowhere'], 'the file of --passphrase-file'],
    ]
    for (const [args, name] of said) {
      const { exitCode, stderr } = await lontar(args)
      expect([exitCode, stderr]).toEqual([1, expect.stringContaining(`${name} cannot be read`)])
    }
  })
})

describe('what the command itself says', () => {
  it.each([
    [['credential', 'list', '--dir', 'nowhere'], 'folder data belum punya konfigurasi'],
    [['wallet', 'list'], 'tidak ada dompet di folder ini'],
    [['issue', '--officer', 'dev'], 'berikan salah satu: --ktp BERKAS atau --passport BERKAS'],
    [['init', '--url', 'https://192.0.2.10', '--name', 'Dinas'], 'membutuhkan nama host, bukan alamat IP'],
    [['credential', 'show', 'x', '--passphrase-file', 'nowhere'], 'berkas dari --passphrase-file tidak'],
  ])('is Indonesian with --lang id: %j', async (args, why) => {
    expect((await lontar([...args, '--lang', 'id'])).stderr.split('\n')[1]).toContain(why)
  })
})
