import { LontarError } from '@lontar/credentials/errors'
import { parseJson } from '@lontar/credentials/jose'
import { type CredentialRequest, parseCredentialRequest } from '@lontar/openid4vc/openid4vci'
import { readBody } from './read-body.ts'
import { Refusal } from './refusal.ts'

/**
 * Reads a credential request and names what is wrong with it as the specification does.
 *
 * @see OpenID4VCI 1.0 sections 8.2 and 8.3.1.2
 */
export async function readCredentialRequest(request: Request): Promise<CredentialRequest> {
  const mediaType = request.headers.get('content-type') ?? ''
  if (/^application\/jwt\b/i.test(mediaType)) {
    throw new Refusal('invalid_encryption_parameters', 'encrypted requests are not supported')
  }
  const body = await readBody(request, {
    expectedType: 'application/json',
    error: 'invalid_credential_request',
  })
  try {
    return parseCredentialRequest(parseJson(body))
  } catch (error) {
    if (!(error instanceof LontarError)) throw error
    throw refusalOf(error)
  }
}

function refusalOf({ code }: LontarError): Refusal {
  switch (code) {
    case 'credential_encryption_malformed':
    case 'credential_encryption_unsupported':
      return new Refusal('invalid_encryption_parameters', 'encrypted responses are not supported')
    case 'key_proof_invalid':
      return new Refusal('invalid_proof', 'proofs must hold a non-empty array of jwt proofs')
    default:
      return new Refusal('invalid_credential_request', 'the credential request is malformed')
  }
}
