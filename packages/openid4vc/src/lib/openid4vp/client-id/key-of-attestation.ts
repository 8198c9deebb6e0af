import { LontarError, VerificationError } from '@lontar/credentials/errors'
import {
  checkTimes,
  isJsonObject,
  type JsonObject,
  type JsonValue,
  type PublicJwk,
  parseJwk,
  parseJws,
  parseNumericDate,
  selectJwk,
  type UnverifiedJws,
  verifyJwsSignature,
} from '@lontar/credentials/jose'
import type { VerifierKey, VerifierTrust } from './verifier-trust.ts'

/** The `typ` of a Verifier Attestation JWT (OpenID4VP 1.0 section 12). */
const verifierAttestationType = 'verifier-attestation+jwt'

/**
 * Finds the key of a verifier that somebody attests: the header `jwt` holds the attestation, and its `cnf` the key.
 *
 * @throws VerificationError `verifier_untrusted` when the reader does not trust who attests it, and
 *   `verifier_attestation_invalid` for an attestation that is missing, not signed by him, of another verifier, over, or
 *   without a key.
 * @see OpenID4VP 1.0 sections 5.9.3 and 12
 */
export async function keyOfAttestation(
  value: string,
  { jwt }: JsonObject,
  { trust, now }: Pick<VerifierTrust, 'trust'> & { readonly now: Date },
): Promise<VerifierKey> {
  const attestation = orInvalid(() => parseJws(typeof jwt === 'string' ? jwt : ''))
  const { iss, sub, exp, cnf, redirect_uris: redirectUris } = attestation.payload
  const attester = trust?.verifierAttesters?.find(({ issuer }) => issuer === iss)
  if (attester === undefined) {
    throw new VerificationError('verifier_untrusted', 'Who attests the verifier is not trusted.')
  }
  await verifySignature(attestation, attester.jwks.keys)
  if (sub !== value) throw invalid('It is of another verifier.')
  const isTimely = parseNumericDate(exp) !== undefined && checkTimes(attestation.payload, now) === undefined
  if (!isTimely) throw invalid('It is not valid now.')
  const publicJwk = orInvalid(() => parseJwk(isJsonObject(cnf) ? cnf.jwk : undefined))
  if (redirectUris === undefined) return { publicJwk, vouched: true }
  return { publicJwk, vouched: true, responseUris: textsOf(redirectUris) }
}

async function verifySignature(attestation: UnverifiedJws, keys: readonly PublicJwk[]): Promise<void> {
  const { kid } = attestation.header
  const expectedKey = kid === undefined || typeof kid === 'string' ? selectJwk(keys, kid) : undefined
  if (expectedKey === undefined) throw invalid('No key of its issuer signed it.')
  try {
    await verifyJwsSignature(attestation, { expectedKey, expectedType: verifierAttestationType })
  } catch (cause) {
    throw invalid('Its issuer did not sign it.', cause)
  }
}

function textsOf(value: JsonValue): readonly string[] {
  const texts = Array.isArray(value) ? value.filter((uri) => typeof uri === 'string') : []
  if (!Array.isArray(value) || texts.length !== value.length) {
    throw invalid('Its redirect_uris are no list of addresses.')
  }
  return texts
}

function orInvalid<Value>(read: () => Value): Value {
  try {
    return read()
  } catch (cause) {
    if (cause instanceof LontarError) throw invalid('It cannot be read.', cause)
    throw cause
  }
}

function invalid(why: string, cause?: unknown): VerificationError {
  const message = `The attestation of the verifier is not valid. ${why}`
  return new VerificationError('verifier_attestation_invalid', message, { cause })
}
