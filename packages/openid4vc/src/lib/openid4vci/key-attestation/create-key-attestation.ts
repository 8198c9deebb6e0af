import type { PublicJwk, Signer } from '@lontar/credentials'
import { bareJwk, numericDate, signJws } from '@lontar/credentials/jose'
import { keyAttestationType } from './key-attestation.ts'

/** What `createKeyAttestation` needs. */
export interface CreateKeyAttestationInput {
  /** The key of the attester. */
  readonly signer: Signer
  /** One or more, all of the same key storage. */
  readonly attestedKeys: readonly PublicJwk[]
  /** A fresh `c_nonce`, for an issuer that has a Nonce Endpoint. */
  readonly nonce?: string
  /** When it is made: its `iat`. */
  readonly now: Date
  /** How long it lives, in seconds; 300 by default. */
  readonly expiresInSeconds?: number
  /** The `iss`; none by default. */
  readonly issuer?: string
  /** What attack potential the key storage withstands, such as `iso_18045_high`; left out by default. */
  readonly keyStorage?: readonly string[]
  /** What attack potential the authentication of the user withstands; left out by default. */
  readonly userAuthentication?: readonly string[]
  /** The certificates of the attester's key, its own first and the root left out. */
  readonly x5c?: readonly string[]
}

const defaultLifeSeconds = 300

/**
 * Vouches for keys and their storage, as a wallet provider or the storage itself does.
 *
 * @returns The compact JWS, for the header `key_attestation` of a `jwt` proof or as an `attestation` proof.
 * @see OpenID4VCI 1.0 appendix D.1
 */
export async function createKeyAttestation(input: CreateKeyAttestationInput): Promise<string> {
  const { signer, attestedKeys, nonce, now, expiresInSeconds = defaultLifeSeconds } = input
  const { issuer, keyStorage, userAuthentication, x5c } = input
  const issuedAt = numericDate(now)
  return signJws({
    header: { typ: keyAttestationType, ...(x5c !== undefined && { x5c: [...x5c] }) },
    payload: {
      ...(issuer !== undefined && { iss: issuer }),
      iat: issuedAt,
      exp: issuedAt + expiresInSeconds,
      attested_keys: attestedKeys.map((key) => ({
        ...bareJwk(key),
        ...(key.kid !== undefined && { kid: key.kid }),
      })),
      ...(keyStorage !== undefined && { key_storage: [...keyStorage] }),
      ...(userAuthentication !== undefined && { user_authentication: [...userAuthentication] }),
      ...(nonce !== undefined && { nonce }),
    },
    signer,
  })
}
