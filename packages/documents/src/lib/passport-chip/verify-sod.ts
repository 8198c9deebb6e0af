import { UnsupportedError } from '@lontar/credentials/errors'
import { type VerifyCertificateSignature, verifyCertificate } from '@lontar/credentials/x509'
import { refusedChip, signerError } from './chip-errors.ts'
import { digestOf, hashBytes } from './digest-algorithms.ts'
import type { ChipAnchor } from './parse-master-list.ts'
import { parseSecurityObject, type SecurityObject } from './parse-security-object.ts'
import { parseSod, type UnverifiedSod } from './parse-sod.ts'
import { readCountry } from './read-country.ts'
import { verifyChipSignature } from './verify-chip-signature.ts'

/** What `verifySod` needs. */
export interface SodExpectations {
  /** The state that issued the passport, as its authorities name it, such as `NL`. */
  readonly country: string
  /** Its authorities. */
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
  { country, anchors, now, crls }: SodExpectations,
): Promise<void> {
  const expectedRoots = anchors.map(({ certificate }) => certificate)
  const verifySignature: VerifyCertificateSignature = (signature) => verifyChipSignature(signature)
  try {
    await verifyCertificate(signerDer, {
      expectedRoots,
      now,
      verifySignature,
      ...(crls !== undefined && { crls }),
    })
  } catch (error) {
    throw signerError(error)
  }
  // An authority speaks for its own state (ICAO Doc 9303-12 section 7.1.1).
  if (readCountry(signer.subject) !== country)
    throw refusedChip('chip_signer_invalid', 'The signer of the chip is of another state than its authority.')
}

async function requireSignature(sod: UnverifiedSod): Promise<void> {
  const { signerInfo, signer, signedAttributes, content, messageDigest } = sod
  const digest = digestOf(signerInfo.digestAlgorithm.algorithmId)
  if (digest === 'SHA-224')
    throw new UnsupportedError('chip_algorithm_unsupported', 'The chip is signed over a digest of SHA-224.')
  if (!areEqual(messageDigest, await hashBytes(digest, content)))
    throw refusedChip('chip_signature_invalid', 'The signature of the chip is over another content.')
  const signature = {
    algorithm: new Uint8Array(signerInfo.signatureAlgorithm.toSchema().toBER(false)),
    signed: signedAttributes,
    signature: signerInfo.signature.valueBlock.valueHexView.slice(),
    publicKeyInfo: new Uint8Array(signer.subjectPublicKeyInfo.toSchema().toBER(false)),
  }
  if (!(await verifyChipSignature(signature, digest)))
    throw refusedChip('chip_signature_invalid', 'The signature of the chip is wrong.')
}

/** Compares two digests. Both are public. */
export function areEqual(left: Uint8Array, right: Uint8Array): boolean {
  return left.length === right.length && left.every((byte, index) => byte === right[index])
}
