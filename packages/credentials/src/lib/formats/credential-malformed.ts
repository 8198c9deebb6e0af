import { MalformedError } from '../errors/lontar-error.ts'

/**
 * The error for a payload that is not a credential of its format.
 *
 * @returns a MalformedError `credential_malformed` that does not say which value was at fault.
 */
export function credentialMalformed(): MalformedError {
  return new MalformedError('credential_malformed', 'The payload is not a credential of this format.')
}
