import type { ClaimPath } from '../formats/credential-format.ts'
import type { JsonObject } from '../jose/json.ts'
import { parseJws, type UnverifiedJws } from '../jose/parse-jws.ts'
import { type Disclosure, parseDisclosures } from './disclosure.ts'
import { type HashAlgorithm, parseHashAlgorithm } from './hash-algorithm.ts'
import { splitSdJwt } from './split-sd-jwt.ts'
import { type DisclosedClaim, type IssuedIndices, unpackPayload } from './unpack-payload.ts'

/** An SD-JWT whose parts were read, before its disclosures are. */
export interface PackedSdJwt {
  /** As received. */
  readonly text: string
  /** The text up to and including the last `~`. */
  readonly presented: string
  /** The issuer's JWS, not verified. */
  readonly jws: UnverifiedJws
  /** The `_sd_alg`; `sha-256` when it says none. */
  readonly hashAlgorithm: HashAlgorithm
  /** The disclosures as sent. */
  readonly disclosureTexts: readonly string[]
  /** What stands after the last `~`; `undefined` when nothing does. */
  readonly keyBindingJwt: string | undefined
}

/** An SD-JWT that was read and not verified: nothing in it may be believed. */
export interface UnverifiedSdJwt extends PackedSdJwt {
  /** The payload with every disclosure in place and the `_sd` machinery gone. */
  readonly claims: JsonObject
  /** In the order in which they were sent. */
  readonly disclosures: readonly Disclosure[]
  /** The disclosures with their places in `claims`. */
  readonly disclosed: readonly DisclosedClaim[]
  /** The places of the claims that can be held back. */
  readonly disclosable: readonly ClaimPath[]
  /** Where the elements of arrays stood when they were issued, for the arrays of which an element moved. */
  readonly issuedIndices: readonly IssuedIndices[]
}

/**
 * Reads the parts of an SD-JWT, and no disclosure: a stranger may have added megabytes of them to a token that he signed
 * himself.
 *
 * @param text the compact form, with or without a key binding JWT.
 * @returns the parts.
 * @throws MalformedError `sd_jwt_malformed`, `jws_malformed`.
 * @throws VerificationError `jws_algorithm_unexpected`, `jws_critical_header_unsupported`.
 * @throws UnsupportedError `sd_jwt_hash_algorithm_unsupported`.
 * @see RFC 9901 section 4
 */
export function readSdJwt(text: string): PackedSdJwt {
  const parts = splitSdJwt(text)
  const jws = parseJws(parts.jwt)
  const hashAlgorithm = parseHashAlgorithm(jws.payload._sd_alg)
  const { presented, disclosures: disclosureTexts, keyBindingJwt } = parts
  return { text, presented, jws, hashAlgorithm, disclosureTexts, keyBindingJwt }
}

/**
 * Reads the disclosures of an SD-JWT and puts them in their places; see `parseDisclosures` and `unpackPayload` for the
 * rules and codes.
 *
 * @param packed what `readSdJwt` returned.
 * @returns the same with the processed payload.
 */
export async function unpackSdJwt(packed: PackedSdJwt): Promise<UnverifiedSdJwt> {
  const { payload } = packed.jws
  const disclosures = await parseDisclosures(packed.disclosureTexts, packed)
  const { claims, disclosed, issuedIndices } = unpackPayload(payload, disclosures)
  const disclosable = disclosed.map(({ path }) => path)
  return Object.freeze({ ...packed, claims, disclosures, disclosed, disclosable, issuedIndices })
}

/**
 * Reads an SD-JWT and puts its disclosures in their places. No signature is checked.
 *
 * @param text the compact form, at most 1 MiB, 1,024 disclosures and 16,384 values, with or without a key binding JWT.
 * @returns the parts and the processed payload, unverified.
 * @throws MalformedError `sd_jwt_malformed`, `jws_malformed`.
 * @throws VerificationError `jws_algorithm_unexpected`, `jws_critical_header_unsupported`,
 * `sd_jwt_disclosure_unreferenced`, `sd_jwt_digest_repeated`, `sd_jwt_claim_name_reserved`,
 * `sd_jwt_claim_name_repeated`, `sd_jwt_too_deep`.
 * @throws UnsupportedError `sd_jwt_hash_algorithm_unsupported`.
 * @see RFC 9901 section 7.1 steps 1 to 5
 */
export async function parseSdJwt(text: string): Promise<UnverifiedSdJwt> {
  return unpackSdJwt(readSdJwt(text))
}
