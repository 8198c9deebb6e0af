import { isSameKey } from '../jose/bare-jwk.ts'
import type { PublicJwk } from '../jose/jwk.ts'
import { requireStep } from '../verdict/require-step.ts'
import { ownHolderKey } from '../verdict/steps/format-steps.ts'
import { holderKeyPresent } from '../verdict/steps/sd-jwt-steps.ts'

/**
 * Requires that a credential is bound to the key that is about to present it.
 *
 * @param holderKey the key that the credential names.
 * @param own the presenter's.
 * @throws VerificationError `holder_key_missing`, `credential_holder_mismatch`.
 */
export function requireOwnHolderKey(holderKey: PublicJwk | undefined, own: PublicJwk): void {
  requireStep(holderKeyPresent, holderKey !== undefined)
  requireStep(ownHolderKey, isSameKey(holderKey, own))
}
