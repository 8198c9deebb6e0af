import { invalidArgument, VerificationError } from '@lontar/credentials/errors'
import { isStatusReason } from './is-status-reason.ts'
import type { IssuerContext } from './issuer-context.ts'

/**
 * Decides a deferred issuance, once.
 *
 * @throws TypeError `ERR_INVALID_ARG_VALUE` for a reason that is too long or holds a NIK
 * @throws VerificationError `deferred_issuance_unknown`, `deferred_issuance_decided`
 */
export async function decideDeferred(
  { store, now }: IssuerContext,
  deferredId: string,
  decision: 'approved' | 'denied',
  reason: string | undefined,
): Promise<void> {
  if (reason !== undefined && !isStatusReason(reason)) {
    throw invalidArgument('The reason is too long, or holds a control character or a number of 16 digits.')
  }
  const outcome = await store.decideDeferred({ deferredId, decision, reason, now: now() })
  if (outcome === 'unknown') {
    throw new VerificationError('deferred_issuance_unknown', 'There is no deferred issuance with this id.')
  }
  if (outcome === 'refused') {
    throw new VerificationError('deferred_issuance_decided', 'The deferred issuance was decided before.')
  }
}
