import { engine } from '#engine'
import { VerificationError } from '../errors/lontar-error.ts'
import type { PublicJwk } from './jwk.ts'
import { parseJwk } from './parse-jwk.ts'
import type { UnverifiedJws } from './parse-jws.ts'

/** What a signature must fit. */
export interface JwsExpectations {
  /** The key, from a source that is trusted apart from the token. It fixes the algorithm. */
  readonly expectedKey: PublicJwk
  /** The exact `typ`, such as `kb+jwt`: case counts and an `application/` prefix is not added. */
  readonly expectedType: string
  /** Accept a token without `typ`, as VC 1.1 section 6.3.1 allows; false by default. */
  readonly acceptMissingType?: boolean
}

/**
 * Verifies the type, the algorithm and the signature of a JWS. The headers `jwk`, `jku`, `x5u` and `x5c` are not
 * looked at.
 *
 * @param jws what `parseJws` returned.
 * @param expectations see `JwsExpectations`.
 * @throws VerificationError `jws_type_unexpected`, `jws_algorithm_unexpected`, `jws_key_unknown` when the key is
 * missing or no P-256 key, `jws_signature_invalid`.
 * @see RFC 7515 section 5.2, RFC 8725 sections 3.1 and 3.11
 */
export async function verifyJwsSignature(jws: UnverifiedJws, expectations: JwsExpectations): Promise<void> {
  refuseType(jws.header.typ, expectations)
  if (jws.header.alg !== 'ES256') {
    throw new VerificationError('jws_algorithm_unexpected', 'The JWS is not signed with ES256.')
  }
  const key = requireKey(expectations.expectedKey)
  // The size of an ES256 signature is fixed (RFC 7518 section 3.4); DER and anything else is refused.
  if (jws.signature.length !== 64) throw invalidSignature()
  if (!(await engine.verifyEs256(key, jws.signingInput, jws.signature))) throw invalidSignature()
}

function refuseType(type: unknown, { expectedType, acceptMissingType = false }: JwsExpectations): void {
  if (type === undefined && acceptMissingType) return
  if (typeof expectedType === 'string' && expectedType !== '' && type === expectedType) return
  throw new VerificationError('jws_type_unexpected', 'The JWS is of another type.')
}

function requireKey(key: unknown): PublicJwk {
  try {
    return parseJwk(key)
  } catch {
    throw new VerificationError('jws_key_unknown', 'There is no usable key for the JWS.')
  }
}

function invalidSignature(): VerificationError {
  return new VerificationError('jws_signature_invalid', 'The signature is not valid.')
}
