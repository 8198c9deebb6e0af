import { MalformedError } from '../errors/lontar-error.ts'
import { decodeBase64Url } from './base64url.ts'
import type { JsonObject } from './json.ts'
import type { PublicJwk } from './jwk.ts'
import { isP256Point } from './p256-point.ts'
import { isJsonObject } from './parse-json.ts'

/** The members of a JWK that hold a secret (RFC 7518 sections 6.2.2, 6.3.2 and 6.4). */
const secretMembers = ['d', 'p', 'q', 'dp', 'dq', 'qi', 'oth', 'k'] as const

/**
 * Reads a public key on P-256. Members that are not known are dropped, as RFC 7517 section 4 asks; a key that
 * says it is for something other than signatures is refused.
 *
 * @param value a parsed JWK.
 * @returns a new, frozen object with the known members alone.
 * @throws MalformedError `jwk_private_part` when it holds a private or symmetric key, `jwk_malformed` when it
 * is not a P-256 point in canonical form or is not meant for ES256 signatures.
 * @see RFC 7517 section 4, RFC 7518 section 6.2.1
 */
export function parseJwk(value: unknown): PublicJwk {
  if (!isJsonObject(value)) throw malformed()
  refuseSecretMembers(value)
  if (member(value, 'kty') !== 'EC' || member(value, 'crv') !== 'P-256') throw malformed()
  const { x, y } = coordinates(value)
  return Object.freeze({ kty: 'EC', crv: 'P-256', x, y, ...labels(value) })
}

/**
 * Refuses a JWK that holds a secret.
 *
 * @param jwk a parsed JWK of any type.
 * @throws MalformedError `jwk_private_part`.
 */
export function refuseSecretMembers(jwk: JsonObject): void {
  if (secretMembers.every((name) => !(name in jwk))) return
  throw new MalformedError('jwk_private_part', 'The key holds a private or symmetric part.')
}

function coordinates(jwk: JsonObject): { x: string; y: string } {
  const x = member(jwk, 'x')
  const y = member(jwk, 'y')
  // 43 characters are 32 bytes: leading zero bytes are kept (RFC 7518 section 6.2.1.2).
  if (typeof x !== 'string' || typeof y !== 'string' || x.length !== 43 || y.length !== 43) throw malformed()
  if (!isP256Point(decodeCoordinate(x), decodeCoordinate(y))) throw malformed()
  return { x, y }
}

function decodeCoordinate(text: string): Uint8Array {
  try {
    return decodeBase64Url(text)
  } catch {
    throw malformed()
  }
}

function labels(jwk: JsonObject): { kid?: string; alg?: 'ES256'; use?: 'sig' } {
  const kid = member(jwk, 'kid')
  const alg = member(jwk, 'alg')
  const use = member(jwk, 'use')
  const operations = member(jwk, 'key_ops')
  if (kid !== undefined && typeof kid !== 'string') throw malformed()
  if (alg !== undefined && alg !== 'ES256') throw malformed()
  if (use !== undefined && use !== 'sig') throw malformed()
  if (operations !== undefined && !(Array.isArray(operations) && operations.includes('verify')))
    throw malformed()
  return { ...(kid !== undefined && { kid }), ...(alg && { alg }), ...(use && { use }) }
}

/** Own members only, so that nothing is read from a prototype. */
function member(jwk: JsonObject, name: string): JsonObject[string] {
  return Object.hasOwn(jwk, name) ? jwk[name] : undefined
}

function malformed(): MalformedError {
  return new MalformedError('jwk_malformed', 'The key is not a public P-256 key for ES256 signatures.')
}
