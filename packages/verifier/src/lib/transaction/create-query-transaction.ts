import { invalidArgument } from '@lontar/credentials/errors'
import { type DcqlQuery, parseDcqlQuery } from '@lontar/openid4vc/dcql'
import { encodeAsked } from '../ask-text.ts'
import type { VerifierContext } from '../verifier-context.ts'
import type { TransactionRecord } from '../verifier-store.ts'
import { type NewRequestOptions, recordTransaction } from './create-transaction.ts'
import { type QueryRequest, readQueryPurpose } from './query-request.ts'
import { requireRegistered } from './require-registered.ts'

/**
 * Records a new transaction for a query of the caller's own.
 *
 * @throws MalformedError `dcql_malformed`, and what `writeTransactionData` throws
 * @throws VerificationError `ask_exceeds_service` when the trust list knows this verifier, and not for this service
 * @throws TypeError `ERR_INVALID_ARG_VALUE` for a purpose that wallets would refuse, and for `trusted_authorities` of a
 *   verifier that cannot read certificates, which nothing would ever match
 */
export async function createQueryTransaction(
  context: VerifierContext,
  request: QueryRequest,
  options: NewRequestOptions,
): Promise<TransactionRecord> {
  const purpose = readQueryPurpose(request)
  const dcqlQuery = parseDcqlQuery(request.dcqlQuery)
  requireReadable(context, dcqlQuery)
  requireRegistered(context, await context.trust(), purpose.service)
  return recordTransaction(context, { ask: encodeAsked(purpose), dcqlQuery, ...options })
}

function requireReadable({ dcqlOptions }: VerifierContext, { credentials }: DcqlQuery): void {
  const asksAuthority = credentials.some(({ trusted_authorities: wanted }) => wanted !== undefined)
  if (asksAuthority && dcqlOptions.readAuthorityKeyIdentifiers === undefined)
    throw invalidArgument('trusted_authorities need the option readAuthorityKeyIdentifiers of the verifier.')
}
