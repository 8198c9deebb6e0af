import type { CredentialFormat, CredentialFormatId, Signer, TrustList } from '@lontar/credentials'
import type { GuardedFetch } from '@lontar/credentials/guarded-fetch'
import type { ResolveIssuerKey } from '@lontar/credentials/issuer-key'
import type { RandomBytes } from '@lontar/credentials/jose'
import type { TrustSource } from '@lontar/credentials/trust'
import type { ReadAuthorityKeyIdentifiers } from '@lontar/openid4vc/dcql'
import type { DcApiProtocol, ResponseMode } from '@lontar/openid4vc/openid4vp'
import type { OtherIdentity } from './other-identities.ts'
import type { VerifierStore } from './verifier-store.ts'

/** What `createVerifier` needs. */
export interface VerifierOptions {
  /** The public URL, https or http on loopback; a path is allowed. The Host header is never believed. */
  readonly url: string
  /** What the holder's wallet and the page show as the asker. */
  readonly name: string
  /**
   * Whose credentials count, and of which types: a list, or a source of one such as `createTrustFollower` makes. While a
   * source has no list, no request is made and nobody is trusted.
   */
  readonly trust: TrustList | TrustSource
  /** Finds the keys of issuers that the list does not pin; without it such issuers are refused. */
  readonly resolveIssuerKey?: ResolveIssuerKey
  /** Refuse a status list that was made longer ago, in seconds; by default its own `exp` alone ends it. */
  readonly maxStatusAgeSeconds?: number
  /** Where a status list cannot be fetched, accept a kept one of at most this age, in seconds; 0 by default. */
  readonly acceptStaleStatusSeconds?: number
  /**
   * The verifier's key; its did:jwk becomes the Client Identifier, unless there is a `clientId`. Only a verifier that is
   * known by its address alone (`redirect_uri:`) has none.
   */
  readonly signer?: Signer
  /**
   * Who the verifier is to wallets: the full Client Identifier.
   *
   * - `decentralized_identifier:DID`: the `keyId` of the signer is a method of that DID.
   * - `x509_hash:HASH` (what HAIP asks for) or `x509_san_dns:HOST`: the `x5c` of the signer begins with the certificate
   *   that the identifier names; `createX509Hash` of `@lontar/openid4vc/openid4vp` gives the hash.
   * - `verifier_attestation:SUB`: with `verifierAttestation`.
   * - `redirect_uri:URL/response`: nobody signs the requests, and wallets know nothing else of who asks.
   * - without a prefix: wallets have registered it, with its key.
   */
  readonly clientId?: string
  /** The Verifier Attestation JWT, or what gives one that has not ended; for `verifier_attestation:` alone. */
  readonly verifierAttestation?: string | (() => string | Promise<string>)
  /**
   * Whether a link says where the request is, or holds it signed: `reference` by default. A link with the request is
   * long, and as a QR code hard to read.
   */
  readonly passRequestBy?: 'reference' | 'value'
  /** How wallets are to fetch a request: with `post` they may send a nonce that it gives back. `get` by default. */
  readonly requestUriMethod?: 'get' | 'post'
  /** Where requests and verdicts are kept, such as `store.verifier` of `@lontar/store`. */
  readonly store: VerifierStore
  /**
   * How wallets answer: posted and encrypted to a key of the one request (`direct_post.jwt`, the default), or posted with
   * https as the only cover (`direct_post`), for wallets that cannot encrypt, or brought by the holder's browser to a page
   * of this verifier (`fragment`), for a wallet on the same device. An answer in clear to a request for an encrypted one
   * is refused.
   */
  readonly responseMode?: ResponseMode
  /**
   * `haip` keeps to the High Assurance Interoperability Profile: known by `x509_hash`, ES256, requests by reference,
   * encrypted answers, `dc+sd-jwt` alone. An option that says otherwise is refused.
   */
  readonly profile?: 'haip'
  /**
   * The origins of the pages that may ask through the Digital Credentials API, letter for letter as a browser says them:
   * that of `url` by default, and none with an empty list. An answer counts only from one of them, and only for it.
   */
  readonly origins?: readonly string[]
  /**
   * Which requests a page is given for the Digital Credentials API, the best first: signed ones by default, and unsigned
   * ones for a verifier that signs nothing. Their answers are encrypted unless `responseMode` is `direct_post`.
   */
  readonly dcApiProtocols?: readonly DcApiProtocol[]
  /**
   * Who else the verifier is, for wallets of other trust frameworks: each signs the requests of
   * `openid4vp-v1-multisigned` beside `signer`, which then come first. Nobody by default.
   */
  readonly otherIdentities?: readonly OtherIdentity[]
  /**
   * Where verdicts are told: https, or http on loopback for development. Each is told once it is decided, as a Security
   * Event Token (RFC 8417) by push (RFC 8935), signed by `signer`: which request, for which ask, accepted or refused.
   * `runWebhook` sends them; the store keeps them until then. Without it nobody is told.
   */
  readonly webhookUrl?: string
  /** Fetches status lists, and posts to the webhook; https to public addresses only, by default. */
  readonly fetch?: GuardedFetch
  /** The clock; the platform's by default. */
  readonly now?: () => Date
  /** Draws ids, nonces and keys; the platform's secure generator by default. */
  readonly randomBytes?: RandomBytes
  /** What credentials are read with; `credentialFormats()` by default. */
  readonly formats?: readonly CredentialFormat[]
  /**
   * The formats of `formats` that are asked for, best first; by default those with selective disclosure. Any other
   * exists for proof credentials alone and shows all that the credential holds.
   */
  readonly askFormats?: readonly CredentialFormatId[]
  /**
   * Reads the certificates of credentials for queries with `trusted_authorities`: `readAuthorityKeyIdentifiers` of
   * `@lontar/credentials/x509`. No such query can be made without it.
   */
  readonly readAuthorityKeyIdentifiers?: ReadAuthorityKeyIdentifiers
  /** IANA zone whose date `today` in a condition is; `Asia/Makassar` by default. */
  readonly timeZone?: string
  /** How long a request can be answered and its answer counts, in seconds, 1 or more; 300 by default. */
  readonly expiresInSeconds?: number
  /**
   * How long the body of a request may take to come, in seconds, 1 or more; 10 by default. One that is slower is answered
   * 408. What a framework's own parser reads is bounded by the framework and its server.
   */
  readonly bodyTimeoutSeconds?: number
  /**
   * How many streams of events may be open at once, 0 or more; 1,000 by default, and 4 for one session. A page that
   * gets none asks again and again instead. `events` and `awaitResult` have as many places of their own, which no
   * visitor can take.
   */
  readonly maxEventStreams?: number
  /** Waits so many milliseconds, or until it is aborted, and does not fail; a timer by default. */
  readonly wait?: (milliseconds: number, signal: AbortSignal) => Promise<void>
  /** Told of every failure that a caller of `fetch` saw; never holds a claim value. */
  readonly onError?: (reason: unknown) => void
}
