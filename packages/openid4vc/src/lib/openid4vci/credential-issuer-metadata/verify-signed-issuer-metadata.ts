import type { TrustedIssuer } from '@lontar/credentials'
import { LontarError, VerificationError } from '@lontar/credentials/errors'
import type { ResolveIssuerKey } from '@lontar/credentials/issuer-key'
import {
  checkTimes,
  numericDate,
  parseJws,
  parseNumericDate,
  type UnverifiedJws,
  verifyJwsSignature,
} from '@lontar/credentials/jose'
import type { CredentialIssuerMetadata } from './credential-issuer-metadata.ts'
import { parseCredentialIssuerMetadata } from './parse-credential-issuer-metadata.ts'
import { signedMetadataType } from './sign-issuer-metadata.ts'

/** What signed metadata are held against. */
export interface SignedMetadataExpectations {
  /** The Credential Issuer Identifier of the offer. */
  readonly expectedIssuer: string
  /** Who may sign them: the issuer of the credentials as the trust list has him, with his keys or roots. */
  readonly expectedSigner: TrustedIssuer
  /** Finds his key; `createIssuerKeyResolver` makes one. */
  readonly resolveIssuerKey: ResolveIssuerKey
  /** For `iat`, `exp` and `nbf`. */
  readonly now: Date
}

const maxAheadSeconds = 60

/**
 * Verifies signed metadata: a trusted signer signed them for this issuer, and they are valid now.
 *
 * @throws VerificationError `issuer_metadata_signature_invalid` whatever is wrong with the signature, its signer, its
 *   type, `sub`, `iat`, `exp` or `nbf`.
 * @throws What `parseCredentialIssuerMetadata` throws.
 * @see OpenID4VCI 1.0 section 12.2.3
 */
export async function verifySignedIssuerMetadata(
  jwt: string,
  expectations: SignedMetadataExpectations,
): Promise<CredentialIssuerMetadata> {
  const { expectedIssuer } = expectations
  const { payload } = await verifySignature(jwt, expectations)
  if (payload.sub !== expectedIssuer) throw invalid('The signed metadata are those of another issuer.')
  const iat = parseNumericDate(payload.iat)
  if (iat === undefined || numericDate(iat) - numericDate(expectations.now) > maxAheadSeconds) {
    throw invalid('The signed metadata do not say when they were signed, or are of the future.')
  }
  if (checkTimes(payload, expectations.now) !== undefined)
    throw invalid('The signed metadata are not valid now.')
  return parseCredentialIssuerMetadata(payload, { expectedIssuer })
}

async function verifySignature(
  jwt: string,
  { expectedSigner, resolveIssuerKey, now }: SignedMetadataExpectations,
): Promise<UnverifiedJws> {
  try {
    const jws = parseJws(jwt)
    // Their type first, so that no key is looked up for something else.
    if (jws.header.typ !== signedMetadataType) throw invalid('The signed metadata have another type.')
    const expectedKey = await resolveIssuerKey({ issuer: expectedSigner, header: jws.header, now })
    await verifyJwsSignature(jws, { expectedKey, expectedType: signedMetadataType })
    return jws
  } catch (cause) {
    if (!(cause instanceof LontarError)) throw cause
    throw invalid('The signed metadata are not signed by a trusted signer.', cause)
  }
}

function invalid(message: string, cause?: unknown): VerificationError {
  return new VerificationError('issuer_metadata_signature_invalid', message, { cause })
}
