import type { UnverifiedCredential } from '../formats/credential-format.ts'
import { type ConcretePath, expandClaimPath, isWithin } from '../sd-jwt/expand-claim-path.ts'
import { requireStep } from '../verdict/require-step.ts'
import { typeClaimDisclosure, typeClaimMandatory } from '../verdict/steps/type-metadata-steps.ts'
import type { TypeMetadata } from './type-metadata.ts'

/**
 * Requires that a credential as issued, with all its disclosures, is what its type says: mandatory claims are there, and
 * claims are disclosable always or never as the type has it.
 *
 * @param credential what `parse` of its format returned.
 * @param type what `resolveTypeMetadata` returned.
 * @throws VerificationError `type_metadata_claim_mismatch`.
 * @see SD-JWT VC sections 9.3 and 9.4
 */
export function requireClaimsOfType(
  { claims, disclosable }: Pick<UnverifiedCredential, 'claims' | 'disclosable'>,
  { claims: rules }: TypeMetadata,
): void {
  for (const { path, sd, mandatory } of rules) {
    const places = expandClaimPath(claims, path)
    requireStep(typeClaimMandatory, !mandatory || places.length > 0)
    const withheld = places.filter((place) => isDisclosable(disclosable as readonly ConcretePath[], place))
    requireStep(typeClaimDisclosure, sd !== 'always' || withheld.length === places.length)
    requireStep(typeClaimDisclosure, sd !== 'never' || withheld.length === 0)
  }
}

/** A claim can be held back with the claim around it as well. */
function isDisclosable(disclosable: readonly ConcretePath[], place: ConcretePath): boolean {
  return disclosable.some((path) => isWithin(path, place))
}
