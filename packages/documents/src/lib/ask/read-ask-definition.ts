import { MalformedError } from '@lontar/credentials/errors'

/** The members of a plain object; refuses every member that is not named. */
export function readMembers(value: unknown, names: readonly string[]): Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw malformed('an object is expected')
  const entries = Object.entries(value)
  if (entries.some(([name]) => !names.includes(name))) throw malformed('a member is unknown')
  return Object.fromEntries(entries)
}

/** The elements of an array of at most 64. */
export function readList(value: unknown): readonly unknown[] {
  if (!Array.isArray(value) || value.length > 64) throw malformed('a list of at most 64 elements is expected')
  return value
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
