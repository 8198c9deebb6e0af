import type { JsonObject } from '@lontar/credentials/jose'
import {
  type CreateRequestObjectInput,
  createRequestParameters,
} from '../request-object/create-request-object.ts'
import { linkOf } from './create-authorization-request-uri.ts'

/** What an unsigned request holds. */
export type UnsignedRequestInput = Omit<
  CreateRequestObjectInput,
  'signer' | 'verifierAttestation' | 'walletNonce'
>

/**
 * Makes the link that opens a wallet with a request that nobody signed. The Client Identifier is `redirect_uri:` and the
 * address of the answer; a holder learns nothing else of who asks, so that it is for trying things.
 *
 * @returns `openid4vp://?client_id=redirect_uri%3A…&response_type=…` and every other parameter
 * @see OpenID4VP 1.0 sections 5 and 5.9.3
 */
export function createUnsignedAuthorizationRequestUri(input: UnsignedRequestInput): string {
  const { aud: _aud, iat: _iat, exp: _exp, ...parameters } = createRequestParameters(input)
  return linkOf(textsOf(parameters))
}

/** Parameters that are no texts stand in the link as JSON (section 5.1). */
function textsOf(parameters: JsonObject): Record<string, string> {
  const entries = Object.entries(parameters).filter(([, value]) => value !== undefined)
  return Object.fromEntries(
    entries.map(([name, value]) => [name, typeof value === 'string' ? value : JSON.stringify(value)]),
  )
}
