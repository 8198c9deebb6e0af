import { invalidArgument, VerificationError } from '@lontar/credentials/errors'
import { isStatusReason } from './is-status-reason.ts'
import type { IssuerContext } from './issuer-context.ts'
import type { CredentialStatus } from './issuer-store.ts'

/**
 * Changes the status of a credential; the next request for its status list sees it.
 *
 * @throws VerificationError `credential_unknown`, `credential_status_transition_refused`
 */
export async function changeStatus(
  context: IssuerContext,
  credentialId: string,
  status: CredentialStatus,
  reason: string | undefined,
): Promise<void> {
  if (reason !== undefined && !isStatusReason(reason)) {
    throw invalidArgument('The reason is too long, or holds a control character or a number of 16 digits.')
  }
  const now = context.now()
  const outcome = await context.store.setCredentialStatus({ credentialId, status, reason, now })
  if (outcome === 'unknown') {
    throw new VerificationError('credential_unknown', 'There is no credential with this id.')
  }
  if (outcome === 'refused') {
    throw new VerificationError(
      'credential_status_transition_refused',
      'A revoked or unfinished credential keeps its status.',
    )
  }
}
