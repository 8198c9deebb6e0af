import { requireStep } from '../verdict/require-step.ts'
import {
  jwkAlgorithm,
  jwkCoordinate,
  jwkCurve,
  jwkKeyId,
  jwkObject,
  jwkOperations,
  jwkPoint,
  jwkPublic,
  jwkUse,
} from '../verdict/steps/jose-steps.ts'
import type { BareJwk } from './bare-jwk.ts'
import { decodeBase64Url } from './base64url.ts'
import { isCurvePoint } from './curve-point.ts'
import { isEd25519Point } from './ed25519-point.ts'
import type { JsonObject } from './json.ts'
import type { JwkLabels, PublicJwk, SigningCurve } from './jwk.ts'
import { isJsonObject } from './parse-json.ts'
import { isSigningCurve, signingAlgorithmOf, signingCurves } from './signing-curves.ts'

/** The members of a JWK that hold a secret (RFC 7518 sections 6.2.2, 6.3.2 and 6.4). */
const secretMembers = ['d', 'p', 'q', 'dp', 'dq', 'qi', 'oth', 'k'] as const

/**
 * Reads a public key for signatures. Members that are not known are dropped, as RFC 7517 section 4 asks; a key that
 * says it is for something else is refused.
 *
 * @param value a parsed JWK.
 * @returns a new, frozen object with the known members alone.
 * @throws MalformedError `jwk_private_part` when it holds a private or symmetric key, `jwk_malformed` when it is no
 * point of P-256, P-384, secp256k1 or Ed25519 in canonical form, or is not meant for signatures of that curve.
 * @see RFC 7517 section 4, RFC 7518 section 6.2.1, RFC 8037 section 2, RFC 8812 section 3.1
 */
export function parseJwk(value: unknown): PublicJwk {
  requireStep(jwkObject, isJsonObject(value))
  refuseSecretMembers(value)
  const crv = member(value, 'crv')
  requireStep(jwkCurve, isSigningCurve(crv) && member(value, 'kty') === signingCurves[crv].kty)
  // The curve and the members that it needs were compared above; the type cannot follow that.
  return Object.freeze({ ...bareKey(value, crv), ...labels(value, crv) }) as PublicJwk
}

/**
 * Refuses a JWK that holds a secret.
 *
 * @param jwk a parsed JWK of any type.
 * @throws MalformedError `jwk_private_part`.
 */
export function refuseSecretMembers(jwk: JsonObject): void {
  requireStep(
    jwkPublic,
    secretMembers.every((name) => !(name in jwk)),
  )
}

function bareKey(jwk: JsonObject, crv: SigningCurve): BareJwk {
  const x = coordinate(jwk, 'x', crv)
  if (crv === 'Ed25519') {
    requireStep(jwkPoint, isEd25519Point(x.bytes))
    return { kty: 'OKP', crv, x: x.text }
  }
  const y = coordinate(jwk, 'y', crv)
  requireStep(jwkPoint, isCurvePoint(crv, x.bytes, y.bytes))
  return { kty: 'EC', crv, x: x.text, y: y.text }
}

interface Coordinate {
  readonly text: string
  readonly bytes: Uint8Array
}

/** Leading zero bytes are kept, so the length says whether it is whole (RFC 7518 section 6.2.1.2). */
function coordinate(jwk: JsonObject, name: 'x' | 'y', crv: SigningCurve): Coordinate {
  const text = member(jwk, name)
  const bytes = typeof text === 'string' ? decode(text) : undefined
  requireStep(jwkCoordinate, bytes?.length === signingCurves[crv].bytes)
  return { text: text as string, bytes: bytes ?? new Uint8Array() }
}

function decode(text: string): Uint8Array | undefined {
  try {
    return decodeBase64Url(text)
  } catch {
    return undefined
  }
}

function labels(jwk: JsonObject, crv: SigningCurve): JwkLabels {
  const kid = member(jwk, 'kid')
  const alg = member(jwk, 'alg')
  const use = member(jwk, 'use')
  const operations = member(jwk, 'key_ops')
  requireStep(jwkKeyId, kid === undefined || typeof kid === 'string')
  requireStep(jwkAlgorithm, alg === undefined || alg === signingAlgorithmOf({ crv }))
  requireStep(jwkUse, use === undefined || use === 'sig')
  requireStep(
    jwkOperations,
    operations === undefined || (Array.isArray(operations) && operations.includes('verify')),
  )
  return {
    ...(kid !== undefined && { kid }),
    ...(alg !== undefined && { alg: signingAlgorithmOf({ crv }) }),
    ...(use !== undefined && { use }),
  }
}

/** Own members only, so that nothing is read from a prototype. */
function member(jwk: JsonObject, name: string): JsonObject[string] {
  return Object.hasOwn(jwk, name) ? jwk[name] : undefined
}
