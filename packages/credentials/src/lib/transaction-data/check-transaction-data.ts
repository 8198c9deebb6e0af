import type { ErrorCode } from '../errors/error-code.ts'
import type { JsonObject } from '../jose/json.ts'
import { digestText, hashAlgorithms } from '../sd-jwt/hash-algorithm.ts'
import { isJsonArray } from '../sd-jwt/json-array.ts'
import type { StepOutcome } from '../verdict/check-of-steps.ts'
import { failureOfStep } from '../verdict/require-step.ts'
import {
  transactionDataAlgorithm,
  transactionDataExpected,
  transactionDataHashes,
  transactionDataPresent,
} from '../verdict/steps/transaction-data-steps.ts'
import { isOffered } from './common-hash-algorithm.ts'
import type { ExpectedTransactionData } from './expected-transaction-data.ts'

/**
 * Looks whether a holder authorised exactly these transaction data: a hash for each, in their order, by a function that
 * the request offered, and nothing else.
 *
 * @param claims the claims of the key binding JWT or the presentation, whose signature was verified.
 * @param expected what this credential has to authorise; none is expected where it is empty.
 * @returns the steps in order, up to the first that does not hold.
 * @see OpenID4VP 1.0 appendix B.3.3.1
 */
export async function transactionDataOutcomes(
  claims: JsonObject,
  expected: readonly ExpectedTransactionData[] = [],
): Promise<readonly StepOutcome[]> {
  const { transaction_data_hashes: hashes, transaction_data_hashes_alg: named } = claims
  const isThere = hashes !== undefined
  if (expected.length === 0) return [[transactionDataExpected, !isThere && named === undefined]]
  const algorithm = hashAlgorithms.find((name) => name === (named ?? 'sha-256'))
  const isOfferedByAll = expected.every((one) => isOffered(named, one))
  const digests = await Promise.all(expected.map(({ text }) => digestText(algorithm ?? 'sha-256', text)))
  return [
    [transactionDataPresent, isThere],
    [transactionDataAlgorithm, algorithm !== undefined && isOfferedByAll],
    [transactionDataHashes, isJsonArray(hashes) && isSameList(hashes, digests)],
  ]
}

/**
 * Does the same as `transactionDataOutcomes`.
 *
 * @returns the code of the first step that does not hold, or `undefined`: `transaction_data_unexpected`,
 * `transaction_data_missing`, `transaction_data_algorithm_unexpected`, `transaction_data_mismatch`.
 */
export async function checkTransactionData(
  claims: JsonObject,
  expected: readonly ExpectedTransactionData[] | undefined,
): Promise<ErrorCode | undefined> {
  const outcomes = await transactionDataOutcomes(claims, expected)
  return outcomes.map(([step, holds]) => failureOfStep(step, holds)).find((code) => code !== undefined)
}

function isSameList(list: readonly unknown[], expected: readonly string[]): boolean {
  return list.length === expected.length && list.every((value, index) => value === expected[index])
}
