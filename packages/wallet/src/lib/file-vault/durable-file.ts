import { randomBytes } from 'node:crypto'
import { link, open, rename, rm } from 'node:fs/promises'
import { dirname } from 'node:path'

/** Replaces a file wholly or not at all; when it resolves, the new bytes are on the disk. */
export async function replaceFile(path: string, bytes: Uint8Array): Promise<void> {
  await withTemporary(path, bytes, (temporary) => rename(temporary, path))
}

/** Creates a file wholly or not at all; fails with `EEXIST` when there is one. */
export async function createFile(path: string, bytes: Uint8Array): Promise<void> {
  await withTemporary(path, bytes, (temporary) => link(temporary, path))
}

async function withTemporary(
  path: string,
  bytes: Uint8Array,
  place: (temporary: string) => Promise<void>,
): Promise<void> {
  const temporary = `${path}.${randomBytes(8).toString('hex')}.tmp`
  try {
    await writeDurably(temporary, bytes)
    await place(temporary)
    await syncDirectory(dirname(path))
  } finally {
    await rm(temporary, { force: true })
  }
}

async function writeDurably(path: string, bytes: Uint8Array): Promise<void> {
  const file = await open(path, 'wx', 0o600)
  try {
    await file.writeFile(bytes)
    await file.sync()
  } finally {
    await file.close()
  }
}

/** Makes a rename or an unlink durable. Windows cannot open a directory, and needs no such step. */
export async function syncDirectory(path: string): Promise<void> {
  if (process.platform === 'win32') return
  const directory = await open(path, 'r')
  try {
    await directory.sync()
  } finally {
    await directory.close()
  }
}
