import { LontarError } from '../errors/lontar-error.ts'
import { requireStep } from '../verdict/require-step.ts'
import { jwsAlgorithm, jwsExtension, jwsReadable, jwsSegments } from '../verdict/steps/jose-steps.ts'
import { decodeBase64Url } from './base64url.ts'
import type { JsonObject } from './json.ts'
import { parseJsonObject } from './parse-json.ts'
import { signingAlgorithms } from './signing-curves.ts'
import { decodeUtf8, encodeUtf8 } from './utf8.ts'

/** A JWS that was read and not verified: nothing in it may be believed. */
export interface UnverifiedJws {
  /** The three segments as received. */
  readonly text: string
  /** The protected header. */
  readonly header: JsonObject
  /** The claims. */
  readonly payload: JsonObject
  /** The bytes that the signature covers: header and payload as received. */
  readonly signingInput: Uint8Array
  /** The bytes of the third segment. */
  readonly signature: Uint8Array
}

/**
 * Reads a compact JWS with a JSON object as payload. Both JSON texts are read strictly, see `parseJson`.
 *
 * @param text three base64url segments; the JSON serialisations are refused.
 * @returns the parts, unverified.
 * @throws MalformedError `jws_malformed` when it is not such a JWS.
 * @throws VerificationError `jws_algorithm_unexpected` when `alg` is none of ours, so that `none` and keyed hashes
 * end before any key is looked up; `jws_critical_header_unsupported` when `crit` or `b64` is there at all.
 * @see RFC 7515 sections 3.1 and 4.1.11, RFC 7797 section 3, RFC 8725 section 3.1
 */
export function parseJws(text: string): UnverifiedJws {
  const [header, payload, signature, ...more] = typeof text === 'string' ? text.split('.', 4) : []
  requireStep(jwsSegments, signature !== undefined && more.length === 0)
  const protectedHeader = readPart(header ?? '')
  judgeHeader(protectedHeader)
  return Object.freeze({
    text,
    header: protectedHeader,
    payload: readPart(payload ?? ''),
    signingInput: encodeUtf8(`${header}.${payload}`),
    signature: orMalformed(() => decodeBase64Url(signature)),
  })
}

function judgeHeader(header: JsonObject): void {
  // Lontar understands no extension, so any `crit` names one that it does not (RFC 7515 section 4.1.11).
  requireStep(jwsExtension, !('crit' in header || 'b64' in header))
  requireStep(jwsAlgorithm, (signingAlgorithms as readonly unknown[]).includes(header.alg))
}

function readPart(segment: string): JsonObject {
  return orMalformed(() => parseJsonObject(decodeUtf8(decodeBase64Url(segment))))
}

function orMalformed<Value>(read: () => Value): Value {
  try {
    return read()
  } catch (error) {
    if (error instanceof LontarError) requireStep(jwsReadable, false, { cause: error })
    throw error
  }
}
