import { LontarError, MalformedError, VerificationError } from '../errors/lontar-error.ts'
import { decodeBase64Url } from './base64url.ts'
import type { JsonObject } from './json.ts'
import { parseJsonObject } from './parse-json.ts'
import { decodeUtf8, encodeUtf8 } from './utf8.ts'

/** A JWS that was read and not verified: nothing in it may be believed. */
export interface UnverifiedJws {
  /** The three segments as received. */
  readonly text: string
  readonly header: JsonObject
  readonly payload: JsonObject
  /** The bytes that the signature covers: header and payload as received. */
  readonly signingInput: Uint8Array
  readonly signature: Uint8Array
}

/**
 * Reads a compact JWS with a JSON object as payload. Both JSON texts are read strictly, see `parseJson`.
 *
 * @param text three base64url segments; the JSON serialisations are refused.
 * @returns the parts, unverified.
 * @throws MalformedError `jws_malformed` when it is not such a JWS.
 * @throws VerificationError `jws_algorithm_unexpected` when `alg` is not ES256, so that `none` and keyed hashes
 * end before any key is looked up; `jws_critical_header_unsupported` when `crit` or `b64` is there at all.
 * @see RFC 7515 sections 3.1 and 4.1.11, RFC 7797 section 3, RFC 8725 section 3.1
 */
export function parseJws(text: string): UnverifiedJws {
  const [header, payload, signature, ...more] = typeof text === 'string' ? text.split('.', 4) : []
  if (header === undefined || payload === undefined || signature === undefined || more.length > 0) {
    throw malformed()
  }
  const protectedHeader = readPart(header)
  judgeHeader(protectedHeader)
  return Object.freeze({
    text,
    header: protectedHeader,
    payload: readPart(payload),
    signingInput: encodeUtf8(`${header}.${payload}`),
    signature: orMalformed(() => decodeBase64Url(signature)),
  })
}

function judgeHeader(header: JsonObject): void {
  // Lontar understands no extension, so any `crit` names one that it does not (RFC 7515 section 4.1.11).
  if ('crit' in header || 'b64' in header) {
    throw new VerificationError('jws_critical_header_unsupported', 'The JWS asks for an extension.')
  }
  if (header.alg !== 'ES256') {
    throw new VerificationError('jws_algorithm_unexpected', 'The JWS is not signed with ES256.')
  }
}

function readPart(segment: string): JsonObject {
  return orMalformed(() => parseJsonObject(decodeUtf8(decodeBase64Url(segment))))
}

function orMalformed<Value>(read: () => Value): Value {
  try {
    return read()
  } catch (error) {
    throw error instanceof LontarError ? malformed(error) : error
  }
}

function malformed(cause?: LontarError): MalformedError {
  return new MalformedError('jws_malformed', 'The text is not a compact JWS with a JSON object.', { cause })
}
