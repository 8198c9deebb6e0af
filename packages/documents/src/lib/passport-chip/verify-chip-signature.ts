import { UnsupportedError } from '@lontar/credentials/errors'
import type { CertificateSignature } from '@lontar/credentials/x509'
import { type ChipCurve, chipCurves, type NistCurve } from './chip-curves.ts'
import type { ChipDigest } from './digest-algorithms.ts'
import { type EcKey, type RsaKey, readChipKey } from './read-chip-key.ts'
import { readEcdsaSignature } from './read-ecdsa-signature.ts'
import { readSignatureScheme, type SignatureScheme } from './read-signature-scheme.ts'
import { verifyBrainpool } from './verify-brainpool.ts'

/**
 * Tells whether a key made a signature: of EF.SOD, or of a certificate or list over it.
 *
 * @param signature what was signed, how, and by whom
 * @param digest the digest that stands beside the signature, for one that names none itself
 * @returns `false` also where the key is of another kind than the signature, or no point of its curve
 * @throws VerificationError `chip_digest_refused` for SHA-1 and older
 * @throws UnsupportedError `chip_algorithm_unsupported` for an algorithm, a key or a curve that is not known
 */
export async function verifyChipSignature(
  signature: CertificateSignature,
  digest?: ChipDigest,
): Promise<boolean> {
  const scheme = readSignatureScheme(signature.algorithm, digest)
  const key = await readChipKey(signature.publicKeyInfo)
  if (scheme.name === 'ECDSA') return key.kind === 'EC' && verifyEcdsa(signature, key, scheme)
  return key.kind === 'RSA' && maySign(key, scheme) && verifyRsa(signature, key, scheme)
}

/** A key for RSASSA-PSS alone may name the digest, and the salt that its signatures have at least (RFC 4055 section 3.3). */
function maySign({ isForPss, pss }: RsaKey, scheme: SignatureScheme): boolean {
  if (scheme.name !== 'RSA-PSS') return !isForPss
  return pss === undefined || (pss.hash === scheme.hash && pss.saltLength <= scheme.saltLength)
}

async function verifyRsa(
  { signed, signature }: CertificateSignature,
  { publicKeyInfo }: RsaKey,
  scheme: SignatureScheme,
): Promise<boolean> {
  const algorithm = { name: scheme.name, hash: scheme.hash }
  const key = await crypto.subtle
    .importKey('spki', publicKeyInfo.slice(), algorithm, false, ['verify'])
    .catch(throwUnsupported)
  return await crypto.subtle.verify(scheme, key, signature.slice(), signed.slice())
}

async function verifyEcdsa(
  { signed, signature }: CertificateSignature,
  { curve, point }: EcKey,
  scheme: SignatureScheme,
): Promise<boolean> {
  const fixed = readEcdsaSignature(signature, chipCurves[curve].bytes)
  if (fixed === undefined) return false
  if (!isNist(curve)) return verifyBrainpool({ curve, point, hash: scheme.hash, signed, signature: fixed })
  const algorithm = { name: 'ECDSA', namedCurve: curve }
  const key = await crypto.subtle
    .importKey('raw', point.slice(), algorithm, false, ['verify'])
    .catch(undefinedUnlessUnsupported)
  return key !== undefined && (await crypto.subtle.verify(scheme, key, fixed.slice(), signed.slice()))
}

function isNist(curve: ChipCurve): curve is NistCurve {
  return chipCurves[curve].isNist
}

function throwUnsupported(cause: unknown): never {
  throw new UnsupportedError('chip_algorithm_unsupported', 'The key is not supported here.', { cause })
}

/** A point that is not on its curve is no key; a curve that the platform does not have is another matter. */
function undefinedUnlessUnsupported(cause: unknown): undefined {
  if (cause instanceof Error && cause.name === 'NotSupportedError') throwUnsupported(cause)
  return undefined
}
