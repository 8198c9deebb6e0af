import type { ResolveDid } from '@lontar/credentials/did'
import type { GuardedFetch } from '@lontar/credentials/guarded-fetch'
import type { ResolveIssuerKey, VerifyX5c } from '@lontar/credentials/issuer-key'
import type { RandomBytes } from '@lontar/credentials/jose'
import type { ReadAuthorityKeyIdentifiers } from '@lontar/openid4vc/dcql'
import type { WalletClientAttestation } from './client-attestation.ts'
import type { FindMetadataSigner } from './fetch-issuer-metadata.ts'
import type { AttestKeys } from './prove-keys.ts'
import type { TransactionDataTypes } from './transaction-data-type.ts'
import type { Vault } from './vault.ts'

/** What a wallet is made of. */
export interface WalletOptions {
  /** Where credentials, keys and history are kept. */
  readonly vault: Vault
  /** The way to the network; by default the guarded fetch, https only. */
  readonly fetch?: GuardedFetch
  /** The clock; by default the system's. */
  readonly now?: () => Date
  /** Finds the keys of issuers that a trust list does not pin; without it such issuers are refused. */
  readonly resolveIssuerKey?: ResolveIssuerKey
  /** Finds the documents of verifiers' DIDs; did:jwk, did:key, did:web and did:webvh by default. */
  readonly resolveDid?: ResolveDid
  /**
   * Checks the certificates of verifiers up to the `roots` of the trust list, such as `createX5cVerifier` of
   * `@lontar/credentials/x509` makes; without it a verifier that is named by its certificate is refused.
   */
  readonly verifyX5c?: VerifyX5c
  /**
   * Says who signs the metadata of an issuer. For an issuer with a signer, metadata that are unsigned or signed by
   * anybody else are refused; unsigned ones are read of every issuer by default.
   */
  readonly findMetadataSigner?: FindMetadataSigner
  /** Proves to issuers that want it which software this is; without it the wallet is a public client. */
  readonly clientAttestation?: WalletClientAttestation
  /** Vouches for keys of this wallet, for issuers that want attested keys. */
  readonly attestKeys?: AttestKeys
  /**
   * Reads the certificates of credentials for requests that name `trusted_authorities`: `readAuthorityKeyIdentifiers` of
   * `@lontar/credentials/x509`. Without it no credential answers such a request.
   */
  readonly readAuthorityKeyIdentifiers?: ReadAuthorityKeyIdentifiers
  /**
   * The kinds of transactions that a holder can authorise with a presentation, by their `type`. A request with
   * `transaction_data` of any other is refused; without this option every such request is.
   */
  readonly transactionDataTypes?: TransactionDataTypes
  /**
   * `haip` refuses every request that does not keep to the High Assurance Interoperability Profile: by reference and
   * signed under the hash of a certificate, answered encrypted, for `dc+sd-jwt` alone. Through the Digital Credentials
   * API it may be unsigned (HAIP 1.0 section 5.2): then the origin that the platform names is who asks. Without the
   * profile they are all answered.
   */
  readonly profile?: 'haip'
  /** Randomness for the wallet's own ids; by default the platform's. Keys never come from here. */
  readonly randomBytes?: RandomBytes
}
