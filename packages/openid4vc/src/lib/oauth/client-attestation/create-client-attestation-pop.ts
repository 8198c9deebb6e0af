import type { Signer } from '@lontar/credentials'
import { numericDate, randomToken, signJws } from '@lontar/credentials/jose'
import { clientAttestationPopType } from './client-attestation.ts'

/** What `createClientAttestationPop` needs. */
export interface CreateClientAttestationPopInput {
  /** The key of the instance: that of the attestation's `cnf`. */
  readonly signer: Signer
  /** The issuer identifier of the authorization server, never an endpoint. */
  readonly audience: string
  /** The newest challenge of the server, where it gave one. */
  readonly challenge?: string
  /** The `iss` that draft 07 has: the `client_id`. Later drafts have none. */
  readonly clientId?: string
  /** When it is made: its `iat`. */
  readonly now: Date
  /** Unique; 128 random bits by default. */
  readonly jti?: string
}

/** Later drafts have no end; servers that were written for an earlier one want it, and others ignore it. */
const lifeSeconds = 300

/**
 * Proves that the key of an attestation is at hand, once.
 *
 * @returns The compact JWS for the header `OAuth-Client-Attestation-PoP`.
 * @see Attestation-Based Client Authentication drafts 07 (section 5.2) and 11
 */
export async function createClientAttestationPop(input: CreateClientAttestationPopInput): Promise<string> {
  const { signer, audience, challenge, clientId, now, jti = randomToken(16) } = input
  const issuedAt = numericDate(now)
  return signJws({
    header: { typ: clientAttestationPopType },
    payload: {
      ...(clientId !== undefined && { iss: clientId }),
      aud: audience,
      jti,
      iat: issuedAt,
      exp: issuedAt + lifeSeconds,
      ...(challenge !== undefined && { challenge }),
    },
    signer,
  })
}
