import type { ExpectedKeyBinding, PublicJwk, Verdict, VerifiedCredential } from '@lontar/credentials'
import type { Ask } from '@lontar/documents/ask'
import { createVerifierContext } from './create-verifier-context.ts'
import { streamEvents } from './guard/answer-events.ts'
import { createGuard } from './guard/create-guard.ts'
import type { Guard } from './guard/guard-route.ts'
import { trustedTypes } from './judge/trusted-types.ts'
import { verifyPresentation } from './judge/verify-presentation.ts'
import { returnAddress } from './public-url.ts'
import { readReceipts } from './receipt/read-receipts.ts'
import type { VerifierReceipt } from './receipt/verifier-receipt.ts'
import { createFetch } from './routes/create-fetch.ts'
import { type AwaitedResult, awaitResult } from './transaction/await-result.ts'
import { createQueryTransaction } from './transaction/create-query-transaction.ts'
import { requestUriOf, sameDeviceUriOf } from './transaction/create-request.ts'
import { createTransaction, type NewRequestOptions } from './transaction/create-transaction.ts'
import type { QueryRequest } from './transaction/query-request.ts'
import { readResult, type TransactionResult } from './transaction/read-result.ts'
import { requireAskable } from './transaction/require-askable.ts'
import type { TransactionDataRequest } from './transaction/transaction-data-request.ts'
import type { VerifierContext } from './verifier-context.ts'
import type { VerifierOptions } from './verifier-options.ts'
import type { ReceiptPage, TransactionRecord } from './verifier-store.ts'
import { runWebhook } from './webhook/run-webhook.ts'

/** A request that was made for a holder. */
export interface CreatedRequest {
  /** Reads the result. Whoever has it can read the claims: keep it on the side of the service. */
  readonly transactionId: string
  /** `openid4vp://…`, for a link or a QR code. */
  readonly requestUri: string
  /** The link for a wallet on the device of the browser that began; there when a return address was given. */
  readonly sameDeviceUri?: string
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
  /** Answers the routes under `url`: `/request/…`, `/response`, `/result/…`. */
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
  awaitResult(transactionId: string, options: AwaitedResult): Promise<TransactionResult>
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

/**
 * Creates a verifier: it asks for a credential, verifies what comes, and remembers the verdict.
 *
 * @param options see `VerifierOptions`
 * @returns a frozen verifier; nothing happens before its first call
 * @throws TypeError `ERR_INVALID_ARG_VALUE` for a URL or a duration that cannot be used
 * @see OpenID4VP 1.0
 * @example
 * const verifier = createVerifier({ url, name: 'Hotel Contoh', trust, signer, store: createMemoryVerifierStore() })
 * const guarded = await verifier.require(hotel)(request)
 * if ('response' in guarded) return guarded.response
 * return new Response(`Welcome, ${escape(guarded.credential?.claims.name)}`)
 */
export function createVerifier(options: VerifierOptions): Verifier {
  const context = createVerifierContext(options)
  return Object.freeze({
    url: context.url,
    clientId: context.clientId,
    fetch: createFetch(context),
    request: (ask: Ask, options?: RequestOptions) => request(context, ask, options),
    requireAskable: (asks: Iterable<Ask>) => requireAskable(context, asks),
    requestQuery: (query: QueryRequest, options?: RequestOptions) => requestQuery(context, query, options),
    result: (transactionId: string, responseCode?: string) =>
      readResult(context, transactionId, responseCode),
    awaitResult: (transactionId: string, options: AwaitedResult) =>
      awaitResult(context, transactionId, options),
    events: (transactionId: string, signal: AbortSignal) => events(context, transactionId, signal),
    require: <Claim extends string>(ask: Ask<Claim>) => createGuard(context, ask),
    receipts: (page: Partial<ReceiptPage> = {}) => readReceipts(context, page),
    jwks: jwksOf(context),
    runWebhook: (signal: AbortSignal) => runWebhook(context, signal),
    verify: (presentation: PresentationToVerify) => verify(context, presentation),
  })
}

function jwksOf({ signer }: VerifierContext): Verifier['jwks'] {
  if (signer === undefined) return { keys: [] }
  const { publicJwk, keyId, algorithm } = signer
  return { keys: [{ ...publicJwk, kid: keyId, alg: algorithm, use: 'sig' }] }
}

async function verify(
  context: VerifierContext,
  presentation: PresentationToVerify,
): Promise<Verdict<VerifiedCredential>> {
  const expectedTypes = presentation.expectedTypes ?? (await trustedTypes(context))
  const { trust, resolveIssuerKey, formats, checkStatus } = context
  return verifyPresentation({
    ...presentation,
    expectedTypes,
    trust,
    resolveIssuerKey,
    formats,
    checkStatus,
    now: context.now(),
  })
}

async function request(
  context: VerifierContext,
  ask: Ask,
  options: RequestOptions = {},
): Promise<CreatedRequest | { readonly needed: false }> {
  const record = await createTransaction(context, ask, checked(options))
  return record === undefined ? { needed: false } : toCreated(context, record)
}

async function events(
  context: VerifierContext,
  transactionId: string,
  signal: AbortSignal,
): Promise<Response> {
  await readResult(context, transactionId)
  return streamEvents(context, { transactionId }, signal)
}

async function requestQuery(
  context: VerifierContext,
  query: QueryRequest,
  options: RequestOptions = {},
): Promise<CreatedRequest> {
  return toCreated(context, await createQueryTransaction(context, query, checked(options)))
}

function checked({ returnTo, transactionData }: RequestOptions): NewRequestOptions {
  return { returnTo: returnTo === undefined ? undefined : returnAddress(returnTo), transactionData }
}

async function toCreated(context: VerifierContext, record: TransactionRecord): Promise<CreatedRequest> {
  const { transactionId, expiresAt } = record
  const sameDeviceUri = await sameDeviceUriOf(context, record)
  return {
    transactionId,
    requestUri: await requestUriOf(context, record),
    ...(sameDeviceUri !== undefined && { sameDeviceUri }),
    expiresAt,
  }
}
