import { invalidArgument } from '../errors/invalid-argument.ts'
import { digestText } from '../sd-jwt/hash-algorithm.ts'
import { commonHashAlgorithm } from './common-hash-algorithm.ts'
import type { ExpectedTransactionData } from './expected-transaction-data.ts'
import type { TransactionDataHashes } from './transaction-data-hashes.ts'

/**
 * Hashes the transaction data that a holder authorises, for `PresentInput.transactionDataHashes`.
 *
 * @param transactionData one or more, in the order of the request; their texts as received.
 * @returns the claims. The hash function is the first that the first of the data names and all others take; it is named
 * where any of them names some.
 * @throws TypeError `ERR_INVALID_ARG_VALUE` for no data, and for data that take no common hash function of ours.
 * @see OpenID4VP 1.0 appendix B.3.3.1
 */
export async function createTransactionDataHashes(
  transactionData: readonly ExpectedTransactionData[],
): Promise<TransactionDataHashes> {
  const algorithm = commonHashAlgorithm(transactionData)
  if (algorithm === undefined || transactionData.length === 0)
    throw invalidArgument('Transaction data must be one or more, with a hash function that all of them take.')
  const hashes = await Promise.all(transactionData.map(({ text }) => digestText(algorithm, text)))
  const isNamed = transactionData.some(({ hashAlgorithms }) => hashAlgorithms !== undefined)
  return {
    transaction_data_hashes: hashes,
    ...(isNamed && { transaction_data_hashes_alg: algorithm }),
  }
}
