import { digestText, hashAlgorithms } from '../sd-jwt/hash-algorithm.ts'
import type { ExpectedTransactionData } from './expected-transaction-data.ts'
import { parseTransactionDataHashes } from './parse-transaction-data-hashes.ts'

/**
 * Tells whether a presentation says that it authorises some transaction data, without believing it: to find out which of
 * several is meant to. Only its verification against `expectedTransactionData` proves that it does.
 *
 * @param text a presentation in any format.
 * @param transactionData one of the data of the request.
 * @returns whether one of its hashes is that of the data.
 */
export async function mentionsTransactionData(
  text: string,
  transactionData: Pick<ExpectedTransactionData, 'text'>,
): Promise<boolean> {
  const claimed = parseTransactionDataHashes(text)
  const named = claimed?.transaction_data_hashes_alg ?? 'sha-256'
  const algorithm = hashAlgorithms.find((name) => name === named)
  if (claimed === undefined || algorithm === undefined) return false
  return claimed.transaction_data_hashes.includes(await digestText(algorithm, transactionData.text))
}
