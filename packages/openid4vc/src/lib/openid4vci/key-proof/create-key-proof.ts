import type { Signer } from '@lontar/credentials'
import { bareJwk, numericDate, signJws } from '@lontar/credentials/jose'
import { keyProofType } from './key-proof.ts'

/** What `createKeyProof` needs. */
export interface CreateKeyProofInput {
  /** The key that the credential is to be bound to. */
  readonly signer: Signer
  /** The Credential Issuer Identifier, never an endpoint. */
  readonly credentialIssuer: string
  /** A fresh `c_nonce`. */
  readonly nonce: string
  /** The instant of signing: its `iat`. */
  readonly now: Date
  /** An attestation of the key, among others, that holds the same kind of fresh nonce. */
  readonly keyAttestation?: string
  /** The `client_id`, where the token was asked for with one; left out in an anonymous flow, as by default. */
  readonly clientId?: string
}

/**
 * Proves possession of a key to an issuer; the key stands in the header as `jwk`.
 *
 * @returns The compact JWS.
 * @see OpenID4VCI 1.0 appendix F.1
 */
export async function createKeyProof({
  signer,
  credentialIssuer,
  nonce,
  now,
  keyAttestation,
  clientId,
}: CreateKeyProofInput): Promise<string> {
  return signJws({
    header: {
      typ: keyProofType,
      jwk: bareJwk(signer.publicJwk),
      ...(keyAttestation !== undefined && { key_attestation: keyAttestation }),
    },
    payload: {
      ...(clientId !== undefined && { iss: clientId }),
      aud: credentialIssuer,
      iat: numericDate(now),
      nonce,
    },
    signer,
  })
}
