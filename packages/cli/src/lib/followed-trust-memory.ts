import { createHash, randomUUID } from 'node:crypto'
import { link, mkdir, open, readdir, readFile, unlink } from 'node:fs/promises'
import { join } from 'node:path'
import { OperationError } from '@lontar/credentials/errors'
import type { TrustMemory } from '@lontar/credentials/trust'
import { explained } from './explained.ts'

const folderName = 'followed-trust'
const sequencePattern = /^-(\d{16})\.jwt$/

/**
 * Remembers the newest list of an address in a folder, so that a restart forgets no sequence. Each sequence is a file of
 * its own and the highest one counts, so that two processes cannot set each other back.
 *
 * @param directory the data folder or the wallet.
 * @param url the address of the list.
 * @throws {OperationError} `file_unreadable`, `file_unwritable` from its functions.
 */
export function openFollowedTrustMemory(directory: string, url: string): TrustMemory {
  const folder = join(directory, folderName)
  const name = createHash('sha256').update(url).digest('hex').slice(0, 32)
  return {
    read: () => readNewest(folder, name),
    write: ({ sequence, text }) => writeNewest(folder, name, sequence, text),
  }
}

async function readNewest(folder: string, name: string): Promise<string | undefined> {
  try {
    const newest = (await filesOf(folder, name)).at(-1)
    return newest === undefined ? undefined : await readFile(join(folder, newest), 'utf8')
  } catch (cause) {
    throw explained(
      new OperationError('file_unreadable', 'the remembered trust list cannot be read', { cause }),
      'daftar kepercayaan yang diingat tidak dapat dibaca',
    )
  }
}

async function writeNewest(folder: string, name: string, sequence: number, text: string): Promise<void> {
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 })
    const file = `${name}-${String(sequence).padStart(16, '0')}.jwt`
    await writeWhole(join(folder, file), text)
    const older = (await filesOf(folder, name)).filter((other) => other < file)
    await Promise.all(older.map((other) => unlink(join(folder, other)).catch(ignoreMissing)))
  } catch (cause) {
    throw explained(
      new OperationError('file_unwritable', 'the trust list cannot be remembered', { cause }),
      'daftar kepercayaan tidak dapat diingat',
    )
  }
}

/** The files of one list, the highest sequence last. */
async function filesOf(folder: string, name: string): Promise<readonly string[]> {
  const names = await readdir(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return []
    throw error
  })
  return names.filter((file) => file.startsWith(name) && sequencePattern.test(file.slice(name.length))).sort()
}

/** The file appears with all of its content or not at all; one that is there already holds the same list. */
async function writeWhole(path: string, text: string): Promise<void> {
  const draft = `${path}.${randomUUID()}`
  const file = await open(draft, 'wx', 0o600)
  try {
    await file.writeFile(text)
    await file.sync()
    await link(draft, path).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'EEXIST') throw error
    })
  } finally {
    await file.close()
    await unlink(draft)
  }
}

function ignoreMissing(error: NodeJS.ErrnoException): void {
  if (error.code !== 'ENOENT') throw error
}
