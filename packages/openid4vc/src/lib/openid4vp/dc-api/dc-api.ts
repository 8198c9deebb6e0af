import type { JsonObject } from '@lontar/credentials/jose'
import type { MessageRecipient } from '../../encryption/encrypt-message.ts'
import type { ClientIdKind } from '../client-id/client-id.ts'
import type { AskedParameters } from '../request-object/parse-asked-parameters.ts'

/** The exchange protocols of OpenID4VP 1.0 over the Digital Credentials API (appendix A.1). */
export type DcApiProtocol = 'openid4vp-v1-unsigned' | 'openid4vp-v1-signed' | 'openid4vp-v1-multisigned'

/** How an answer comes back through the Digital Credentials API: in clear or encrypted (appendix A.2). */
export type DcApiResponseMode = 'dc_api' | 'dc_api.jwt'

/** What the platform carries, either way. */
export interface DcApiMessage {
  /** The exchange protocol; a foreign one is refused when the message is read. */
  readonly protocol: string
  /** The parameters of the protocol. */
  readonly data: JsonObject
}

/** A request through the Digital Credentials API that a holder may be asked about. */
export interface DcApiRequest extends AskedParameters {
  /** Only `verifyDcApiRequest` makes one. */
  readonly verified: true
  /** By which protocol it came; the answer goes back by the same. */
  readonly protocol: DcApiProtocol
  /** The origin of the page or app that asks, as the platform says. */
  readonly origin: string
  /** Whom a presentation is for: `origin:` and the origin, for signed requests too (appendix A.4). */
  readonly audience: string
  /** The full Client Identifier whose key signed the request; the audience when nobody signed it. */
  readonly clientId: string
  /** How the verifier is known: `origin` when nobody signed the request. */
  readonly clientIdKind: ClientIdKind | 'origin'
  /** Whether a pinned root, a trusted attester or the reader himself vouches for the verifier. */
  readonly vouched: boolean
  /** How the answer comes back. */
  readonly responseMode: DcApiResponseMode
  /** For whom the answer is encrypted; there with `dc_api.jwt` and only then. */
  readonly responseEncryption?: MessageRecipient
  /** Never there: the platform ties an answer to its request. */
  readonly state?: undefined
}

/** The protocols, by their names. */
export const dcApiProtocols: readonly DcApiProtocol[] = Object.freeze([
  'openid4vp-v1-unsigned',
  'openid4vp-v1-signed',
  'openid4vp-v1-multisigned',
])

/** Whether a text is the name of one of the protocols. */
export function isDcApiProtocol(text: unknown): text is DcApiProtocol {
  return (dcApiProtocols as readonly unknown[]).includes(text)
}

/**
 * Whom a presentation through the Digital Credentials API is for.
 *
 * @param origin as the platform says it, such as `https://hotel.example`.
 * @see OpenID4VP 1.0 appendix A.4
 */
export function dcApiAudience(origin: string): string {
  return `origin:${origin}`
}
