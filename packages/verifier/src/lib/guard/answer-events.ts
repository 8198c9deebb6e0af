import { jsonResponse, overloadedResponse } from '../routes/json-response.ts'
import { stateOf } from '../transaction/transaction.ts'
import type { TransactionWatch, TransactionWatches } from '../transaction/transaction-watch.ts'
import type { VerifierContext } from '../verifier-context.ts'
import type { TransactionState } from '../verifier-store.ts'
import { withoutBodyForHead } from '../web/without-body-for-head.ts'
import type { GuardedCall } from './guard-route.ts'
import type { Session } from './session-cookie.ts'

/** How long after the last look the store is read again, for a change that another process made. */
const rereadMilliseconds = 2_000

/** Every how many looks without a change a comment is sent, so that nothing on the way takes the stream for dead. */
const looksPerHeartbeat = 7

/** Whether a page asks to be told how its own session goes on. The route behind the guard does not run for it. */
export function isEventStream(request: Request): boolean {
  return request.headers.get('accept')?.toLowerCase().includes('text/event-stream') === true
}

/**
 * Tells the state of the caller's own session at once and at each change, and ends with the first that is final.
 * Only the session's cookie opens the stream: whoever brings none, or a foreign one, gets 404 and learns nothing.
 *
 * @returns 200 and the stream; 404; or 503 while too many streams are open
 * @see HTML Living Standard, server-sent events
 */
export async function answerEvents(
  context: VerifierContext,
  { request, transaction }: GuardedCall,
): Promise<Response> {
  if (transaction === undefined) return jsonResponse({ state: 'none' }, 404)
  const { responseCode, record } = transaction
  const session: Session = { transactionId: record.transactionId, responseCode }
  const events = streamEvents(context, { session, places: context.watches.visitors, left: request.signal })
  return withoutBodyForHead(request, events)
}

/** Who is told how a transaction goes on. */
export interface EventListener {
  readonly session: Session
  /** Where the stream takes its place. */
  readonly places: TransactionWatches
  /** Aborted once the caller has left. */
  readonly left: AbortSignal
}

/**
 * The stream of the states of a transaction, for whoever may know them.
 *
 * @returns 200 and the stream; or 503 while too many streams are open
 */
export function streamEvents(context: VerifierContext, { session, places, left }: EventListener): Response {
  const watch = places.watch(session.transactionId)
  if (watch === undefined) return overloadedResponse()
  const headers = {
    'content-type': 'text/event-stream',
    // A proxy that compresses or buffers would hold the events back.
    'cache-control': 'no-store, no-transform',
    'x-accel-buffering': 'no',
    'x-content-type-options': 'nosniff',
  }
  return new Response(eventsOf(context, session, watch, left), { headers })
}

function eventsOf(
  context: VerifierContext,
  session: Session,
  watch: TransactionWatch,
  left: AbortSignal,
): ReadableStream<Uint8Array> {
  const stop = new AbortController()
  const encoder = new TextEncoder()
  const abort = (): void => {
    stop.abort()
    watch.end()
  }
  return new ReadableStream({
    start(controller) {
      if (left.aborted) abort()
      left.addEventListener('abort', abort, { once: true })
      const send = (text: string): void => controller.enqueue(encoder.encode(text))
      tellChanges(context, session, { watch, signal: stop.signal, send })
        .catch(context.onError)
        .finally(() => {
          left.removeEventListener('abort', abort)
          abort()
          close(controller)
        })
    },
    cancel: abort,
  })
}

interface Telling {
  readonly watch: TransactionWatch
  /** Aborted once nobody listens any more. */
  readonly signal: AbortSignal
  send(text: string): void
}

async function tellChanges(
  context: VerifierContext,
  session: Session,
  { watch, signal, send }: Telling,
): Promise<void> {
  let told: TransactionState | undefined
  for (let looks = 1; !signal.aborted; looks++) {
    const state = await currentState(context, session)
    if (signal.aborted) return
    if (state !== told) send(`event: state\ndata: ${JSON.stringify({ state })}\n\n`)
    else if (looks % looksPerHeartbeat === 0) send(': still here\n\n')
    if (state !== 'pending') return
    told = state
    await untilChanged(context, watch, signal)
  }
}

/** A transaction that was erased was over before. */
async function currentState(context: VerifierContext, session: Session): Promise<TransactionState> {
  const transaction = await context.store.readTransaction(session.transactionId)
  return transaction === undefined ? 'expired' : stateOf({ ...transaction, ...session }, context.now())
}

/** The timer ends with the wait, whichever way that ends. */
async function untilChanged(
  context: VerifierContext,
  watch: TransactionWatch,
  signal: AbortSignal,
): Promise<void> {
  const woken = new AbortController()
  await watch.changed(context.wait(rereadMilliseconds, AbortSignal.any([signal, woken.signal])))
  woken.abort()
}

/** Whoever left has closed it already. */
function close(controller: ReadableStreamDefaultController): void {
  try {
    controller.close()
  } catch {}
}
