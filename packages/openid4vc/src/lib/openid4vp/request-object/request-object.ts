import type { MessageRecipient } from '../../encryption/encrypt-message.ts'
import type { ClientIdKind } from '../client-id/client-id.ts'
import type { AskedParameters } from './parse-asked-parameters.ts'

/**
 * How an answer travels: posted as a form, posted encrypted, or in the fragment of a URL that the browser opens
 * (OpenID4VP 1.0 sections 8.1, 8.2 and 8.3.1).
 */
export type ResponseMode = 'direct_post' | 'direct_post.jwt' | 'fragment'

/** What a Request Object asks for. */
export interface RequestObjectContent extends AskedParameters {
  /** The full Client Identifier with its prefix. */
  readonly clientId: string
  /** How the answer travels. */
  readonly responseMode: ResponseMode
  /** Where the answer goes: the `response_uri`, or with `fragment` the `redirect_uri`. */
  readonly responseUri: string
  /** For whom the answer is encrypted; there with `direct_post.jwt` and only then. */
  readonly responseEncryption?: MessageRecipient
  /** To be sent back unchanged; absent when the verifier sent none. */
  readonly state: string | undefined
  /** The wallet's nonce as the verifier gave it back (section 5.10.1). */
  readonly walletNonce?: string
}

/** A Request Object that was read and not verified: nothing in it may be believed. */
export interface UnverifiedRequestObject extends RequestObjectContent {
  /** Nobody verified it. */
  readonly verified: false
  /** The `kid` of the protected header. */
  readonly keyId: string | undefined
}

/** A request of the verifier of its Client Identifier: signed by its key, or answered at the address that is its name. */
export interface RequestObject extends RequestObjectContent {
  /** The verifier of its Client Identifier made it. */
  readonly verified: true
  /** How the verifier is known. */
  readonly clientIdKind: ClientIdKind
  /** Whether a pinned root, a trusted attester or the reader himself vouches for the verifier. */
  readonly vouched: boolean
}

/** The `typ` of a Request Object (RFC 9101 section 10.8). */
export const requestObjectType = 'oauth-authz-req+jwt'

/** The media type of a Request Object (OpenID4VP 1.0 section 5.10.1). */
export const requestObjectMediaType = 'application/oauth-authz-req+jwt'

/** The `aud` of a Request Object when the wallet is not known by discovery (section 5.8). */
export const staticWalletAudience = 'https://self-issued.me/v2'
