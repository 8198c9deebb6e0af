import type { JsonValue, UnverifiedCredential } from '@lontar/credentials'
import { readClaim } from '../credential-types/claim-path.ts'
import { isClaimValue } from '../credential-types/claim-value.ts'
import type { Ask } from './ask.ts'

/**
 * Reads what an ask listed in `claims`, and nothing more, whatever else a credential shows.
 *
 * @returns the values by dotted names; a claim that is not shown, or whose value is not of the kind that the register
 * says, is absent
 */
export function readAskClaims(
  ask: Ask,
  credential: Pick<UnverifiedCredential, 'format' | 'claims'>,
): Readonly<Record<string, JsonValue>> {
  const shown: [string, JsonValue][] = []
  for (const claim of ask.claims) {
    const value = readClaim(credential, claim)
    if (value !== undefined && isClaimValue(claim, value)) shown.push([claim, value])
  }
  return Object.fromEntries(shown)
}
