import { engine } from '#engine'
import type { HashAlgorithm } from '../engine/engine.ts'
import { encodeBase64Url } from '../jose/base64url.ts'
import type { JsonValue } from '../jose/json.ts'
import { encodeUtf8 } from '../jose/utf8.ts'
import { requireStep } from '../verdict/require-step.ts'
import { hashAlgorithm } from '../verdict/steps/sd-jwt-steps.ts'

export type { HashAlgorithm } from '../engine/engine.ts'

/** The hash functions that are known here; weaker ones of the IANA registry are not. */
export const hashAlgorithms: readonly HashAlgorithm[] = Object.freeze(['sha-256', 'sha-384', 'sha-512'])

/**
 * Reads `_sd_alg`. Names are case-sensitive, and weaker functions of the IANA registry are refused.
 *
 * @param value the top-level member; absent means `sha-256`.
 * @returns the hash function of digests and of `sd_hash`.
 * @throws UnsupportedError `sd_jwt_hash_algorithm_unsupported`.
 * @see RFC 9901 section 4.1.1
 */
export function parseHashAlgorithm(value: JsonValue | undefined): HashAlgorithm {
  if (value === undefined) return 'sha-256'
  requireStep(
    hashAlgorithm,
    hashAlgorithms.some((name) => name === value),
  )
  return value as HashAlgorithm
}

/**
 * Hashes the ASCII bytes of a text, as it was sent (RFC 9901 section 4.2.3).
 *
 * @param algorithm the function of `_sd_alg`.
 * @param text a disclosure, or a presentation up to its last `~`.
 * @returns the digest as base64url.
 */
export async function digestText(algorithm: HashAlgorithm, text: string): Promise<string> {
  return encodeBase64Url(await engine.digest(algorithm, encodeUtf8(text)))
}
