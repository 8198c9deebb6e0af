import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { memoryEnvironment, memoryInvocation } from './memory-environment.test-support.ts'
import { readPassphrase } from './passphrase.ts'
import { temporaryFolder } from './temporary-folder.test-support.ts'

const workingDirectory = temporaryFolder()

function passphrase(
  passphraseFile: string | undefined,
  variables: Readonly<Record<string, string>> = {},
  input: string | Uint8Array = '',
): Promise<string> {
  const environment = memoryEnvironment({ workingDirectory, variables, input })
  const options = passphraseFile === undefined ? {} : { passphraseFile }
  return readPassphrase(memoryInvocation(environment, options), 'LONTAR_PASSPHRASE')
}

function file(content: string | Uint8Array): string {
  writeFileSync(join(workingDirectory, 'secret.txt'), content)
  return 'secret.txt'
}

describe('the passphrase', () => {
  it('comes from its variable', async () => {
    expect(await passphrase(undefined, { LONTAR_PASSPHRASE: 'one ' })).toBe('one ')
  })

  it('comes from the file when both are there', async () => {
    expect(await passphrase(file('two'), { LONTAR_PASSPHRASE: 'one' })).toBe('two')
  })

  it('comes from standard input when the file is -', async () => {
    expect(await passphrase('-', {}, 'three\n')).toBe('three')
  })

  it.each([
    ['two\n', 'two'],
    ['two\r\n', 'two'],
    [' two words \n', ' two words '],
    ['two\n\n', 'two\n'],
  ])('loses the one line end of its file: %j', async (content, expected) => {
    expect(await passphrase(file(content))).toBe(expected)
  })

  it('is not looked for in the variable of another purpose', async () => {
    const missing = { code: 'passphrase_missing' }
    await expect(passphrase(undefined, { LONTAR_WALLET_PASSPHRASE: 'one' })).rejects.toMatchObject(missing)
  })

  it('is not empty, and an empty file does not fall back on the variable', async () => {
    const missing = { code: 'passphrase_missing' }
    await expect(passphrase(undefined)).rejects.toMatchObject(missing)
    await expect(passphrase(undefined, { LONTAR_PASSPHRASE: '' })).rejects.toMatchObject(missing)
    await expect(passphrase(file('\n'), { LONTAR_PASSPHRASE: 'one' })).rejects.toMatchObject(missing)
  })

  it('is not taken from a file that cannot be read or is not text', async () => {
    await expect(passphrase('nowhere.txt')).rejects.toMatchObject({ code: 'file_unreadable' })
    await expect(passphrase(file(new Uint8Array([0xff, 0xfe])))).rejects.toMatchObject({
      code: 'utf8_malformed',
    })
  })
})
