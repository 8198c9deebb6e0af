import type { ExpectedKeyBinding, PublicJwk, Verdict, VerifiedCredential } from '@lontar/credentials'
import type { Ask } from '@lontar/documents/ask'
import type { Guard } from './guard/guard-route.ts'
import type { VerifierReceipt } from './receipt/verifier-receipt.ts'
import type { AwaitResultOptions } from './transaction/await-result.ts'
import type { QueryRequest } from './transaction/query-request.ts'
import type { TransactionResult } from './transaction/read-result.ts'
import type { TransactionDataRequest } from './transaction/transaction-data-request.ts'
import type { ReceiptPage } from './verifier-store.ts'

/** A request that was made for a holder. */
export interface CreatedRequest {
  /** Reads the result. Whoever has it can read the claims: keep it on the side of the service. */
  readonly transactionId: string
  /** `openid4vp://…`, for a link or a QR code. */
  readonly requestUri: string
  /** The link for a wallet on the device of the browser that began; there when a return address was given. */
  readonly sameDeviceUri?: string
  /** From then on it cannot be answered. */
  readonly expiresAt: Date
}

/** How a request is made. */
export interface RequestOptions {
  /**
   * Where the browser goes on after a wallet on its own device answered: it comes with the parameter `response_code`,
   * which `result` then wants, in the browser that began. A URL of your own site, https or http on loopback; without it
   * only wallets on other devices are asked.
   */
  readonly returnTo?: string
  /**
   * What the holder is asked to authorise with the presentation, at most 16. A wallet that does not know the type of each
   * refuses; an answer that does not authorise all of them, and nothing else, is refused. None by default.
   */
  readonly transactionData?: readonly TransactionDataRequest[]
}

/** A presentation to verify outside a transaction. */
export interface PresentationToVerify {
  /** The presentation or credential as received. */
  readonly text: string
  /** All types of the trust list by default. */
  readonly expectedTypes?: readonly string[]
  /** The nonce and audience it must be bound to; `none` for a credential at rest. */
  readonly expectedKeyBinding: ExpectedKeyBinding
}

/** A service that asks for credentials. */
export interface Verifier {
  /** The public URL, without a slash at its end. */
  readonly url: string
  /** The full Client Identifier, with its prefix. */
  readonly clientId: string
  /** Answers the routes under `url`: `/request/…`, `/response`, `/dc/…`, `/result/…`, `/lontar-verify.js`; others are 404. */
  fetch(request: Request): Promise<Response>
  /**
   * Makes a request for an ask.
   *
   * @returns the request, or that none is needed because the ask asks for nothing
   * @throws VerificationError `issuer_untrusted` when no trusted issuer issues the type; `ask_exceeds_service` when the
   *   trust list knows this verifier, and not for the service of the ask
   * @throws MalformedError `ask_malformed`, `transaction_data_malformed`
   * @throws UnsupportedError `transaction_data_unsupported` when the transaction data take no common hash function
   * @throws TypeError `ERR_INVALID_ARG_VALUE` for a return address that cannot be used, and for transaction data that are
   *   there twice
   */
  request(ask: Ask, options?: RequestOptions): Promise<CreatedRequest | { readonly needed: false }>
  /**
   * Makes sure at the start of a service that all of these asks can be asked: none exceeds what the trust list registers
   * for this verifier, and a trusted issuer issues its type. It makes no request.
   *
   * @throws VerificationError `ask_exceeds_service`, `issuer_untrusted`
   * @throws MalformedError `ask_malformed`
   */
  requireAskable(asks: Iterable<Ask>): Promise<void>
  /**
   * Makes a request for a DCQL query of one's own, where an ask does not reach: several credentials, other types, other
   * issuers of the trust list. Every presentation of the answer is verified; one that is wrong refuses the whole.
   *
   * @returns the request; `result` gives `credentials` by the ids of the query. It opens no guarded route.
   * @throws MalformedError `dcql_malformed`, `transaction_data_malformed`
   * @throws UnsupportedError `transaction_data_unsupported`
   * @throws TypeError `ERR_INVALID_ARG_VALUE` for a purpose that wallets would refuse, and for `trusted_authorities`
   *   without `readAuthorityKeyIdentifiers`
   * @see OpenID4VP 1.0 sections 6 and 8.6
   */
  requestQuery(request: QueryRequest, options?: RequestOptions): Promise<CreatedRequest>
  /**
   * Reads how a request stands. Claims are readable until `expiresAt`.
   *
   * @param responseCode the `response_code` with which the browser that began came back; what a wallet on the same
   *   device answered stays pending without it
   * @throws VerificationError `transaction_unknown`
   */
  result(transactionId: string, responseCode?: string): Promise<TransactionResult>
  /**
   * Reads how a request stands as `result` does, once it is no longer pending.
   *
   * @param options how long it waits at most
   * @throws VerificationError `transaction_unknown`
   */
  awaitResult(transactionId: string, options: AwaitResultOptions): Promise<TransactionResult>
  /**
   * Streams the states of a request as server-sent events, for the back end that made it: `event: state` with
   * `{"state":"pending"}` at once and one more at each change, up to the first final one.
   *
   * @param signal aborted once the caller has left
   * @returns 200 and the stream; or 503 while too many streams are open
   * @throws VerificationError `transaction_unknown`
   */
  events(transactionId: string, signal: AbortSignal): Promise<Response>
  /**
   * Guards a route: gives the credential, or the response to send instead. An accepted transaction opens the route
   * for the browser or client that started it until it expires, and only for this same ask. The guard itself never
   * throws: what fails is told to `onError` and answered with 500 or 503. The claims have the names that the ask lists.
   *
   * @throws MalformedError `ask_malformed` for claims without a credential
   * @throws VerificationError `ask_exceeds_service` when the trust list knows this verifier, and not for this service;
   *   where the list comes from a source, the route answers 500 instead
   */
  require<Claim extends string>(ask: Ask<Claim>): Guard<Claim>
  /**
   * The receipts of what was decided, the latest first: who asked for which claims, why, and how it ended, without a
   * value of a claim. Each is kept as long as its ask says that the answer is, and at least 30 days.
   *
   * @param page at most `limit` of them, 1 to 1,000, 100 by default; with `olderThan`, a transactionId, the next page
   * @throws TypeError `ERR_INVALID_ARG_VALUE` for another limit
   */
  receipts(page?: Partial<ReceiptPage>): Promise<readonly VerifierReceipt[]>
  /** The key that signs what a webhook is told, with its `kid`; empty where nothing is signed. */
  readonly jwks: { readonly keys: readonly PublicJwk[] }
  /**
   * Sends what the webhook is to be told, as it falls due, until it is aborted. Without `webhookUrl` it ends at once. A
   * failure is told to `onError` and tried again: 12 times at most, within a day.
   *
   * @param signal aborted once the service stops; what was not sent by then stays in the store
   */
  runWebhook(signal: AbortSignal): Promise<void>
  /** Verifies a presentation that came by another way, under the trust, formats and status cache of this verifier. */
  verify(presentation: PresentationToVerify): Promise<Verdict<VerifiedCredential>>
}
