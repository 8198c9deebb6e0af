import type {
  ClaimPath,
  CredentialFormatId,
  JsonValue,
  LocalizedText,
  UnverifiedCredential,
} from '@lontar/credentials'
import { VerificationError } from '@lontar/credentials/errors'
import { type Claim, claims } from './claims.ts'
import type { CredentialTypeName } from './credential-type.ts'
import { findClaim } from './find-claim.ts'

/**
 * Where a claim lies in a credential of a format, from its root.
 *
 * @param claim a dotted name of the register, such as `age_equal_or_over.18`
 * @throws VerificationError `claim_unknown` when the type never carries the claim
 * @see OpenID4VP 1.0 section 7 and appendix B.1.2
 */
export function claimPath(
  typeName: CredentialTypeName,
  claim: string,
  formatId: CredentialFormatId,
): ClaimPath {
  return pathOf(findClaim(typeName, claim), formatId)
}

/** The path of a claim of the register. */
export function pathOf(claim: Claim, formatId: CredentialFormatId): ClaimPath {
  return formatId === 'dc+sd-jwt' ? claim.name.split('.') : ['credentialSubject', claim.term]
}

/**
 * The claim that a path names, the reverse of `claimPath`; trailing selections of array elements do not count.
 *
 * @returns the dotted name, or `undefined` when the path names no claim of the register
 */
export function claimOfPath(formatId: CredentialFormatId, path: ClaimPath): string | undefined {
  const end = path.findLastIndex((part) => typeof part === 'string') + 1
  const wanted = JSON.stringify(path.slice(0, end))
  return claims.find((claim) => JSON.stringify(pathOf(claim, formatId)) === wanted)?.name
}

/**
 * Reads a claim of a credential of any format.
 *
 * @param claim a dotted name of the register
 * @returns the value, or `undefined` when the credential does not show the claim
 * @throws VerificationError `claim_unknown` for a name that is not in the register
 */
export function readClaim(
  credential: Pick<UnverifiedCredential, 'format' | 'claims'>,
  claim: string,
): JsonValue | undefined {
  let value: JsonValue | undefined = credential.claims
  for (const part of pathOf(findInRegister(claim), credential.format)) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, String(part))) return undefined
    value = (value as Readonly<Record<string, JsonValue | undefined>>)[String(part)]
  }
  return value
}

/**
 * What a claim is called, in Indonesian and English.
 *
 * @throws VerificationError `claim_unknown` for a name that is not in the register
 */
export function claimLabel(claim: string): LocalizedText {
  return findInRegister(claim).label
}

function findInRegister(name: string): Claim {
  const claim = claims.find((candidate) => candidate.name === name)
  if (claim === undefined) throw new VerificationError('claim_unknown', 'The register has no such claim.')
  return claim
}
