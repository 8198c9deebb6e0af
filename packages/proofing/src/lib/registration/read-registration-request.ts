import { LontarError, MalformedError } from '@lontar/credentials/errors'
import { decodeUtf8, type JsonObject, parseJsonObject } from '@lontar/credentials/jose'
import { readRequestBody, type Wait } from '@lontar/credentials/request-body'
import { type ConsentItemId, isConsentItemId } from '../consent/consent-item.ts'
import type { ConsentLanguage } from '../consent/create-consent-text.ts'
import type { StartRegistrationInput } from './start-registration.ts'
import { maxCardBytes } from './upload-card.ts'

/** How much may come in a body of JSON, and how long it may take. */
const jsonLimits = { maxBytes: 16_384, timeoutSeconds: 10 }

/** How long a picture may take, in seconds; a phone may be far from its mast. */
const imageSeconds = 60

/**
 * Reads a JSON object of at most 16 KiB that comes within 10 s.
 *
 * @throws MalformedError `request_body_too_large`; `json_malformed` also for another media type
 * @throws NetworkError `request_body_incomplete`
 */
export async function readRegistrationJson(request: Request, wait: Wait): Promise<JsonObject> {
  const mediaType = request.headers.get('content-type')?.split(';', 1)[0]?.trim().toLowerCase()
  if (mediaType !== 'application/json') throw malformed('The body must be application/json.')
  return parseJsonObject(decodeUtf8(await readRequestBody(request, { ...jsonLimits, wait })))
}

/**
 * Reads a picture of at most 10 MiB that comes within a minute; its kind is told by its bytes and not by its media type.
 *
 * @throws MalformedError `card_image_too_large`
 * @throws NetworkError `request_body_incomplete`
 */
export async function readRegistrationImage(request: Request, wait: Wait): Promise<Uint8Array> {
  try {
    return await readRequestBody(request, { maxBytes: maxCardBytes, timeoutSeconds: imageSeconds, wait })
  } catch (cause) {
    if (!(cause instanceof LontarError) || cause.code !== 'request_body_too_large') throw cause
    throw new MalformedError('card_image_too_large', 'The picture has too many bytes.')
  }
}

/**
 * Reads what an applicant said about the consent.
 *
 * @throws MalformedError `json_malformed` for another shape
 */
export function readStart(body: JsonObject): StartRegistrationInput {
  const { textVersion, language, givenBy = 'subject' } = body
  if (typeof textVersion !== 'string' || (givenBy !== 'subject' && givenBy !== 'guardian')) {
    throw malformed('The consent cannot be read.')
  }
  const items = { agreed: readItems(body['agreed']), declined: readItems(body['declined'] ?? []) }
  return { textVersion, language: readLanguage(language), givenBy, ...items }
}

/**
 * Reads a language.
 *
 * @throws MalformedError `json_malformed` for another one than `id` and `en`
 */
export function readLanguage(value: unknown): ConsentLanguage {
  if (value !== 'id' && value !== 'en') throw malformed('The language is id or en.')
  return value
}

function readItems(value: unknown): readonly ConsentItemId[] {
  if (!Array.isArray(value) || !value.every(isConsentItemId)) throw malformed('The items cannot be read.')
  return value
}

function malformed(message: string): MalformedError {
  return new MalformedError('json_malformed', message)
}
