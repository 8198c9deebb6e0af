import type { BrainpoolCurve } from './chip-curves.ts'
import { hashBytes } from './digest-algorithms.ts'
import { loadCurves } from './load-curves.ts'
import type { SignatureDigest } from './read-signature-scheme.ts'

/** What is verified on a curve that Web Crypto does not have. */
export interface BrainpoolSignature {
  readonly curve: BrainpoolCurve
  /** The key, an uncompressed point. */
  readonly point: Uint8Array
  /** The digest of what was signed. */
  readonly hash: SignatureDigest
  readonly signed: Uint8Array
  /** r and s one after the other. */
  readonly signature: Uint8Array
}

/**
 * Tells whether a key on a Brainpool curve made a signature of ECDSA.
 *
 * @returns `false` also for a point that is not on the curve, and for an r or s out of range
 * @see RFC 5639; BSI TR-03111 section 4.2.1
 */
export async function verifyBrainpool(input: BrainpoolSignature): Promise<boolean> {
  const { curve, point, hash, signed, signature } = input
  const curves = await loadCurves()
  const digest = await hashBytes(hash, signed)
  return curves[curve].verify(signature, digest, point, { prehash: false, lowS: false })
}
