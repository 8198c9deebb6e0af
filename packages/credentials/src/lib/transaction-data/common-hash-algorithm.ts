import { type HashAlgorithm, hashAlgorithms as ours } from '../sd-jwt/hash-algorithm.ts'
import type { ExpectedTransactionData } from './expected-transaction-data.ts'

/** Where transaction data name no hash function (OpenID4VP 1.0 appendix B.3.3.1). */
const standard: readonly string[] = ['sha-256']

/**
 * Finds the hash function for several transaction data that one credential authorises.
 *
 * @param transactionData the data.
 * @returns the first that the first of them takes, all others take, and we know; `undefined` when there is none.
 */
export function commonHashAlgorithm(
  transactionData: readonly Pick<ExpectedTransactionData, 'hashAlgorithms'>[],
): HashAlgorithm | undefined {
  const [first = standard, ...others] = transactionData.map(({ hashAlgorithms = standard }) => hashAlgorithms)
  const isKnown = (wanted: string): boolean => ours.some((name) => name === wanted)
  const common = first.find((wanted) => isKnown(wanted) && others.every((names) => names.includes(wanted)))
  return ours.find((name) => name === common)
}

/**
 * Whether the hash function of an answer is one that transaction data offered.
 *
 * @param named the `transaction_data_hashes_alg` of the answer. `undefined` does where the data name none: where they
 * name some, the answer has to name one of them.
 * @param expected the transaction data.
 */
export function isOffered(named: unknown, { hashAlgorithms }: ExpectedTransactionData): boolean {
  const offered: readonly unknown[] = hashAlgorithms ?? [undefined, ...standard]
  return offered.includes(named)
}
