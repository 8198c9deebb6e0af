import { requireStep } from '../verdict/require-step.ts'
import { claimName } from '../verdict/steps/sd-jwt-steps.ts'

/** The first three carry the machinery of SD-JWT; the others mean something else in JavaScript. */
const reservedNames: ReadonlySet<string> = new Set([
  '_sd',
  '...',
  '_sd_alg',
  '__proto__',
  'constructor',
  'prototype',
])

/**
 * Refuses a name that a claim may not have.
 *
 * @param name a claim's name.
 * @throws VerificationError `sd_jwt_claim_name_reserved`.
 * @see RFC 9901 sections 4.2.1 and 7.1 step 3
 */
export function refuseReservedClaimName(name: string): void {
  requireStep(claimName, !reservedNames.has(name))
}
