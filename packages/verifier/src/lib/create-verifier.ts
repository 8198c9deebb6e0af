import type { Verdict, VerifiedCredential } from '@lontar/credentials'
import type { Ask } from '@lontar/documents/ask'
import { createVerifierContext } from './create-verifier-context.ts'
import { streamEvents } from './guard/answer-events.ts'
import { createGuard } from './guard/create-guard.ts'
import { trustedTypes } from './judge/trusted-types.ts'
import { verifyPresentation } from './judge/verify-presentation.ts'
import { returnAddress } from './public-url.ts'
import { readReceipts } from './receipt/read-receipts.ts'
import { createFetch } from './routes/create-fetch.ts'
import { type AwaitResultOptions, awaitResult } from './transaction/await-result.ts'
import { createQueryTransaction } from './transaction/create-query-transaction.ts'
import { requestUriOf, sameDeviceUriOf } from './transaction/create-request.ts'
import { createTransaction, type NewRequestOptions } from './transaction/create-transaction.ts'
import type { QueryRequest } from './transaction/query-request.ts'
import { readResult } from './transaction/read-result.ts'
import { requireAskable } from './transaction/require-askable.ts'
import type { CreatedRequest, PresentationToVerify, RequestOptions, Verifier } from './verifier.ts'
import type { VerifierContext } from './verifier-context.ts'
import type { VerifierOptions } from './verifier-options.ts'
import type { ReceiptPage, TransactionRecord } from './verifier-store.ts'
import { runWebhook } from './webhook/run-webhook.ts'

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
 * if (guarded.response) return guarded.response
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
    awaitResult: (transactionId: string, options: AwaitResultOptions) =>
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
  return streamEvents(context, { session: { transactionId }, places: context.watches.site, left: signal })
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
