import type { LocalizedText } from '@lontar/credentials'
import type { JsonObject } from '@lontar/credentials/jose'

/** A kind of transaction that the application around the wallet knows, so that a holder can authorise one. */
export interface TransactionDataType {
  /**
   * The members that the type defines besides `type`, `credential_ids` and `transaction_data_hashes_alg`. A request whose
   * data hold any other is refused, for the holder would not learn of it.
   */
  readonly members: readonly string[]
  /**
   * Says in one sentence what the holder would authorise, everything that counts included.
   *
   * @param data the members of the request's data; nobody checked their values.
   * @returns texts of 1 to 500 characters, or `undefined` for data that are not what the type wants. Then, and when a text
   *   is longer, the request is refused.
   */
  describe(data: JsonObject): LocalizedText | undefined
}

/** The kinds of transactions by the `type` of their data. */
export type TransactionDataTypes = Readonly<Record<string, TransactionDataType>>
