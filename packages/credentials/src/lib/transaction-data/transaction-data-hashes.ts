import type { JsonObject } from '../jose/json.ts'

/**
 * What a holder signs about the transactions that he authorises: claims of the key binding JWT, or of the presentation
 * that takes its place. There is nothing else that a caller can add to either.
 *
 * @see OpenID4VP 1.0 appendix B.3.3.1
 */
export interface TransactionDataHashes {
  /** One hash for each of the `transaction_data`, in their order: base64url of the hash of its text as received. */
  readonly transaction_data_hashes: readonly string[]
  /** The hash function; must be there where the request named some, and is `sha-256` otherwise. */
  readonly transaction_data_hashes_alg?: string
}

/**
 * Takes the two claims out of what a caller hands in, so that it can bring no other into what a holder signs.
 *
 * @param hashes what is authorised; nothing by default.
 * @returns the claims to sign.
 */
export function transactionDataClaims(hashes: TransactionDataHashes | undefined): JsonObject {
  if (hashes === undefined) return {}
  const { transaction_data_hashes, transaction_data_hashes_alg } = hashes
  return {
    transaction_data_hashes,
    ...(transaction_data_hashes_alg !== undefined && { transaction_data_hashes_alg }),
  }
}
