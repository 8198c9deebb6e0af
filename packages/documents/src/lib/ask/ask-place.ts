import { MalformedError, VerificationError } from '@lontar/credentials/errors'

/** A failure that says where in a file of asks it was. */
interface Placed {
  /** From the file inwards, such as `ask hotel`, `key claims`, `element 2`. */
  readonly place: readonly string[]
}

/**
 * Reads a part of an ask, and says in a failure of it which part it was.
 *
 * @param part words of our own with the names of known keys and with numbers from 1; never what was written in the file
 * @param read reads the part
 * @throws what `read` throws; a typed error with the part in its message
 */
export function readWithin<Value>(part: string, read: () => Value): Value {
  try {
    return read()
  } catch (error) {
    throw placed(error, part)
  }
}

/**
 * The words for an ask, or for a service of the asker. Its name is shown when it is short and cannot be a number of a
 * person.
 *
 * @param index its index in the file, from 0
 */
export function namedPart(kind: 'ask' | 'service', name: string, index?: number): string {
  if (/^[A-Za-z][A-Za-z0-9_-]{0,63}$/.test(name) && !/\d{4}/.test(name)) return `${kind} ${name}`
  return index === undefined ? `${kind} whose name is not shown` : `${kind} number ${index + 1}`
}

function placed(error: unknown, part: string): unknown {
  if (!(error instanceof MalformedError || error instanceof VerificationError)) return error
  const { place: inner = [] } = error as Partial<Placed>
  const place = [part, ...inner]
  const reason = error.message.slice(0, error.message.length - ending(inner).length)
  const Failure = error instanceof MalformedError ? MalformedError : VerificationError
  return Object.assign(new Failure(error.code, `${reason}${ending(place)}`, { cause: error.cause }), {
    place,
  })
}

function ending(place: readonly string[]): string {
  return place.length === 0 ? '.' : ` (${place.join(', ')}).`
}
