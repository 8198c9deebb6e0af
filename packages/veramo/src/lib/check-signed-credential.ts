import type { JsonObject, JsonValue, Signer } from '@lontar/credentials'
import { LontarError, OperationError } from '@lontar/credentials/errors'
import { numericDate, parseJws, verifyJwsSignature } from '@lontar/credentials/jose'
import { isSameJson } from './is-same-json.ts'

/** What a signed credential must be. */
export interface SignedCredentialExpectations {
  /** The VC 1.1 credential as planned, `status` beside it. */
  readonly payload: JsonObject
  readonly signer: Signer
}

/**
 * Checks what Veramo signed: header, every claim and the signature are those planned, nothing more and nothing less.
 *
 * @throws OperationError `signer_failed`.
 * @see VC Data Model 1.1 section 6.3.1
 */
export async function checkSignedCredential(
  text: string,
  { payload, signer }: SignedCredentialExpectations,
): Promise<void> {
  try {
    const jws = parseJws(text)
    await verifyJwsSignature(jws, { expectedKey: signer.publicJwk, expectedType: 'JWT' })
    const header = { alg: 'ES256', typ: 'JWT', kid: signer.keyId }
    if (isSameJson({ ...jws.header }, header) && isSameJson({ ...jws.payload }, jwtClaims(payload))) return
  } catch (error) {
    if (!(error instanceof LontarError)) throw error
  }
  throw new OperationError('signer_failed', 'Veramo signed something else than planned.')
}

/** The JWT claims of a VC 1.1 credential: what the JWT says itself does not stand in `vc` again. */
function jwtClaims(payload: JsonObject): JsonObject {
  const {
    '@context': context,
    type,
    credentialSubject,
    issuer,
    issuanceDate,
    expirationDate,
    ...rest
  } = payload
  const { id, ...subject } = credentialSubject as JsonObject
  return {
    ...rest,
    iss: issuer,
    sub: id,
    nbf: secondsOf(issuanceDate),
    exp: secondsOf(expirationDate),
    vc: { '@context': context, type, credentialSubject: subject },
  }
}

function secondsOf(dateTime: JsonValue | undefined): number {
  return numericDate(new Date(String(dateTime)))
}
