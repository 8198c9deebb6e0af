import type { CredentialFormat, Signer, StatusCheck, TrustList } from '@lontar/credentials'
import type { ResolveIssuerKey } from '@lontar/credentials/issuer-key'
import type { TrustSource } from '@lontar/credentials/trust'
import type { AskFormat } from '@lontar/documents/ask'
import type { DcqlMatchOptions } from '@lontar/openid4vc/dcql'
import type { DcApiProtocol, ResponseMode } from '@lontar/openid4vc/openid4vp'
import type { SigningIdentity } from './other-identities.ts'
import type { TransactionWatches } from './transaction/transaction-watch.ts'
import type { VerifierStore } from './verifier-store.ts'
import type { Webhook } from './webhook/webhook.ts'

/** What every part of one verifier shares. Nothing in it changes. */
export interface VerifierContext {
  /** The public URL without a slash at its end. */
  readonly url: string
  readonly name: string
  /** The full Client Identifier with its prefix. */
  readonly clientId: string
  /** Signs Request Objects; `undefined` where the Client Identifier is the verifier's address and nobody signs. */
  readonly signer: Signer | undefined
  /** Gives the attestation for the header of Request Objects, where one names the verifier. */
  readonly verifierAttestation: (() => Promise<string>) | undefined
  /** Whether a link holds the request, or says where it is. */
  readonly passRequestBy: 'reference' | 'value'
  /** How wallets are to fetch a request. */
  readonly requestUriMethod: 'get' | 'post'
  /** The origins of the pages that may ask through the Digital Credentials API. */
  readonly origins: readonly string[]
  /** The protocols of the Digital Credentials API that are offered, the best first. */
  readonly dcApiProtocols: readonly DcApiProtocol[]
  /** Who else the verifier is to wallets of other trust frameworks; they sign beside it. */
  readonly otherIdentities: readonly SigningIdentity[]
  /** How wallets answer. */
  readonly responseMode: ResponseMode
  readonly trust: TrustSource
  /** The trust list where it was given as one, and cannot change. */
  readonly fixedTrust: TrustList | undefined
  readonly resolveIssuerKey: ResolveIssuerKey
  /** Wakes `watches` at each decision. */
  readonly store: VerifierStore
  /**
   * Who waits in this process for a transaction to change: visitors, and the site's own back end, whose places no visitor
   * can take.
   */
  readonly watches: { readonly visitors: TransactionWatches; readonly site: TransactionWatches }
  /** The formats that are asked for, best first. */
  readonly askFormats: readonly AskFormat[]
  readonly formats: readonly CredentialFormat[]
  readonly checkStatus: StatusCheck
  /** What the check `query` takes from outside. */
  readonly dcqlOptions: DcqlMatchOptions
  /** Where verdicts are told; `undefined` where nobody is told. */
  readonly webhook: Webhook | undefined
  readonly timeZone: string
  readonly expiresInSeconds: number
  /** How long the body of a request may take to come. */
  readonly bodyTimeoutSeconds: number
  now(): Date
  /** Ends after so many milliseconds, or when it is aborted; it does not fail. */
  wait(milliseconds: number, signal: AbortSignal): Promise<void>
  /** A fresh secret of 256 bits, base64url. */
  createToken(): string
  /** Told of every failure that a caller of the HTTP routes saw. */
  onError(reason: unknown): void
}

/** Where wallets answer. */
export function responseUriOf({ url }: Pick<VerifierContext, 'url'>): string {
  return `${url}/response`
}
