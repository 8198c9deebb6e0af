import { type LontarError, NetworkError, ProtocolError } from '@lontar/credentials/errors'
import type { GuardedResponse } from '@lontar/credentials/guarded-fetch'
import { isJsonObject } from '@lontar/credentials/jose'
import { isRegisteredError } from './registered-error.ts'

const messages = {
  issuer_refused: 'The issuer refused the request.',
  verifier_refused: 'The verifier refused the request.',
} as const

const challengeError = /\berror="([\w.-]{1,64})"/

/**
 * Turns an answer that is not a success into an error. Only a registered error name is taken from it: the
 * other side's descriptions are free text, and free text can hold a person's data.
 */
export function answerFailure(response: GuardedResponse, code: keyof typeof messages): LontarError {
  const name =
    errorOfBody(response) ?? challengeError.exec(response.headers.get('www-authenticate') ?? '')?.[1]
  if (name === undefined)
    return new NetworkError('network_status_unexpected', 'The answer has an unexpected status.')
  return new ProtocolError(code, messages[code], {
    protocolError: isRegisteredError(name) ? name : 'unregistered_error',
  })
}

function errorOfBody(response: GuardedResponse): string | undefined {
  try {
    const value = response.json()
    return isJsonObject(value) && typeof value.error === 'string' ? value.error : undefined
  } catch {
    return undefined
  }
}
