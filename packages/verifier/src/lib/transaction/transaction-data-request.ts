import type { JsonObject } from '@lontar/credentials'
import { invalidArgument } from '@lontar/credentials/errors'
import { type DcqlQuery, waivesHolderBinding } from '@lontar/openid4vc/dcql'
import { createTransactionData, parseTransactionData } from '@lontar/openid4vc/openid4vp'

/** Something that the holder is asked to authorise with the presentation, such as a payment. */
export interface TransactionDataRequest {
  /** What kind of transaction it is; wallets refuse what they do not know. Better a collision-resistant name. */
  readonly type: string
  /** The members that the type defines; none by default. */
  readonly data?: JsonObject
  /**
   * The ids of the credential queries that may authorise it, of which one does; by default every query whose credential
   * is bound to its holder. The queries of an ask are made by the verifier, so that an ask takes the default.
   */
  readonly credentialIds?: readonly string[]
  /** The hash functions that would do, best first, of `sha-256`, `sha-384`, `sha-512`; left out, it is `sha-256`. */
  readonly hashAlgorithms?: readonly string[]
}

/** What the holder authorised, as the answer proves. */
export interface AuthorisedTransactionData {
  /** The type of transaction data (OpenID4VP 1.0 section 5.1). */
  readonly type: string
  /** The members that the type defines, as they were asked. */
  readonly data: JsonObject
  /** The id of the query whose credential authorised it. */
  readonly queryId: string
}

/**
 * Writes the transaction data of a request, once and for all: what the holder hashes is this text.
 *
 * @throws MalformedError `transaction_data_malformed` for what a wallet would refuse, such as a credential that is not
 *   asked for or need not be bound to its holder.
 * @throws UnsupportedError `transaction_data_unsupported` when they take no common hash function of ours.
 * @throws TypeError `ERR_INVALID_ARG_VALUE` for two that are the same, and for members that have a meaning of their own.
 * @see OpenID4VP 1.0 section 5.1, appendix B.3.3
 */
export function writeTransactionData(
  requested: readonly TransactionDataRequest[],
  query: DcqlQuery,
): readonly string[] {
  const bound = query.credentials.filter((each) => !waivesHolderBinding(each)).map(({ id }) => id)
  const texts = requested.map(({ type, data, credentialIds = bound, hashAlgorithms }) =>
    createTransactionData({
      type,
      credentialIds,
      ...(hashAlgorithms !== undefined && { hashAlgorithms }),
      ...(data !== undefined && { data }),
    }),
  )
  if (new Set(texts).size < texts.length) throw invalidArgument('A transaction is authorised once.')
  parseTransactionData(texts, query)
  return texts
}
