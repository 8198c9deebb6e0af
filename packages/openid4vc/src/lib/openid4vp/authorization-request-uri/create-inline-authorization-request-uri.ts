import { linkOf } from './create-authorization-request-uri.ts'

/** What a link holds that carries the request itself. */
export interface InlineAuthorizationRequestUriInput {
  /** The full Client Identifier. */
  readonly clientId: string
  /** The signed Request Object. */
  readonly request: string
}

/**
 * Makes the link that opens a wallet with a signed request by value. Such a link is long: as a QR code it is hard to
 * read.
 *
 * @returns `openid4vp://?client_id=…&request=…`
 * @see OpenID4VP 1.0 section 5, RFC 9101 section 5.1
 */
export function createInlineAuthorizationRequestUri({
  clientId,
  request,
}: InlineAuthorizationRequestUriInput): string {
  return linkOf({ client_id: clientId, request })
}
