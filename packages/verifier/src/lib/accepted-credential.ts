import type { CredentialFormatId } from '@lontar/credentials'
import type { ClaimsByName, CredentialTypeName } from '@lontar/documents/credential-types'

/**
 * A credential that passed every check, cut down to what was asked for. `Claim` is the union of the names that the ask
 * lists, as far as its type knows them.
 */
export interface AcceptedCredential<Claim extends string = string> {
  /** Its type, by the name of documents. */
  readonly type: CredentialTypeName
  /** The identifier of the issuer that vouches for the claims, as in the trust list. */
  readonly issuer: string
  /** The format in which it was shown. */
  readonly format: CredentialFormatId
  /** By dotted name, such as `age_equal_or_over.18`: exactly what the ask lists. Text is data: escape it where it is shown. */
  readonly claims: ClaimsByName<Claim>
}
