import { isOfLargeOrder } from '../jose/ed25519-point.ts'
import type { SigningCurve } from '../jose/jwk.ts'
import { signingCurves } from '../jose/signing-curves.ts'

/**
 * Tells whether bytes can be a signature at all, before an engine sees them: what platforms judge differently ends here.
 *
 * @param crv the curve of the key.
 * @param signature the bytes.
 * @returns false for another length than the exact one, DER included, and for an R of Ed25519 of small order, which no
 * honest signer makes and OpenSSL and noble do not judge alike.
 * @see RFC 7518 section 3.4, RFC 8032 section 5.1.7
 */
export function isSignatureForm(crv: SigningCurve, signature: Uint8Array): boolean {
  if (signature.length !== 2 * signingCurves[crv].bytes) return false
  return crv !== 'Ed25519' || isOfLargeOrder(signature.subarray(0, 32))
}
