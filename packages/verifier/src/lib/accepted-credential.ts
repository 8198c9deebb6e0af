import type { CredentialFormatId, JsonValue } from '@lontar/credentials'
import type { CredentialTypeName } from '@lontar/documents/credential-types'

/** A credential that passed every check, cut down to what was asked for. */
export interface AcceptedCredential {
  readonly type: CredentialTypeName
  /** The identifier of the issuer that vouches for the claims, as in the trust list. */
  readonly issuer: string
  readonly format: CredentialFormatId
  /** By dotted name, such as `age_equal_or_over.18`: exactly what the ask lists. Text is data: escape it where it is shown. */
  readonly claims: Readonly<Record<string, JsonValue>>
}
