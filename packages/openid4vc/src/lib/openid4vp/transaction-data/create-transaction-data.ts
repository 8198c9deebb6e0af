import { invalidArgument } from '@lontar/credentials/errors'
import { encodeBase64Url, encodeUtf8, type JsonObject } from '@lontar/credentials/jose'

/** What `createTransactionData` needs. */
export interface CreateTransactionDataInput {
  /** What kind of transaction it is; better a collision-resistant name, such as a URL of one's own. */
  readonly type: string
  /** The ids of the credential queries that may authorise it, one or more. */
  readonly credentialIds: readonly string[]
  /** Names of the hash functions that would do, best first, such as `sha-512`; left out, it is `sha-256`. */
  readonly hashAlgorithms?: readonly string[]
  /** The members that the type defines; none by default. */
  readonly data?: JsonObject
}

const ownMembers = ['type', 'credential_ids', 'transaction_data_hashes_alg']

/**
 * Writes one of the `transaction_data` of a request. Whether it fits the query says `parseTransactionData`.
 *
 * @returns the base64url text: what a holder hashes, so keep it letter for letter.
 * @throws TypeError `ERR_INVALID_ARG_VALUE` when `data` has a member that the specification itself gives a meaning.
 * @see OpenID4VP 1.0 section 5.1, appendix B.3.3.1
 */
export function createTransactionData(input: CreateTransactionDataInput): string {
  const { type, credentialIds, hashAlgorithms, data = {} } = input
  if (ownMembers.some((name) => Object.hasOwn(data, name)))
    throw invalidArgument(
      'The members of transaction data cannot be its type, its credentials or its hashes.',
    )
  const object = {
    type,
    credential_ids: credentialIds,
    ...(hashAlgorithms !== undefined && { transaction_data_hashes_alg: hashAlgorithms }),
    ...data,
  }
  return encodeBase64Url(encodeUtf8(JSON.stringify(object)))
}
