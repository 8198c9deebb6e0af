import type { JsonObject } from '../jose/json.ts'
import type { PublicJwk } from '../jose/jwk.ts'
import type { TrustedIssuer } from '../trust/trust-list.ts'

/** What names a key: the trusted issuer and the protected header of what he signed. */
export interface IssuerKeyQuery {
  /** The entry of the trust list. */
  readonly issuer: TrustedIssuer
  /** The header of the unverified token: it may only choose among the issuer's own keys. */
  readonly header: JsonObject
  /** The instant at which the key must be valid, such as that of its certificates. */
  readonly now: Date
}

/**
 * Finds the key with which a trusted issuer signed, by a mechanism that binds the key to him. Throws a LontarError
 * when there is no such key or it cannot be reached.
 */
export type ResolveIssuerKey = (query: IssuerKeyQuery) => Promise<PublicJwk>
