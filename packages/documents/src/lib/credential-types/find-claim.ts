import { VerificationError } from '@lontar/credentials/errors'
import { type Claim, claims } from './claims.ts'
import type { CredentialTypeName } from './credential-type.ts'
import { credentialTypes } from './credential-types.ts'

/**
 * Finds a claim that credentials of a type may carry.
 *
 * @throws VerificationError `claim_unknown` for a claim that the type never carries
 */
export function findClaim(typeName: CredentialTypeName, name: string): Claim {
  const claim = claimsOfTypeName(typeName).find((candidate) => candidate.name === name)
  if (claim === undefined)
    throw new VerificationError('claim_unknown', 'The credential type has no such claim.')
  return claim
}

function claimsOfTypeName(typeName: CredentialTypeName): readonly Claim[] {
  const type = Object.values(credentialTypes).find((candidate) => candidate.name === typeName)
  return claims.filter((claim) => type?.claims.includes(claim.name) === true)
}
