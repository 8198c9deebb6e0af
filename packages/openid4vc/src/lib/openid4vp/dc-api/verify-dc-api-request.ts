import { MalformedError, UnsupportedError, VerificationError } from '@lontar/credentials/errors'
import type { JsonObject, JsonValue } from '@lontar/credentials/jose'
import type { ClientIdKind } from '../client-id/client-id.ts'
import type { VerifierTrust } from '../client-id/verifier-trust.ts'
import { selectResponseEncryption } from '../client-metadata/select-response-encryption.ts'
import { type AskedParameters, parseAskedParameters } from '../request-object/parse-asked-parameters.ts'
import { staticWalletAudience } from '../request-object/request-object.ts'
import { requireTimely } from '../request-object/require-timely.ts'
import { authenticateMultisigned, authenticateSigned } from './authenticate-dc-api-request.ts'
import { type DcApiRequest, dcApiAudience } from './dc-api.ts'
import type { UnverifiedDcApiRequest } from './parse-dc-api-request.ts'

/** What a request through the Digital Credentials API is held against. */
export interface DcApiRequestExpectations extends VerifierTrust {
  /** The origin of the page or app that asks, as the platform says: compared letter for letter. */
  readonly expectedOrigin: string
  /** The instant at which the request must be in force. */
  readonly now: Date
  /**
   * As what the verifier is to be known where several signatures are right, such as `x509_hash` by HAIP 1.0 section 5;
   * without it the signature of a verifier that is known or vouched for counts before others.
   */
  readonly preferredClientIdKind?: ClientIdKind
}

const code = 'authorization_request_malformed'

/**
 * Verifies a request that came through the Digital Credentials API. A signed one is signed by the verifier that it
 * names, for this very origin, and has not ended; of several signatures one has to be right. An unsigned one is known
 * by its origin alone: what it says of a `client_id` or of `expected_origins` is ignored.
 *
 * @param request as `parseDcApiRequest` read it.
 * @returns the request; a presentation for it has its `audience`, whoever signed it.
 * @throws MalformedError `authorization_request_malformed`, `dcql_malformed`, `transaction_data_malformed`, and what
 *   a JWS can be refused for.
 * @throws UnsupportedError `authorization_request_unsupported` for a response type, mode or encryption that is not
 *   implemented, `transaction_data_unsupported` when no hash function fits the transaction data.
 * @throws VerificationError `authorization_request_origin_mismatch` when the request is for other origins,
 *   `authorization_request_signature_invalid`, `authorization_request_client_mismatch` when the certificate is of
 *   another verifier, `verifier_untrusted`, `verifier_attestation_invalid`, `authorization_request_not_yet_valid`,
 *   `transaction_expired`, and those of the certificate check and of the DID resolver.
 * @see OpenID4VP 1.0 appendix A
 */
export async function verifyDcApiRequest(
  request: UnverifiedDcApiRequest,
  expectations: DcApiRequestExpectations,
): Promise<DcApiRequest> {
  const { expectedOrigin: origin, now } = expectations
  const common = { verified: true, origin, audience: dcApiAudience(origin) } as const
  if (request.protocol === 'openid4vp-v1-unsigned') {
    const { protocol, parameters } = request
    const content = readParameters(withoutSigned(parameters))
    return {
      ...common,
      protocol,
      clientId: common.audience,
      clientIdKind: 'origin',
      vouched: false,
      ...content,
    }
  }
  const { protocol, jwts } = request
  const { clientId, clientIdKind, key, payload } =
    protocol === 'openid4vp-v1-signed'
      ? await authenticateSigned(jwts[0] ?? '', expectations)
      : await authenticateMultisigned(jwts, expectations)
  requireOrigin(payload.expected_origins, origin)
  requireTimely(payload, now)
  return { ...common, protocol, clientId, clientIdKind, vouched: key.vouched, ...readParameters(payload) }
}

/** What only a signature could prove counts for nothing. */
function withoutSigned(parameters: JsonObject): JsonObject {
  const { aud: _aud, iat: _iat, nbf: _nbf, exp: _exp, ...rest } = parameters
  return rest
}

/** Appendix A.2: plain comparison of texts, against a request that another site passes on. */
function requireOrigin(expected: JsonValue | undefined, origin: string): void {
  const isList = Array.isArray(expected) && expected.every((each) => typeof each === 'string')
  if (!isList || expected.length === 0)
    throw new MalformedError(code, 'The signed request does not say which origins it may come from.')
  if (expected.includes(origin)) return
  throw new VerificationError(
    'authorization_request_origin_mismatch',
    'The request comes from an origin that it is not for.',
  )
}

type Content = AskedParameters & Pick<DcApiRequest, 'responseMode' | 'responseEncryption'>

function readParameters(parameters: JsonObject): Content {
  const { response_type, response_mode: responseMode, aud } = parameters
  if (response_type !== 'vp_token') throw unsupported('The response type is not vp_token.')
  if (aud !== undefined && aud !== staticWalletAudience)
    throw new MalformedError(code, 'The request is for somebody else.')
  const { asked, metadata = { keys: [], encryptions: [] } } = parseAskedParameters(parameters)
  if (responseMode === 'dc_api') return { responseMode, ...asked }
  if (responseMode !== 'dc_api.jwt') throw unsupported('The response mode is not one of this way.')
  return { responseMode, responseEncryption: selectResponseEncryption(metadata), ...asked }
}

function unsupported(message: string): UnsupportedError {
  return new UnsupportedError('authorization_request_unsupported', message)
}
