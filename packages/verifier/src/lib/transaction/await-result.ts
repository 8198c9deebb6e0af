import type { VerifierContext } from '../verifier-context.ts'
import { readResult, type TransactionResult } from './read-result.ts'

/** How long after the last look the store is read again, for a decision that another process made. */
const rereadMilliseconds = 1_000

/** How a result is waited for. */
export interface AwaitResultOptions {
  /** As `result` wants it. */
  readonly responseCode?: string
  /** How long at most, in milliseconds; 0 looks once. */
  readonly waitMilliseconds: number
  /** Aborted once nobody waits any more. */
  readonly signal?: AbortSignal
}

/**
 * Reads how a transaction stands, once it is no longer pending, or the time is over, or nobody waits. While too many
 * others wait it answers at once.
 *
 * @throws VerificationError `transaction_unknown`
 */
export async function awaitResult(
  context: VerifierContext,
  transactionId: string,
  { responseCode, waitMilliseconds, signal }: AwaitResultOptions,
): Promise<TransactionResult> {
  const first = await readResult(context, transactionId, responseCode)
  if (first.state !== 'pending' || waitMilliseconds === 0) return first
  const watch = context.watches.site.watch(transactionId)
  if (watch === undefined) return first
  const over = new AbortController()
  const stopped = signal === undefined ? over.signal : AbortSignal.any([signal, over.signal])
  const end = context.wait(waitMilliseconds, stopped).then(() => over.abort())
  try {
    let result = first
    while (result.state === 'pending' && !stopped.aborted) {
      await watch.changed(Promise.race([end, context.wait(rereadMilliseconds, stopped)]))
      result = await readResult(context, transactionId, responseCode)
    }
    return result
  } finally {
    watch.end()
    over.abort()
  }
}
