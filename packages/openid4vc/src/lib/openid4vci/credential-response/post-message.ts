import { VerificationError } from '@lontar/credentials/errors'
import type { GuardedFetch, GuardedResponse } from '@lontar/credentials/guarded-fetch'
import type { PrivateJwk } from '@lontar/credentials/jose'
import { decryptMessage } from '../../encryption/decrypt-message.ts'
import { encryptMessage, type MessageRecipient } from '../../encryption/encrypt-message.ts'
import { answerFailure } from '../../transport/answer-failure.ts'
import { answerJson } from '../../transport/answer-json.ts'
import { isSuccess } from '../../transport/is-success.ts'

/** How a token is sent: as the `token_type` of the token response says. */
export type TokenScheme = 'Bearer' | 'DPoP'

/** How a message goes to an endpoint that gives credentials. */
export interface PostMessageOptions {
  /** As the token response gave it. */
  readonly accessToken: string
  /** `Bearer` by default; for `DPoP` the `fetch` must be one that adds proofs. */
  readonly tokenType?: TokenScheme
  /** To whom the request is encrypted; left out for a request in clear. */
  readonly requestEncryption?: MessageRecipient
  /** The private part of the key that the request asks the response to be encrypted to; then no other is accepted. */
  readonly responseKey?: PrivateJwk
  /** The guarded fetch. */
  readonly fetch: GuardedFetch
}

/** Sends a message with a token and gives what came back, decrypted. */
export async function postMessage(
  endpoint: string,
  message: object,
  options: PostMessageOptions,
): Promise<unknown> {
  const { requestEncryption, responseKey } = options
  const isClear = requestEncryption === undefined
  const response = await options.fetch(endpoint, {
    method: 'POST',
    headers: {
      authorization: `${options.tokenType ?? 'Bearer'} ${options.accessToken}`,
      'content-type': isClear ? 'application/json' : 'application/jwt',
      accept: responseKey === undefined ? 'application/json' : 'application/jwt, application/json',
    },
    body: isClear ? JSON.stringify(message) : await encryptMessage(message, requestEncryption),
  })
  // 8.3.1.2: errors are never encrypted.
  if (!isSuccess(response)) throw answerFailure(response, 'issuer_refused')
  if (responseKey === undefined) return answerJson(response, 'credential_response_malformed')
  requireEncrypted(response)
  return decryptMessage(response.text().trim(), { expectedKeys: [responseKey] })
}

/** Who strips the encryption on the way must not be believed (security E22). */
function requireEncrypted(response: GuardedResponse): void {
  const mediaType = (response.headers.get('content-type') ?? '').split(';', 1)[0]?.trim().toLowerCase()
  if (mediaType === 'application/jwt') return
  throw new VerificationError(
    'credential_response_unencrypted',
    'The response was asked for in encrypted form and came in clear.',
  )
}
