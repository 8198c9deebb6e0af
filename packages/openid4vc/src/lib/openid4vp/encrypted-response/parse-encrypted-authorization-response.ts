import { LontarError, MalformedError } from '@lontar/credentials/errors'
import { decodeBase64Url, decodeUtf8, type JsonObject, parseJsonObject } from '@lontar/credentials/jose'
import { parseParameters } from '../../transport/parse-parameters.ts'

/** An encrypted response as it came. Nothing in it may be believed, and nobody knows who wrote it. */
export interface UnverifiedEncryptedResponse {
  /** The compact JWE. */
  readonly jwe: string
  /** The `kid` of its header: which key, and so which request, it claims to be for. */
  readonly keyId: string
}

const code = 'authorization_response_malformed'

/**
 * Reads the form body of an encrypted response as far as it can be read without a key.
 *
 * @param body `application/x-www-form-urlencoded` text.
 * @returns the response, or `undefined` when the body has no parameter `response` and so is not encrypted.
 * @throws MalformedError `authorization_response_malformed` for a repeated parameter, a header that is no JSON object
 *   or names no key, or plain parameters of a response beside the encrypted ones.
 * @see OpenID4VP 1.0 sections 8.3 and 8.3.1
 */
export function parseEncryptedAuthorizationResponse(body: string): UnverifiedEncryptedResponse | undefined {
  const parameters = parseParameters(body, code)
  const jwe = parameters.get('response')
  if (jwe === undefined) return undefined
  if (parameters.has('vp_token') || parameters.has('error'))
    throw new MalformedError(code, 'The response comes both encrypted and in clear.')
  const { kid } = readHeader(jwe)
  if (typeof kid !== 'string' || kid === '')
    throw new MalformedError(code, 'The encrypted response names no key.')
  return { jwe, keyId: kid }
}

function readHeader(jwe: string): JsonObject {
  try {
    return parseJsonObject(decodeUtf8(decodeBase64Url(jwe.split('.', 1)[0] ?? '')))
  } catch (cause) {
    if (!(cause instanceof LontarError)) throw cause
    throw new MalformedError(code, 'The encrypted response cannot be read.', { cause })
  }
}
