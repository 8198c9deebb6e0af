import type { PublicJwk, Signer } from '@lontar/credentials'
import { bareJwk, numericDate, signJws } from '@lontar/credentials/jose'
import { clientAttestationType } from './client-attestation.ts'

/** What `createClientAttestation` needs. */
export interface CreateClientAttestationInput {
  /** The key of the attester. */
  readonly signer: Signer
  /** The `client_id`: the same for every instance of a wallet, so that it tells nobody apart. */
  readonly clientId: string
  /** The key of the instance. */
  readonly instanceKey: PublicJwk
  /** When it is made: its `iat`. */
  readonly now: Date
  /** How long it lives, in seconds; 86,400 by default. */
  readonly expiresInSeconds?: number
  /** The `iss` that draft 07 has; later drafts have none. */
  readonly issuer?: string
  /** The certificates of the attester's key, its own first and the root left out (HAIP 1.0 section 4.4.1). */
  readonly x5c?: readonly string[]
}

const defaultLifeSeconds = 86_400

/**
 * Vouches for an instance of a client, as a wallet provider does.
 *
 * @returns The compact JWS for the header `OAuth-Client-Attestation`.
 * @see Attestation-Based Client Authentication drafts 07 (section 5.1) and 11; OpenID4VCI 1.0 appendix E
 */
export async function createClientAttestation(input: CreateClientAttestationInput): Promise<string> {
  const { signer, clientId, instanceKey, now, expiresInSeconds = defaultLifeSeconds, issuer, x5c } = input
  const issuedAt = numericDate(now)
  return signJws({
    header: { typ: clientAttestationType, ...(x5c !== undefined && { x5c: [...x5c] }) },
    payload: {
      ...(issuer !== undefined && { iss: issuer }),
      sub: clientId,
      iat: issuedAt,
      exp: issuedAt + expiresInSeconds,
      cnf: { jwk: bareJwk(instanceKey) },
    },
    signer,
  })
}
