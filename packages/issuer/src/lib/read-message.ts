import { LontarError } from '@lontar/credentials/errors'
import { type JsonValue, parseJson } from '@lontar/credentials/jose'
import { decryptMessage } from '@lontar/openid4vc/openid4vci'
import type { IssuerContext } from './issuer-context.ts'
import { readBody } from './read-body.ts'
import { Refusal } from './refusal.ts'

/** A request to an endpoint that gives credentials. */
export interface ReceivedMessage {
  readonly value: JsonValue
  /** Whether it came encrypted: only then may it ask for an encrypted response (OpenID4VCI 1.0 section 8.2). */
  readonly isEncrypted: boolean
}

/**
 * Reads a request, in clear or encrypted to one of the issuer's keys.
 *
 * @throws Refusal `invalid_encryption_parameters`, `invalid_credential_request`.
 * @see OpenID4VCI 1.0 sections 8.2, 9.1 and 10
 */
export async function readMessage(context: IssuerContext, request: Request): Promise<ReceivedMessage> {
  if (/^application\/jwt\s*(?:;|$)/i.test(request.headers.get('content-type') ?? '')) {
    return { value: await readEncrypted(context, request), isEncrypted: true }
  }
  const error = 'invalid_credential_request'
  const body = await readBody(context, request, { expectedType: 'application/json', error })
  if (context.encryption?.requestRequired === true) {
    throw new Refusal('invalid_encryption_parameters', 'requests must be encrypted')
  }
  try {
    return { value: parseJson(body), isEncrypted: false }
  } catch (cause) {
    if (!(cause instanceof LontarError)) throw cause
    throw new Refusal(error, 'the body is not JSON')
  }
}

async function readEncrypted(context: IssuerContext, request: Request): Promise<JsonValue> {
  const { encryption } = context
  const error = 'invalid_encryption_parameters'
  if (encryption === undefined) throw new Refusal(error, 'encrypted requests are not supported')
  const text = await readBody(context, request, { expectedType: 'application/jwt', error })
  try {
    return await decryptMessage(text.trim(), { expectedKeys: encryption.keys })
  } catch (cause) {
    if (!(cause instanceof LontarError)) throw cause
    throw new Refusal(error, 'the request cannot be decrypted')
  }
}
