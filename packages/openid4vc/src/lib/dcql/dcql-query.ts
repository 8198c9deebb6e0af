import type { ClaimPath } from '@lontar/credentials'

/** A value that a claim may be matched against (OpenID4VP 1.0 section 6.3). */
export type DcqlValue = string | number | boolean

/** A claim that is asked for (section 6.3). */
export interface DcqlClaimQuery {
  /** Needed when `claim_sets` names it. */
  readonly id?: string
  /** From the root of the credential. */
  readonly path: ClaimPath
  /** The values that would do; type and value must be the same. */
  readonly values?: readonly DcqlValue[]
}

/** The `meta` of `dc+sd-jwt` (appendix B.3.5). */
export interface DcqlVctMeta {
  /** The types that would do, as `vct`. */
  readonly vct_values: readonly string[]
}

/** The `meta` of the W3C formats (appendix B.1.1): a set fits when the credential has every IRI of it. */
export interface DcqlTypeMeta {
  /** Sets of types, of which one has to fit. */
  readonly type_values: readonly (readonly string[])[]
}

/** The `meta` of a format that is not implemented here; nothing matches it. */
export interface DcqlOtherMeta {
  /** The document type of a mobile document (appendix B.2.3). */
  readonly doctype_value?: string
}

/**
 * Whose certificates or lists would do (section 6.1.1). The type `aki` is looked for in certificates; nothing matches
 * any other type.
 */
export interface DcqlTrustedAuthority {
  /** The kind of the values, such as `aki`. */
  readonly type: string
  /** One of them is enough; of `aki` each is the key identifier of a certificate, base64url. */
  readonly values: readonly string[]
}

/** A credential that is asked for (section 6.1). */
export interface DcqlCredentialQuery {
  /** Names the query in the answer: letters, digits, `_` and `-`. */
  readonly id: string
  /** A format of credentials as on the wire, such as `dc+sd-jwt`. */
  readonly format: string
  /** Which types would do, in the words of the format. */
  readonly meta: DcqlVctMeta | DcqlTypeMeta | DcqlOtherMeta
  /** Absent: nothing that can be held back is disclosed. */
  readonly claims?: readonly DcqlClaimQuery[]
  /** Sets of claim ids, best first; without it every claim is needed. */
  readonly claim_sets?: readonly (readonly string[])[]
  /** Whether several credentials may answer; false by default. */
  readonly multiple?: boolean
  /** True by default. */
  readonly require_cryptographic_holder_binding?: boolean
  /** Who must stand behind its issuer; one of them is enough, and without it anybody may. */
  readonly trusted_authorities?: readonly DcqlTrustedAuthority[]
}

/** Which queries together would do (section 6.2). */
export interface DcqlCredentialSet {
  /** Sets of query ids, best first. */
  readonly options: readonly (readonly string[])[]
  /** True by default. */
  readonly required?: boolean
}

/** A query in the Digital Credentials Query Language (section 6). */
export interface DcqlQuery {
  /** What is asked for, one or more. */
  readonly credentials: readonly DcqlCredentialQuery[]
  /** Without it every query of `credentials` is needed. */
  readonly credential_sets?: readonly DcqlCredentialSet[]
}
