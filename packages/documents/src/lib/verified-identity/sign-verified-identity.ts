import { type Signer, signJws } from '@lontar/credentials/jose'
import type { SignedVerifiedIdentity, VerifiedIdentity } from './verified-identity.ts'
import { decodeVerifiedIdentity, encodeVerifiedIdentity } from './verified-identity-payload.ts'

/** The `typ` of a signed verified identity. */
export const verifiedIdentityType = 'lontar-identity+jwt'

/** What `signVerifiedIdentity` needs. */
export interface SignVerifiedIdentityInput {
  /** Lives at most 15 minutes; `jti` holds at least 128 random bits in base64url. */
  readonly identity: VerifiedIdentity
  /** The evidence key, known to the issuer. */
  readonly signer: Signer
}

/**
 * Signs a verified identity as a compact JWS. Only proofing does so.
 *
 * @throws VerificationError `verified_identity_invalid` for an identity that no issuer would accept
 * @see RFC 7515; security I6: signed, single-use evidence
 */
export async function signVerifiedIdentity(
  input: SignVerifiedIdentityInput,
): Promise<SignedVerifiedIdentity> {
  const payload = encodeVerifiedIdentity(input.identity)
  decodeVerifiedIdentity(payload)
  const text = await signJws({ header: { typ: verifiedIdentityType }, payload, signer: input.signer })
  return text as SignedVerifiedIdentity
}
