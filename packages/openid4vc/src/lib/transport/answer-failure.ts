import { type LontarError, NetworkError, ProtocolError } from '@lontar/credentials/errors'
import type { GuardedResponse } from '@lontar/credentials/guarded-fetch'
import { errorNameOf } from './error-name.ts'
import { isRegisteredError } from './registered-error.ts'

const messages = {
  issuer_refused: 'The issuer refused the request.',
  verifier_refused: 'The verifier refused the request.',
} as const

/**
 * Turns an answer that is not a success into an error. Only a registered error name is taken from it: the
 * other side's descriptions are free text, and free text can hold a person's data.
 */
export function answerFailure(response: GuardedResponse, code: keyof typeof messages): LontarError {
  const name = errorNameOf(response)
  if (name === undefined)
    return new NetworkError('network_status_unexpected', 'The answer has an unexpected status.')
  return new ProtocolError(code, messages[code], {
    protocolError: isRegisteredError(name) ? name : 'unregistered_error',
  })
}
