import { MalformedError } from '@lontar/credentials/errors'
import { readWithin } from './ask-place.ts'

/** The members of a plain object; refuses every member that is not named, and names those that there can be. */
export function readMembers(value: unknown, names: readonly string[]): Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw malformed('an object is expected')
  const entries = Object.entries(value)
  const unknown = entries.findIndex(([name]) => !names.includes(name))
  if (unknown >= 0) throw malformed(`key ${unknown + 1} is none of ${names.join(', ')}`)
  return Object.fromEntries(entries)
}

/** The elements of an array of at most 64. */
export function readList(value: unknown): readonly unknown[] {
  if (!Array.isArray(value) || value.length > 64) throw malformed('a list of at most 64 elements is expected')
  return value
}

/** Reads each element of an array of at most 64. */
export function readEach<Value>(value: unknown, read: (element: unknown) => Value): readonly Value[] {
  return eachWithin(readList(value), read)
}

/** Does the same for the elements of a list that was read before. */
export function eachWithin<Element, Value>(
  elements: readonly Element[],
  read: (element: Element) => Value,
): readonly Value[] {
  return elements.map((element, index) => readWithin(`element ${index + 1}`, () => read(element)))
}

/** A text of 1 to 500 characters without control characters. */
export function readText(value: unknown): string {
  const fits = typeof value === 'string' && /^[^\p{Cc}\p{Cf}]{1,500}$/u.test(value) && value.isWellFormed()
  if (!fits || value.trim() === '') throw malformed('a text is expected')
  return value
}

/** The error of an ask that cannot be read. */
export function malformed(reason: string): MalformedError {
  return new MalformedError('ask_malformed', `The ask is not well-formed: ${reason}.`)
}
