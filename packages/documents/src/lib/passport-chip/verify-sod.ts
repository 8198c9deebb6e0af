import { UnsupportedError } from '@lontar/credentials/errors'
import { verifyCertificate } from '@lontar/credentials/x509'
import { CryptoEngine } from 'pkijs'
import { refusedChip, signerError } from './chip-errors.ts'
import { digestOf, hashBytes, requireSafeDigest } from './digest-algorithms.ts'
import type { ChipAnchor } from './parse-master-list.ts'
import { parseSecurityObject, type SecurityObject } from './parse-security-object.ts'
import { parseSod, type UnverifiedSod } from './parse-sod.ts'

/** ECDSA, RSASSA-PKCS1-v1_5 with SHA-256 to SHA-512, and the name of an RSA key alone, with the digest beside it. */
const signatures: readonly string[] = [
  ...['1.2.840.10045.4.3.2', '1.2.840.10045.4.3.3', '1.2.840.10045.4.3.4'],
  ...['1.2.840.113549.1.1.11', '1.2.840.113549.1.1.12', '1.2.840.113549.1.1.13', '1.2.840.113549.1.1.1'],
]

const [ecKey, rsaKey] = ['1.2.840.10045.2.1', '1.2.840.113549.1.1.1']

/** What `verifySod` needs. */
export interface SodExpectations {
  /** The authorities of the state that issued the passport. */
  readonly anchors: readonly ChipAnchor[]
  /** The time of the check. */
  readonly now: Date
  /** Revocation lists in DER; revocation is not looked at by default. */
  readonly crls?: readonly Uint8Array[]
}

/** Verifies EF.SOD up to an authority, and gives what the state signed. It throws what `verifyPassportChip` throws. */
export async function verifySod(bytes: Uint8Array, expectations: SodExpectations): Promise<SecurityObject> {
  const sod = parseSod(bytes)
  await requireSigner(sod, expectations)
  await requireSignature(sod)
  return parseSecurityObject(sod.content)
}

async function requireSigner(
  { signerDer, signer }: UnverifiedSod,
  { anchors, now, crls }: SodExpectations,
): Promise<void> {
  requireSafeDigest(signer.signatureAlgorithm.algorithmId)
  const expectedRoots = anchors.map(({ certificate }) => certificate)
  try {
    await verifyCertificate(signerDer, { expectedRoots, now, ...(crls !== undefined && { crls }) })
  } catch (error) {
    throw signerError(error)
  }
}

async function requireSignature(sod: UnverifiedSod): Promise<void> {
  const { signerInfo, signer, signedAttributes, content, messageDigest } = sod
  const { algorithmId } = signerInfo.signatureAlgorithm
  const digest = digestOf(signerInfo.digestAlgorithm.algorithmId)
  requireSafeDigest(algorithmId)
  if (!signatures.includes(algorithmId) || digest === 'SHA-224') throw unsupported()
  // Web Crypto goes by the key alone: what the signature says of itself would count for nothing.
  const expectedKey = algorithmId.startsWith('1.2.840.10045.') ? ecKey : rsaKey
  if (signer.subjectPublicKeyInfo.algorithm.algorithmId !== expectedKey)
    throw refusedChip('chip_signature_invalid', 'The signature of the chip is of another kind than its key.')
  if (!areEqual(messageDigest, await hashBytes(digest, content)))
    throw refusedChip('chip_signature_invalid', 'The signature of the chip is over another content.')
  const engine = new CryptoEngine({ name: 'webcrypto', crypto: globalThis.crypto })
  const isRight = await engine
    .verifyWithPublicKey(
      signedAttributes.slice().buffer,
      signerInfo.signature,
      signer.subjectPublicKeyInfo,
      signerInfo.signatureAlgorithm,
      algorithmId === '1.2.840.113549.1.1.1' ? digest : undefined,
    )
    .catch((cause: unknown) => {
      throw unsupported(cause)
    })
  if (!isRight) throw refusedChip('chip_signature_invalid', 'The signature of the chip is wrong.')
}

/** Also for a curve or a key that Web Crypto does not have. */
function unsupported(cause?: unknown): UnsupportedError {
  const message = 'The chip is signed by an algorithm that is not supported.'
  return new UnsupportedError('chip_algorithm_unsupported', message, { cause })
}

/** Compares two digests. Both are public. */
export function areEqual(left: Uint8Array, right: Uint8Array): boolean {
  return left.length === right.length && left.every((byte, index) => byte === right[index])
}
