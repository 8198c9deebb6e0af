import { VerificationError } from '@lontar/credentials/errors'
import type { RandomBytes } from '@lontar/credentials/jose'
import type { Ask } from '@lontar/documents/ask'
import type { Verifier } from '../verifier.ts'

/** A call of a route, and what answers it. */
export interface ServiceCall {
  readonly verifier: Verifier
  readonly asks: ReadonlyMap<string, Ask>
  readonly request: Request
  /** The parameters in the path. */
  readonly parameters: Readonly<Record<string, string>>
  readonly query: URLSearchParams
  /** Whether the caller has a key. */
  readonly authorised: boolean
  /** Ends after so many milliseconds, or when it is aborted; it does not fail. */
  wait(milliseconds: number, signal: AbortSignal): Promise<void>
  /** Random bytes. */
  randomBytes: RandomBytes
}

/**
 * The ask of a name.
 *
 * @throws VerificationError `ask_unknown`
 */
export function askOf({ asks }: Pick<ServiceCall, 'asks'>, name: string): Ask {
  const ask = asks.get(name)
  if (ask === undefined) throw new VerificationError('ask_unknown', 'There is no such ask.')
  return ask
}
