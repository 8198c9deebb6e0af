import type { ClaimPath } from '../formats/credential-format.ts'
import type { JsonObject } from '../jose/json.ts'
import { parseJws, type UnverifiedJws } from '../jose/parse-jws.ts'
import { type Disclosure, parseDisclosure } from './disclosure.ts'
import { type HashAlgorithm, parseHashAlgorithm } from './hash-algorithm.ts'
import { splitSdJwt } from './split-sd-jwt.ts'
import { type DisclosedClaim, unpackPayload } from './unpack-payload.ts'

/** An SD-JWT whose parts were read, before its disclosures are put in their places. */
export interface PackedSdJwt {
  /** As received. */
  readonly text: string
  /** The text up to and including the last `~`. */
  readonly presented: string
  readonly jws: UnverifiedJws
  readonly hashAlgorithm: HashAlgorithm
  readonly disclosures: readonly Disclosure[]
  readonly keyBindingJwt: string | undefined
}

/** An SD-JWT that was read and not verified: nothing in it may be believed. */
export interface UnverifiedSdJwt extends PackedSdJwt {
  /** The payload with every disclosure in place and the `_sd` machinery gone. */
  readonly claims: JsonObject
  readonly disclosed: readonly DisclosedClaim[]
  /** The places of the claims that can be held back. */
  readonly disclosable: readonly ClaimPath[]
}

/**
 * Reads the parts of an SD-JWT.
 *
 * @param text the compact form, with or without a key binding JWT.
 * @returns the parts.
 * @throws MalformedError `sd_jwt_malformed`, `jws_malformed`.
 * @throws VerificationError `jws_algorithm_unexpected`, `jws_critical_header_unsupported`,
 * `sd_jwt_claim_name_reserved`.
 * @throws UnsupportedError `sd_jwt_hash_algorithm_unsupported`.
 * @see RFC 9901 section 4
 */
export async function readSdJwt(text: string): Promise<PackedSdJwt> {
  const parts = splitSdJwt(text)
  const jws = parseJws(parts.jwt)
  const hashAlgorithm = parseHashAlgorithm(jws.payload._sd_alg)
  const disclosures = await Promise.all(parts.disclosures.map((part) => parseDisclosure(part, hashAlgorithm)))
  const { presented, keyBindingJwt } = parts
  return { text, presented, jws, hashAlgorithm, disclosures, keyBindingJwt }
}

/**
 * Puts the disclosures of an SD-JWT in their places; see `unpackPayload` for the rules and codes.
 *
 * @param packed what `readSdJwt` returned.
 * @returns the same with the processed payload.
 */
export function unpackSdJwt(packed: PackedSdJwt): UnverifiedSdJwt {
  const { claims, disclosed } = unpackPayload(packed.jws.payload, packed.disclosures)
  return Object.freeze({ ...packed, claims, disclosed, disclosable: disclosed.map(({ path }) => path) })
}

/**
 * Reads an SD-JWT and puts its disclosures in their places. No signature is checked.
 *
 * @param text the compact form, at most 1 MiB and 1,024 disclosures, with or without a key binding JWT.
 * @returns the parts and the processed payload, unverified.
 * @throws MalformedError `sd_jwt_malformed`, `jws_malformed`.
 * @throws VerificationError `jws_algorithm_unexpected`, `jws_critical_header_unsupported`,
 * `sd_jwt_disclosure_unreferenced`, `sd_jwt_digest_repeated`, `sd_jwt_claim_name_reserved`,
 * `sd_jwt_claim_name_repeated`, `sd_jwt_too_deep`.
 * @throws UnsupportedError `sd_jwt_hash_algorithm_unsupported`.
 * @see RFC 9901 section 7.1 steps 1 to 5
 */
export async function parseSdJwt(text: string): Promise<UnverifiedSdJwt> {
  return unpackSdJwt(await readSdJwt(text))
}
