import type { CredentialFormat, CredentialPolicy, StatusCheck, TrustedIssuer } from '@lontar/credentials'
import type { ResolveIssuerKey } from '@lontar/credentials/issuer-key'

/** What a `LontarCredentialProvider` believes. Nothing of it can be changed by who calls the agent. */
export interface LontarCredentialProviderConfig {
  /** Whom to trust for what. */
  readonly expectedIssuers: readonly TrustedIssuer[] | (() => Promise<readonly TrustedIssuer[]>)
  /** The types that would do. */
  readonly expectedTypes: readonly string[]
  /** Answers the status check of every format, such as `createStatusChecker` of `@lontar/credentials/status`. */
  readonly checkStatus: StatusCheck
  /** Finds the key of a trusted issuer; by default only among the keys that the trust list pins. */
  readonly resolveIssuerKey?: ResolveIssuerKey
  /** What is accepted besides; nothing by default. */
  readonly policy?: CredentialPolicy
  /** What is read; all four formats with the contexts of Lontar by default. */
  readonly formats?: readonly CredentialFormat[]
  /** The clock; that of the system by default. */
  readonly now?: () => Date
}
