import type { GuardedUrl } from './guard-url.ts'

/** One request, already judged by its URL. */
export interface NetworkRequest {
  readonly target: GuardedUrl
  readonly method: 'GET' | 'POST'
  readonly headers: Readonly<Record<string, string>>
  readonly body: string | undefined
  /** The most bytes of the decoded body. */
  readonly maxBytes: number
  /** Fires when the time is up. */
  readonly signal: AbortSignal
}

/** One answer, read to its end. */
export interface NetworkAnswer {
  readonly status: number
  readonly headers: Headers
  readonly body: Uint8Array
}

/** The platform's way to make one request: no redirect, bounded, to a permitted address. */
export type Network = (request: NetworkRequest) => Promise<NetworkAnswer>
