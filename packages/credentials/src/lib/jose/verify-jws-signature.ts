import { engine } from '#engine'
import { requireStep } from '../verdict/require-step.ts'
import {
  jwsAlgorithm,
  jwsKey,
  jwsSignature,
  jwsSignatureLength,
  jwsType,
} from '../verdict/steps/jose-steps.ts'
import type { PublicJwk } from './jwk.ts'
import { parseJwk } from './parse-jwk.ts'
import type { UnverifiedJws } from './parse-jws.ts'
import { signingAlgorithmOf, signingCurves } from './signing-curves.ts'

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
 * @throws MalformedError `jws_malformed` when the signature has not the exact length of its algorithm, DER included.
 * @throws VerificationError `jws_type_unexpected`, `jws_algorithm_unexpected`, `jws_key_unknown` when the key is
 * missing or no key for signatures, `jws_signature_invalid`.
 * @see RFC 7515 section 5.2, RFC 8725 sections 3.1 and 3.11
 */
export async function verifyJwsSignature(jws: UnverifiedJws, expectations: JwsExpectations): Promise<void> {
  refuseType(jws.header.typ, expectations)
  const key = requireKey(expectations.expectedKey)
  requireStep(jwsAlgorithm, jws.header.alg === signingAlgorithmOf(key))
  requireStep(jwsSignatureLength, jws.signature.length === 2 * signingCurves[key.crv].bytes)
  requireStep(jwsSignature, await engine.verify(key, jws.signingInput, jws.signature))
}

function refuseType(type: unknown, { expectedType, acceptMissingType = false }: JwsExpectations): void {
  if (type === undefined && acceptMissingType) return
  requireStep(jwsType, typeof expectedType === 'string' && expectedType !== '' && type === expectedType)
}

function requireKey(key: unknown): PublicJwk {
  try {
    return parseJwk(key)
  } catch {
    requireStep(jwsKey, false)
  }
}
