import { invalidArgument, VerificationError } from '@lontar/credentials/errors'
import type { IssuerContext } from './issuer-context.ts'
import type { CredentialStatus } from './issuer-store.ts'

const maxReasonLength = 200

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
  if (reason !== undefined) refusePersonalReason(reason)
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

/** A reason is kept in clear and shown in lists; 16 digits in a row would be a NIK. */
function refusePersonalReason(reason: string): void {
  if (reason.length > maxReasonLength || /\p{Cc}/u.test(reason) || /\d{16}/.test(reason)) {
    throw invalidArgument('The reason is too long, or holds a control character or a number of 16 digits.')
  }
}
