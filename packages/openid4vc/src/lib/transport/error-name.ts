import type { GuardedResponse } from '@lontar/credentials/guarded-fetch'
import { isJsonObject } from '@lontar/credentials/jose'

const challengeError = /\berror="([\w.-]{1,64})"/

/** The name of the error that an answer carries, in its JSON or in `WWW-Authenticate`; not yet known to be registered. */
export function errorNameOf(response: GuardedResponse): string | undefined {
  return errorOfBody(response) ?? challengeError.exec(response.headers.get('www-authenticate') ?? '')?.[1]
}

function errorOfBody(response: GuardedResponse): string | undefined {
  try {
    const value = response.json()
    return isJsonObject(value) && typeof value.error === 'string' ? value.error : undefined
  } catch {
    return undefined
  }
}
