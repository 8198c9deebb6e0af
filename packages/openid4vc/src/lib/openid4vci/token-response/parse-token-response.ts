import * as v from 'valibot'
import { objectOf } from '../../reading/object-of.ts'
import { readAs } from '../../reading/read-as.ts'
import { text } from '../../reading/text.ts'

/** A token as it came. */
export interface TokenResponse {
  /** Opens the credential endpoint. */
  readonly accessToken: string
  /** `DPoP`: bound to the key of the DPoP proof that went with the request. */
  readonly tokenType: 'Bearer' | 'DPoP'
  /** For how long; `undefined` when the answer is silent. */
  readonly expiresInSeconds: number | undefined
  /** Brings a new access token, once. */
  readonly refreshToken: string | undefined
  /** The identifiers that the credential request has to use instead of configuration ids, by configuration id. */
  readonly credentialIdentifiers: ReadonlyMap<string, readonly string[]>
}

const authorizationDetail = v.union([
  objectOf({
    type: v.literal('openid_credential'),
    credential_configuration_id: text(256),
    credential_identifiers: v.pipe(v.array(text(1024)), v.minLength(1), v.maxLength(256)),
  }),
  objectOf({ type: v.pipe(text(), v.notValue('openid_credential')) }),
])

const tokenResponse = objectOf({
  // RFC 6750 section 2.1: the characters of a bearer token; anything else could not stand in a header.
  access_token: v.pipe(v.string(), v.maxLength(16_384), v.regex(/^[A-Za-z0-9\-._~+/]+=*$/)),
  // RFC 6749 section 5.1: case insensitive.
  token_type: v.pipe(
    v.string(),
    v.check((type) => ['bearer', 'dpop'].includes(type.toLowerCase())),
  ),
  expires_in: v.exactOptional(v.pipe(v.number(), v.finite(), v.minValue(0))),
  refresh_token: v.exactOptional(text(16_384)),
  authorization_details: v.exactOptional(v.pipe(v.array(authorizationDetail), v.maxLength(64))),
})

/**
 * Reads a token response. Unknown members are ignored.
 *
 * @throws MalformedError `token_response_malformed`, also for a token type other than Bearer and DPoP.
 * @see OpenID4VCI 1.0 section 6.2
 */
export function parseTokenResponse(value: unknown): TokenResponse {
  const read = readAs(
    tokenResponse,
    value,
    'token_response_malformed',
    'The token response lacks a member or has a wrong one.',
  )
  const details = (read.authorization_details ?? []).filter((detail) => 'credential_identifiers' in detail)
  return {
    accessToken: read.access_token,
    tokenType: read.token_type.toLowerCase() === 'dpop' ? 'DPoP' : 'Bearer',
    expiresInSeconds: read.expires_in,
    refreshToken: read.refresh_token,
    credentialIdentifiers: new Map(
      details.map((detail) => [detail.credential_configuration_id, detail.credential_identifiers]),
    ),
  }
}
