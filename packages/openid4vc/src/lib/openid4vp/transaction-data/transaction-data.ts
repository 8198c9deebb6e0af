import type { JsonObject } from '@lontar/credentials/jose'
import type { ExpectedTransactionData } from '@lontar/credentials/presentation'

/**
 * Something that a verifier asks the holder to authorise, as it was read. What its members mean is a matter of its type.
 *
 * @see OpenID4VP 1.0 sections 5.1 and 8.4, appendix B.3.3.1
 */
export interface TransactionData extends ExpectedTransactionData {
  /** What kind of transaction it is; better a collision-resistant name. */
  readonly type: string
  /** The ids of the credential queries that may authorise it; one of them does. */
  readonly credentialIds: readonly string[]
  /** Its other members, as its type defines them. Nobody checked them. */
  readonly data: JsonObject
}
