import { type ErrorCode, LontarError, OperationError } from '@lontar/credentials/errors'
import type { Guest } from './guest.ts'

/** What an expectation needs of a guest. */
export type Visitor = Pick<Guest, 'visit'>

/**
 * The guest is served, and the hotel learns exactly these claims.
 *
 * @throws {OperationError} `internal`: the demo did not show what it says.
 */
export async function expectServed(guest: Visitor, url: string, claims: readonly string[]): Promise<void> {
  const visit = await guest.visit(url)
  const expected = [...claims].sort().join()
  const learned = visit.served ? [Object.keys(visit.claims), visit.disclosed] : []
  if (!visit.served || learned.some((names) => [...names].sort().join() !== expected)) {
    throw new OperationError('internal', 'the demo expected the guest to be served')
  }
}

/**
 * The service itself answers 403, and the wallet knows why.
 *
 * @throws {OperationError} `internal`.
 */
export async function expectRefused(guest: Visitor, url: string, refusal: ErrorCode): Promise<void> {
  const visit = await guest.visit(url)
  if (visit.served || visit.status !== 403 || visit.refusal !== refusal) {
    throw new OperationError('internal', 'the demo expected a refusal')
  }
}

/**
 * The work fails with this code and no other.
 *
 * @throws {OperationError} `internal` when it succeeds; else what the work throws.
 */
export async function expectFailure(code: ErrorCode, work: () => Promise<unknown>): Promise<void> {
  try {
    await work()
  } catch (error) {
    if (error instanceof LontarError && error.code === code) return
    throw error
  }
  throw new OperationError('internal', 'the demo expected a refusal')
}
