import { explainToHolder } from '../refusal/explain-to-holder.ts'
import { jsonResponse } from '../routes/json-response.ts'
import { requestUriOf } from '../transaction/create-request.ts'
import { verdictOfOutcome } from '../transaction/read-result.ts'
import type { Transaction } from '../transaction/transaction.ts'
import type { VerifierContext } from '../verifier-context.ts'
import type { GuardedCall } from './guard-route.ts'

/**
 * Answers a client that is no browser: 401 with the request, or 403 with the verdict. After a refusal a call
 * without the header begins again.
 *
 * @see RFC 9110 sections 11.6.1 and 15.5.2
 */
export async function answerClient(
  context: VerifierContext,
  _call: GuardedCall,
  transaction: Transaction,
): Promise<Response> {
  const { record, outcome } = transaction
  const { transactionId, expiresAt } = record
  if (outcome?.state === 'refused') {
    const told = verdictOfOutcome(outcome)
    const { reason } = explainToHolder(told.verdict?.checks ?? [])
    return jsonResponse({ error: 'credential_refused', transactionId, reason, ...told }, 403)
  }
  const requestUri = await requestUriOf(context, record)
  return jsonResponse({ error: 'credential_required', requestUri, transactionId, expiresAt }, 401, {
    'www-authenticate': `Lontar request_uri="${requestUri}"`,
  })
}
