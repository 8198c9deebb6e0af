import { LontarError } from '@lontar/credentials/errors'
import type { JsonValue } from '@lontar/credentials/jose'
import { type CredentialRequest, parseCredentialRequest } from '@lontar/openid4vc/openid4vci'
import { Refusal } from './refusal.ts'

/**
 * Reads a credential request and names what is wrong with it as the specification does.
 *
 * @throws Refusal `invalid_credential_request`, `invalid_proof`, `invalid_encryption_parameters`
 * @see OpenID4VCI 1.0 sections 8.2 and 8.3.1.2
 */
export function readCredentialRequest(value: JsonValue): CredentialRequest {
  try {
    return parseCredentialRequest(value)
  } catch (error) {
    if (!(error instanceof LontarError)) throw error
    throw refusalOf(error)
  }
}

function refusalOf({ code }: LontarError): Refusal {
  switch (code) {
    case 'credential_encryption_malformed':
    case 'credential_encryption_unsupported':
      return new Refusal('invalid_encryption_parameters', 'the response cannot be encrypted as asked for')
    case 'key_proof_invalid':
      return new Refusal('invalid_proof', 'proofs must hold a non-empty array of one known type')
    default:
      return new Refusal('invalid_credential_request', 'the credential request is malformed')
  }
}
