/** One of the `transaction_data` of a request. */
export interface ExpectedTransactionData {
  /** The base64url text, letter for letter as it stands in the request: what is hashed. */
  readonly text: string
  /** Its `transaction_data_hashes_alg`, best first; `undefined` where it has none, which means `sha-256`. */
  readonly hashAlgorithms?: readonly string[] | undefined
}
