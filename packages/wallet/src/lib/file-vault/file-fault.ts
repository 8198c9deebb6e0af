import { OperationError } from '@lontar/credentials/errors'

/** The code of a file system error, such as `ENOENT`. */
export function fileFaultCode(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined
}

/** Runs a read of the file system. */
export async function reading<Value>(read: () => Promise<Value>): Promise<Value> {
  try {
    return await read()
  } catch (cause) {
    throw new OperationError('file_unreadable', 'A file of the vault cannot be read.', { cause })
  }
}

/** Runs a write to the file system. */
export async function writing<Value>(write: () => Promise<Value>): Promise<Value> {
  try {
    return await write()
  } catch (cause) {
    throw new OperationError('file_unwritable', 'A file of the vault cannot be written.', { cause })
  }
}

/** Runs a read; `undefined` when the file is not there. */
export async function readingIfThere<Value>(read: () => Promise<Value>): Promise<Value | undefined> {
  return reading(async () => {
    try {
      return await read()
    } catch (error) {
      if (fileFaultCode(error) === 'ENOENT') return undefined
      throw error
    }
  })
}
