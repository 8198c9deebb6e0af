import {
  encodeBase64Url,
  type RandomBytes,
  type Signer,
  randomBytes as secureRandomBytes,
} from '@lontar/credentials/jose'
import {
  type IdentityDocument,
  type SignedVerifiedIdentity,
  signVerifiedIdentity,
} from '@lontar/documents/verified-identity'
import type { Decision } from './decision.ts'

/** How long a signed identity may wait for its offer, in milliseconds: 10 minutes. */
export const identityLifetimeMilliseconds: number = 10 * 60 * 1000

/** What `signDecision` needs. */
export interface SignDecisionInput {
  /** The document that was decided upon. */
  readonly document: IdentityDocument
  /** The evidence key of the installation. */
  readonly signer: Signer
  /** The instant of the decision. */
  readonly now: Date
  /** Draws the single-use `jti`; the platform's secure generator by default. */
  readonly randomBytes?: RandomBytes
}

/** Signs an accepted decision as a verified identity; it works once, and for 10 minutes. */
export async function signDecision(
  { level, evidence }: Decision,
  { document, signer, now, randomBytes = secureRandomBytes }: SignDecisionInput,
): Promise<SignedVerifiedIdentity> {
  const identity = {
    jti: encodeBase64Url(randomBytes(16)),
    document,
    assuranceLevel: level,
    evidence,
    issuedAt: now,
    expiresAt: new Date(now.getTime() + identityLifetimeMilliseconds),
  }
  return await signVerifiedIdentity({ identity, signer })
}
