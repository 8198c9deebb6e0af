import type { CredentialFormat } from '@lontar/credentials'
import { ProtocolError, VerificationError } from '@lontar/credentials/errors'
import { createLocalSigner } from '@lontar/credentials/jose'
import { createTransactionDataHashes } from '@lontar/credentials/presentation'
import type {
  AuthorizationErrorResponseInput,
  AuthorizationResponseInput,
  DcApiMessage,
  TransactionData,
} from '@lontar/openid4vc/openid4vp'
import { assignTransactionData } from './assign-transaction-data.ts'
import { checkPresentation } from './check-presentation.ts'
import { type Delivery, deliverResponse } from './deliver-response.ts'
import { type HistoryEntry, recordHistory } from './history.ts'
import type { PlannedPresentation } from './presentation-options.ts'
import type { VerifiedRequest } from './review-request.ts'
import { readStoredCredential, writeStoredCredential } from './stored-credential.ts'
import type { WalletContext } from './wallet-context.ts'

/** The holder's decision. */
export interface RespondOptions {
  /** Literally true, and only after the holder saw the review. */
  readonly consent: true
  /** Which of the review's options, from 0; 0 by default. */
  readonly option?: number
}

/** What became of an answer. */
export interface ResponseReceipt {
  /**
   * Whether the verifier took the answer; one that it refused ends in an error. False only where something else has yet
   * to bring it: the browser that opens `redirectUri` (`fragment`), or the platform that gets `dcApiResponse`.
   */
  readonly sent: boolean
  /** The dotted names of the claims that went out; empty for a refusal. */
  readonly disclosed: readonly string[]
  /**
   * Where the browser goes next: an https URL, or `null`. While `sent` is false the answer itself is in its fragment:
   * hand it to the browser, and keep it out of every log.
   */
  readonly redirectUri: string | null
  /**
   * There for a request of `reviewDcApi` and only then: the answer, to be handed to the platform and kept out of every
   * log.
   */
  readonly dcApiResponse?: DcApiMessage
}

/** Presents one option of a request, after reading again what it is about to send. */
export async function respond(
  context: WalletContext,
  { request, options, review }: VerifiedRequest,
  option: number,
): Promise<ResponseReceipt> {
  if (request.expiresAt !== undefined && request.expiresAt <= context.now())
    throw new VerificationError('transaction_expired', 'The request has ended since the review.')
  const presentations = await readAgain(context, options[option] ?? [])
  const disclosed = review.options[option]?.disclosed ?? []
  const answers = new Map<string, string[]>()
  const authorised = assignTransactionData(request.transactionData ?? [], presentations) ?? []
  for (const [index, planned] of presentations.entries()) {
    const presentation = await present(context, request, planned, authorised[index] ?? [])
    answers.set(planned.queryId, [...(answers.get(planned.queryId) ?? []), presentation])
  }
  // Counted before it goes out: whether it arrived can stay unknown (security: W6).
  for (const { stored } of presentations) {
    await writeStoredCredential(context, { ...stored, presentedCount: stored.presentedCount + 1 })
  }
  // fromEntries makes own members of any name that a verifier chose, `__proto__` included.
  const vpToken = Object.fromEntries(answers)
  const response = { vpToken, state: request.state }
  const delivery = await deliver(
    context,
    { request, review },
    { response, claims: disclosed, outcome: 'sent' },
  )
  return { ...delivery, disclosed }
}

/** What was removed since the review is not presented, and does not come back. */
async function readAgain(
  context: WalletContext,
  presentations: readonly PlannedPresentation[],
): Promise<PlannedPresentation[]> {
  return Promise.all(
    presentations.map(async (planned) => {
      const stored = await readStoredCredential(context, planned.stored.id)
      if (stored === undefined)
        throw new VerificationError(
          'wallet_credential_unknown',
          'The credential was removed since the review.',
        )
      return { ...planned, stored }
    }),
  )
}

/** Tells the verifier no, in the same words as when there is nothing to present (security: F17). */
export async function decline(context: WalletContext, verified: VerifiedRequest): Promise<ResponseReceipt> {
  const response = { error: 'access_denied', state: verified.request.state } as const
  const delivery = await deliver(context, verified, { response, claims: [], outcome: 'declined' })
  return { ...delivery, disclosed: [] }
}

async function present(
  { formats, now }: WalletContext,
  request: VerifiedRequest['request'],
  planned: PlannedPresentation,
  authorised: readonly TransactionData[],
): Promise<string> {
  const { stored, credential, disclose } = planned
  if (stored.expiresAt !== null && stored.expiresAt <= now())
    throw new VerificationError('credential_expired', 'The credential has expired since the review.')
  const format = formats.find(({ id }) => id === credential.format) as CredentialFormat
  const presentation = await format.present({
    credential: stored.text,
    disclose,
    signer: await createLocalSigner(stored.privateJwk),
    // The full Client Identifier, prefix included (OpenID4VP 1.0 section 14.8), or the origin (appendix A.4).
    audience: 'origin' in request ? request.audience : request.clientId,
    nonce: request.nonce,
    ...(authorised.length > 0 && { transactionDataHashes: await createTransactionDataHashes(authorised) }),
    now: now(),
  })
  await checkPresentation(presentation, { format, planned })
  return presentation
}

interface Answer extends Pick<HistoryEntry, 'claims'> {
  readonly response: AuthorizationResponseInput | AuthorizationErrorResponseInput
  readonly outcome: 'sent' | 'declined'
}

async function deliver(
  context: WalletContext,
  { request, review }: Pick<VerifiedRequest, 'request' | 'review'>,
  { response, claims, outcome }: Answer,
): Promise<Delivery> {
  const finish = await recordHistory(context, { ...entryOf(review, context.now()), claims })
  try {
    const delivery = await deliverResponse(request, response, context)
    // Sent is sent: a vault that fails here leaves the entry as `unconfirmed`, which is true as well. What the browser
    // has yet to bring stays so.
    if (delivery.sent) await finish(outcome).catch(() => undefined)
    return delivery
  } catch (error) {
    if (error instanceof ProtocolError) await finish('refused').catch(() => undefined)
    throw error
  }
}

/** What the holder was told before consent is what the history keeps. */
function entryOf(review: VerifiedRequest['review'], at: Date): HistoryEntry {
  const { service, purpose, legalBasis, retentionDays } = review
  const { clientId, name } = review.verifier
  return {
    at,
    verifier: { clientId, name },
    service,
    purpose,
    legalBasis,
    retentionDays,
    claims: [],
    outcome: 'unconfirmed',
  }
}
