import type {
  CredentialFormat,
  ExpectedKeyBinding,
  Signer,
  TrustList,
  Verdict,
  VerifiedCredential,
} from '@lontar/credentials'
import { createDidJwk } from '@lontar/credentials/did'
import { createGuardedFetch, type GuardedFetch } from '@lontar/credentials/guarded-fetch'
import { encodeBase64Url, type RandomBytes, randomBytes } from '@lontar/credentials/jose'
import { createStatusChecker } from '@lontar/credentials/status'
import type { Ask, AskFormat } from '@lontar/documents/ask'
import { credentialFormats } from '@lontar/documents/credential-types'
import { type Guard, guardRoute } from './guard/guard-route.ts'
import { verifyPresentation } from './judge/verify-presentation.ts'
import { publicUrl } from './public-url.ts'
import { createFetch } from './routes/create-fetch.ts'
import { createTransaction } from './transaction/create-transaction.ts'
import { readResult, type TransactionResult } from './transaction/read-result.ts'
import { requestUriOf } from './transaction/transaction.ts'
import type { VerifierContext } from './verifier-context.ts'
import type { VerifierStore } from './verifier-store.ts'

/** What `createVerifier` needs. */
export interface VerifierOptions {
  /** The public URL, https or http on loopback; a path is allowed. The Host header is never believed. */
  readonly url: string
  /** What the holder's wallet and the page show as the asker. */
  readonly name: string
  /** Whose credentials count, and of which types. */
  readonly trust: TrustList
  /** The verifier's key; its did:jwk becomes the Client Identifier. */
  readonly signer: Signer
  readonly store: VerifierStore
  /** Fetches status lists; https to public addresses only, by default. */
  readonly fetch?: GuardedFetch
  readonly now?: () => Date
  readonly randomBytes?: RandomBytes
  /** What credentials are read with; `credentialFormats()` by default. Those with selective disclosure are asked for. */
  readonly formats?: readonly CredentialFormat[]
  /** IANA zone whose date `today` in a condition is; `Asia/Makassar` by default. */
  readonly timeZone?: string
  /** How long a request can be answered and its answer counts, in seconds, 1 or more; 300 by default. */
  readonly expiresInSeconds?: number
  /** Told of every failure that a caller of `fetch` saw; never holds a claim value. */
  readonly onError?: (reason: unknown) => void
}

/** A request that was made for a holder. */
export interface CreatedRequest {
  /** Reads the result. Whoever has it can read the claims: keep it on the side of the service. */
  readonly transactionId: string
  /** `openid4vp://…`, for a link or a QR code. */
  readonly requestUri: string
  readonly expiresAt: Date
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
   * @throws VerificationError `issuer_untrusted` when no trusted issuer issues the type
   * @throws MalformedError `ask_malformed`
   */
  request(ask: Ask): Promise<CreatedRequest | { readonly needed: false }>
  /**
   * Reads how a request stands. Claims are readable until `expiresAt`.
   *
   * @throws VerificationError `transaction_unknown`
   */
  result(transactionId: string): Promise<TransactionResult>
  /**
   * Guards a route: gives the credential, or the response to send instead. An accepted transaction opens the route
   * for the browser or client that started it until it expires, and only for this same ask.
   */
  require(ask: Ask): Guard
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
  const context = createContext(options)
  return Object.freeze({
    url: context.url,
    clientId: context.clientId,
    fetch: createFetch(context),
    request: (ask: Ask) => request(context, ask),
    result: (transactionId: string) => readResult(context, transactionId),
    require: (ask: Ask) => (incoming: Request) => guardRoute(context, ask, incoming),
    verify: (presentation: PresentationToVerify) =>
      verifyPresentation({
        expectedTypes: context.trust.issuers.flatMap(({ types }) => types),
        ...presentation,
        trust: context.trust,
        formats: context.formats,
        checkStatus: context.checkStatus,
        now: context.now(),
      }),
  })
}

function createContext(options: VerifierOptions): VerifierContext {
  const now = options.now ?? (() => new Date())
  const random = options.randomBytes ?? randomBytes
  const formats = options.formats ?? credentialFormats()
  const signer = didSigner(options.signer)
  return Object.freeze({
    url: publicUrl(options.url),
    name: options.name,
    clientId: `decentralized_identifier:${didOf(signer)}`,
    signer,
    trust: options.trust,
    store: options.store,
    formats,
    askFormats: askFormatsOf(formats),
    checkStatus: createStatusChecker({ fetch: options.fetch ?? createGuardedFetch({}), now }),
    timeZone: options.timeZone ?? 'Asia/Makassar',
    expiresInSeconds: positive(options.expiresInSeconds ?? 300),
    now,
    createToken: () => encodeBase64Url(random(32)),
    onError: options.onError ?? (() => {}),
  })
}

/** OpenID4VP 1.0 section 5.9.3: the `kid` is a verification method of the DID in the Client Identifier. */
function didSigner(signer: Signer): Signer {
  if (signer.keyId.startsWith('did:jwk:')) return signer
  return {
    algorithm: signer.algorithm,
    publicJwk: signer.publicJwk,
    keyId: `${createDidJwk(signer.publicJwk)}#0`,
    sign: (bytes) => signer.sign(bytes),
  }
}

function didOf(signer: Signer): string {
  return signer.keyId.split('#', 1)[0] ?? ''
}

const askable: readonly AskFormat[] = ['vc+sd-jwt', 'dc+sd-jwt']

function askFormatsOf(formats: readonly CredentialFormat[]): readonly AskFormat[] {
  return askable.filter((id) => formats.some((format) => format.id === id))
}

function positive(seconds: number): number {
  if (Number.isFinite(seconds) && seconds >= 1) return seconds
  throw Object.assign(new TypeError('expiresInSeconds must be 1 or more.'), { code: 'ERR_INVALID_ARG_VALUE' })
}

async function request(
  context: VerifierContext,
  ask: Ask,
): Promise<CreatedRequest | { readonly needed: false }> {
  const record = await createTransaction(context, ask)
  if (record === undefined) return { needed: false }
  const { transactionId, expiresAt } = record
  return { transactionId, requestUri: requestUriOf(context, record), expiresAt }
}
