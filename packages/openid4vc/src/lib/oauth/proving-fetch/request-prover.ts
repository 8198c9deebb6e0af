import type { GuardedResponse } from '@lontar/credentials/guarded-fetch'

/** A request that is about to be sent. */
export interface OutgoingRequest {
  readonly method: 'GET' | 'POST'
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
}

/** Proves something with each request, in headers that serve once. */
export interface RequestProver {
  /** The headers of one attempt. */
  readonly headersFor: (request: OutgoingRequest) => Promise<Readonly<Record<string, string>>>
  /** Takes note of an answer; true when it asked for something that is known now, so that one more attempt may do. */
  readonly learn: (request: OutgoingRequest, response: GuardedResponse) => boolean
}
