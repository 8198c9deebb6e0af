import type { JsonObject, Signer } from '@lontar/credentials'
import { numericDate, signJws } from '@lontar/credentials/jose'
import type { CredentialIssuerMetadata } from './credential-issuer-metadata.ts'

/** The `typ` of signed metadata (OpenID4VCI 1.0 section 12.2.3). */
export const signedMetadataType = 'openidvci-issuer-metadata+jwt'

/** What `signIssuerMetadata` needs. */
export interface SignIssuerMetadataInput {
  /** What is signed, without `sub`, `iat` and `exp`. */
  readonly metadata: CredentialIssuerMetadata
  /** A key that wallets trust for this issuer. */
  readonly signer: Signer
  /** Becomes `iat`. */
  readonly now: Date
  /** How long they may be believed, in seconds; without end by default. */
  readonly expiresInSeconds?: number
  /** The certificates of the signer's key, its own first and the root left out; none by default. */
  readonly x5c?: readonly string[]
}

/**
 * Signs the metadata of an issuer: all parameters stand beside `sub`, which is the issuer, and `iat`.
 *
 * @returns The compact JWS, for the media type `application/jwt`.
 * @throws OperationError `signer_failed`.
 * @see OpenID4VCI 1.0 section 12.2.3
 */
export async function signIssuerMetadata(input: SignIssuerMetadataInput): Promise<string> {
  const { metadata, signer, now, expiresInSeconds, x5c } = input
  const iat = numericDate(now)
  return signJws({
    header: { typ: signedMetadataType, ...(x5c !== undefined && { x5c: [...x5c] }) },
    payload: {
      // What is absent in an object of ours must be absent in JSON.
      ...(JSON.parse(JSON.stringify(metadata)) as JsonObject),
      sub: metadata.credential_issuer,
      iat,
      ...(expiresInSeconds !== undefined && { exp: iat + expiresInSeconds }),
    },
    signer,
  })
}
