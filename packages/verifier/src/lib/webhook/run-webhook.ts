import type { VerifierContext } from '../verifier-context.ts'
import { deliverEvents } from './deliver-events.ts'

/** How often it is looked for events, in milliseconds. */
const pauseMilliseconds = 1_000

/** Delivers events until it is aborted. A store that fails is told of and asked again. */
export async function runWebhook(context: VerifierContext, signal: AbortSignal): Promise<void> {
  const { webhook } = context
  while (webhook !== undefined && !signal.aborted) {
    await deliverEvents(context, webhook).catch(context.onError)
    await context.wait(pauseMilliseconds, signal)
  }
}
