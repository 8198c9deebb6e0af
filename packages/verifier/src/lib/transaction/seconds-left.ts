import type { TransactionRecord } from '../verifier-store.ts'

/**
 * How long a request can still be answered and its answer counts.
 *
 * @returns whole seconds, rounded up, 1 or more: a cookie of 0 seconds would be deleted
 */
export function secondsLeft({ expiresAt }: Pick<TransactionRecord, 'expiresAt'>, now: Date): number {
  return Math.max(1, Math.ceil((expiresAt.getTime() - now.getTime()) / 1000))
}
