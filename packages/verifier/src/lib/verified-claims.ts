import type { CredentialFormatId, JsonObject } from '@lontar/credentials'

/** A credential that answers a query of one's own and passed every check, cut down to what was asked for. */
export interface VerifiedClaims {
  /** The `vct`, or the expanded type IRIs of a W3C credential. */
  readonly types: readonly string[]
  /** The identifier of the issuer that vouches for the claims, as in the trust list. */
  readonly issuer: string
  /** The format in which it was shown. */
  readonly format: CredentialFormatId
  /**
   * The claims that the query names, from the root of the credential, and nothing else that was shown: none for a query
   * without `claims`. Of an array the selected elements are left. Text is data: escape it where it is shown.
   */
  readonly claims: JsonObject
}

/** What answered each query, by its id. A query of an optional set that nobody answered is absent. */
export type VerifiedCredentials = Readonly<Record<string, readonly VerifiedClaims[]>>
