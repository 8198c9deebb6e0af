import { mkdir } from 'node:fs/promises'
import { OperationError } from '@lontar/credentials/errors'
import { explained } from './explained.ts'

/**
 * Makes a folder that only its owner may open, with those above it; one that is there stays as it is.
 *
 * @throws {OperationError} `file_unwritable`.
 */
export async function makePrivateFolder(directory: string): Promise<void> {
  await mkdir(directory, { recursive: true, mode: 0o700 }).catch((cause: unknown) => {
    throw explained(
      new OperationError('file_unwritable', 'the folder cannot be made', { cause }),
      'folder tidak dapat dibuat',
    )
  })
}
