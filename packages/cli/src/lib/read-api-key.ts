import { existsSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { OperationError } from '@lontar/credentials/errors'
import { createApiKey, hashApiKey } from '@lontar/verifier/service'
import { explained, usageError } from './explained.ts'
import type { Invocation } from './invocation.ts'
import { readTextFile } from './text-file.ts'

/**
 * The hash of the API key in a file. Where there is no file, a key is made and written there, for its owner alone, and
 * the path is told. The key itself is never printed.
 *
 * @throws {OperationError} `file_unreadable`, `file_unwritable`.
 * @throws {OperationError} `usage` for a file that holds no key.
 */
export async function readApiKey(invocation: Invocation, file: string): Promise<string> {
  const path = invocation.path(file)
  if (!existsSync(path)) return await makeApiKey(invocation, path)
  const key = (await readTextFile(invocation, file, '--api-key-file')).trim()
  if (/^[\w-]{32,256}$/.test(key)) return await hashApiKey(key)
  throw usageError({
    id: '--api-key-file tidak berisi kunci: satu baris dari 32 sampai 256 huruf, angka, _ dan -',
    en: '--api-key-file holds no key: one line of 32 to 256 letters, digits, _ and -',
  })
}

async function makeApiKey(invocation: Invocation, path: string): Promise<string> {
  const { key, hash } = await createApiKey()
  try {
    await writeFile(path, `${key}\n`, { mode: 0o600, flag: 'wx' })
  } catch (cause) {
    throw explained(
      new OperationError('file_unwritable', 'the file of the API key cannot be written', { cause }),
      'berkas kunci API tidak dapat ditulis',
    )
  }
  invocation.note({
    id: `Kunci API dibuat di ${path}. Berikan hanya kepada sistem toko.`,
    en: `An API key was made in ${path}. Give it to the shop's system alone.`,
  })
  return hash
}
