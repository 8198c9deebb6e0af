import { open, readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { OperationError } from '@lontar/credentials/errors'
import { explained, usageError } from '../explained.ts'
import type { Invocation } from '../invocation.ts'

/** A byte more than a picture may have: whoever reads it refuses it, and nobody reads the rest. */
const enoughBytes = 10 * 1024 * 1024 + 1

/** What `--scan` names. */
export interface CardFiles {
  /** True for a folder, whose pictures are taken in the order of their names. */
  readonly isFolder: boolean
  /** The pictures. */
  readonly paths: readonly string[]
}

/**
 * Finds the pictures of a file or a folder.
 *
 * @throws {OperationError} `file_unreadable`; `usage` for a folder without JPEG and PNG files.
 */
export async function findCardFiles(invocation: Invocation, scan: string): Promise<CardFiles> {
  const path = invocation.path(scan)
  const names = await namesIn(path).catch(unreadable)
  if (names === undefined) return { isFolder: false, paths: [path] }
  const pictures = names.filter((name) => /\.(?:jpe?g|png)$/i.test(name)).sort()
  if (pictures.length === 0) {
    throw usageError({
      id: 'folder dari --scan tidak berisi berkas JPEG atau PNG',
      en: 'the folder of --scan holds no JPEG and no PNG file',
    })
  }
  return { isFolder: true, paths: pictures.map((name) => join(path, name)) }
}

async function namesIn(path: string): Promise<readonly string[] | undefined> {
  return (await stat(path)).isDirectory() ? await readdir(path) : undefined
}

/**
 * Reads a picture, and no more of it than a picture may have.
 *
 * @throws {OperationError} `file_unreadable`.
 */
export async function readCardFile(path: string): Promise<Uint8Array> {
  try {
    // Whoever opens a pipe waits for somebody who writes.
    if (!(await stat(path)).isFile()) throw new Error('It is no file.')
    const file = await open(path)
    try {
      const { size } = await file.stat()
      const buffer = new Uint8Array(Math.min(size, enoughBytes))
      const { bytesRead } = await file.read(buffer, 0, buffer.length, 0)
      return buffer.subarray(0, bytesRead)
    } finally {
      await file.close()
    }
  } catch (cause) {
    return unreadable(cause)
  }
}

function unreadable(cause: unknown): never {
  throw explained(
    new OperationError('file_unreadable', 'the file of --scan cannot be read', { cause }),
    'berkas dari --scan tidak dapat dibaca',
  )
}
