import { MalformedError, UnsupportedError } from '@lontar/credentials/errors'
import { isJsonObject, type JsonObject, type JsonValue } from '@lontar/credentials/jose'
import { type DcApiMessage, type DcApiProtocol, isDcApiProtocol } from './dc-api.ts'

/** A request as the platform gave it, read as far as its protocol goes: nothing in it may be believed. */
export type UnverifiedDcApiRequest =
  | { readonly protocol: 'openid4vp-v1-unsigned'; readonly parameters: JsonObject }
  | {
      readonly protocol: Exclude<DcApiProtocol, 'openid4vp-v1-unsigned'>
      /** Compact JWS over one payload: one, or one for each signature. */
      readonly jwts: readonly string[]
    }

const maxSignatures = 8
const maxLength = 262_144

/**
 * Reads a request of the Digital Credentials API by its protocol, and by nothing else: its members never say which it
 * is.
 *
 * @param message what the platform gave.
 * @throws UnsupportedError `authorization_request_unsupported` for another protocol.
 * @throws MalformedError `authorization_request_malformed` for data that are not of the protocol, more than 8
 *   signatures, or a JWS beyond 256 KiB.
 * @see OpenID4VP 1.0 appendices A.1 and A.3
 */
export function parseDcApiRequest({ protocol, data }: DcApiMessage): UnverifiedDcApiRequest {
  if (!isDcApiProtocol(protocol))
    throw new UnsupportedError(
      'authorization_request_unsupported',
      'The exchange protocol is not implemented.',
    )
  if (!isJsonObject(data)) throw malformed()
  switch (protocol) {
    case 'openid4vp-v1-unsigned':
      // Who put a signed request here as well would leave it to each reader which of the two counts.
      if (data.request !== undefined) throw malformed()
      return { protocol, parameters: data }
    case 'openid4vp-v1-signed':
      return { protocol, jwts: [readText(data.request)] }
    case 'openid4vp-v1-multisigned':
      return { protocol, jwts: readSignatures(data) }
  }
}

/** RFC 7515 section 7.2.1: each signature covers its own protected header and the common payload. */
function readSignatures({ payload, signatures }: JsonObject): readonly string[] {
  const text = readText(payload)
  if (!Array.isArray(signatures) || signatures.length === 0 || signatures.length > maxSignatures)
    throw malformed()
  return signatures.map((each) => {
    if (!isJsonObject(each)) throw malformed()
    return `${readText(each.protected)}.${text}.${readText(each.signature)}`
  })
}

function readText(value: JsonValue | undefined): string {
  if (typeof value === 'string' && value !== '' && value.length <= maxLength) return value
  throw malformed()
}

function malformed(): MalformedError {
  return new MalformedError('authorization_request_malformed', 'The request is not one of its protocol.')
}
