import { codeOf } from '../../conformance/checks/negative-case.ts'

/** An input of at most 1 MiB that is made to be expensive, ready to be offered. */
export interface HostileInput {
  readonly name: string
  /** The size of the text, in bytes. */
  readonly bytes: number
  /** The code that it must end with: what is refused elsewhere was not measured. `accepted` when nothing refuses it. */
  readonly expected: string
  /** Offers it; the code of the refusal, `undefined` when it is accepted. Never throws. */
  offer(): Promise<string | undefined>
}

/** One mebibyte, in bytes. */
export const mebibyte = 1_048_576

/**
 * Describes an input.
 *
 * @param name what is hostile in it.
 * @param text the text that is sent.
 * @param expected the code that it must end with.
 * @param attempt offers it, and throws the refusal.
 * @returns the input.
 */
export function hostileInput(
  name: string,
  text: string,
  expected: string,
  attempt: () => unknown,
): HostileInput {
  const bytes = Buffer.byteLength(text)
  if (bytes > mebibyte) throw new RangeError(`${name} has ${bytes} bytes`)
  return { name, bytes, expected, offer: () => codeOf(attempt) }
}

/**
 * Repeats a text.
 *
 * @param unit the text.
 * @param limit the most characters that are wanted.
 * @returns as many of it as fit.
 */
export const fill = (unit: string, limit: number): string => unit.repeat(Math.floor(limit / unit.length))
