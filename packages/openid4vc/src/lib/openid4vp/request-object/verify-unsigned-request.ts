import type { JsonObject } from '@lontar/credentials/jose'
import { parseClientId } from '../client-id/parse-client-id.ts'
import { responseUriMismatch } from '../client-id/require-response-uri.ts'
import { signatureInvalid } from '../client-id/signature-invalid.ts'
import { parseRequestParameters } from './parse-request-object.ts'
import type { RequestObject } from './request-object.ts'

/**
 * Verifies a request whose parameters stand in the link itself. Only a verifier that is known by its address may send
 * one, and the answer goes to that address and nowhere else.
 *
 * @param clientId the full Client Identifier of the link.
 * @param parameters the parameters of the link, those that are JSON already read.
 * @throws VerificationError `authorization_request_signature_invalid` under any other prefix, whose requests are signed,
 *   `authorization_request_response_uri_mismatch` when the answer would go elsewhere; MalformedError and
 *   UnsupportedError as `parseRequestObject` and `parseClientId`.
 * @see OpenID4VP 1.0 section 5.9.3, `redirect_uri`
 */
export function verifyUnsignedRequest(clientId: string, parameters: JsonObject): RequestObject {
  const { kind, value } = parseClientId(clientId)
  if (kind !== 'redirect_uri') throw signatureInvalid()
  const content = parseRequestParameters(withTarget(parameters, value))
  if (content.responseUri !== value) throw responseUriMismatch()
  return { ...content, clientId, verified: true, clientIdKind: kind, vouched: false }
}

/** The verifier may leave out the address, for it is its name. What only a signature could prove counts for nothing. */
function withTarget(parameters: JsonObject, address: string): JsonObject {
  const { aud: _aud, iat: _iat, nbf: _nbf, exp: _exp, wallet_nonce: _nonce, ...rest } = parameters
  const named = rest.redirect_uri !== undefined || rest.response_uri !== undefined
  if (named) return rest
  const target = String(rest.response_mode).startsWith('direct_post') ? 'response_uri' : 'redirect_uri'
  return { ...rest, [target]: address }
}
