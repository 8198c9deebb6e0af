import { MalformedError, VerificationError } from '@lontar/credentials/errors'
import { explained } from './explained.ts'
import { type FileSource, fileOf } from './text-file.ts'

/** Judges the content of a file. Before what is wrong with it stands which file that is. */
export function inFile<Value>(source: FileSource, work: () => Value): Value {
  try {
    return work()
  } catch (error) {
    const { id, en } = fileOf(source)
    if (error instanceof MalformedError) {
      const { code, message, cause } = error
      throw explained(new MalformedError(code, `${en}: ${message}`, { cause }), `${id}: ${message}`)
    }
    if (error instanceof VerificationError) {
      const { code, message, cause } = error
      throw explained(new VerificationError(code, `${en}: ${message}`, { cause }), `${id}: ${message}`)
    }
    throw error
  }
}
