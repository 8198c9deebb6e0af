import type { JsonObject } from '../jose/json.ts'

/**
 * Reads the certificates of a protected header as they stand there.
 *
 * @param header the protected header.
 * @returns the elements of `x5c`, or `undefined` when it is absent or not a list of texts.
 * @see RFC 7515 section 4.1.6
 */
export function readX5c({ x5c }: JsonObject): readonly string[] | undefined {
  const isChain = Array.isArray(x5c) && x5c.length > 0 && x5c.every((element) => typeof element === 'string')
  return isChain ? Object.freeze([...x5c]) : undefined
}
