import type { JsonObject, JsonValue } from '@lontar/credentials'
import { isJsonObject, numericDate, parseNumericDate } from '@lontar/credentials/jose'
import { type ConsentItemId, isConsentItemId } from './consent-item.ts'
import type { ConsentReceipt, GivenConsent } from './consent-receipt.ts'
import { type ConsentTexts, consentTexts } from './consent-texts.ts'
import {
  type ConsentController,
  type ConsentLanguage,
  consentItem,
  createConsentText,
} from './create-consent-text.ts'

/** What a receipt is built from; everything else follows from the version of the text. */
export interface ConsentReceiptParts {
  readonly id: string
  readonly subject?: string
  readonly controller: ConsentController
  readonly agreed: readonly ConsentItemId[]
  readonly declined: readonly ConsentItemId[]
  readonly givenBy: ConsentReceipt['givenBy']
  readonly textVersion: string
  readonly language: ConsentLanguage
  readonly time: Date
}

/** Builds a receipt: purpose, claims, basis and retention are those of the text that was shown. */
export async function buildConsentReceipt(parts: ConsentReceiptParts): Promise<ConsentReceipt> {
  const { agreed, declined, textVersion, language, controller } = parts
  const text = await createConsentText({
    controller,
    items: [...agreed, ...declined],
    language,
    version: textVersion,
  })
  const { id, subject, givenBy, time } = parts
  return {
    id,
    ...(subject !== undefined && { subject }),
    controller,
    items: agreed.map((item) => givenConsent(item, consentTexts[textVersion], language)),
    declined,
    givenBy,
    textVersion,
    textDigest: text.digest,
    language,
    time,
  }
}

function givenConsent(
  item: ConsentItemId,
  texts: ConsentTexts | undefined,
  language: ConsentLanguage,
): GivenConsent {
  if (texts === undefined) throw new TypeError('A text that was shown has a version.')
  const { purpose, claims, legalBasis, retention } = consentItem(texts, item)
  return { item, purpose: purpose[language], claims, legalBasis, retention: retention[language] }
}

/** Writes a receipt as the JSON of its payload. */
export function encodeConsentReceipt(receipt: ConsentReceipt): JsonObject {
  const { name, url, dataProtectionOfficer } = receipt.controller
  return {
    jti: receipt.id,
    iss: url,
    ...(receipt.subject !== undefined && { sub: receipt.subject }),
    iat: numericDate(receipt.time),
    controller: { name, data_protection_officer: dataProtectionOfficer },
    text_version: receipt.textVersion,
    text_digest: receipt.textDigest,
    language: receipt.language,
    given_by: receipt.givenBy,
    items: receipt.items.map(({ item, purpose, claims, legalBasis, retention }) => ({
      item,
      purpose,
      claims: [...claims],
      legal_basis: legalBasis,
      retention,
    })),
    declined: [...receipt.declined],
  }
}

/**
 * Reads what a receipt was built from; `undefined` when anything of it is missing or odd. Whether the rest of the
 * payload fits is for the caller to see: he builds the receipt again and compares.
 */
export function readConsentReceiptParts(payload: JsonObject): ConsentReceiptParts | undefined {
  const { jti, iss, sub, iat, controller, items, declined, language, given_by, text_version } = payload
  const time = Number.isInteger(iat) ? parseNumericDate(iat) : undefined
  const agreed = readItems(Array.isArray(items) ? items.map(itemOf) : undefined)
  const left = readItems(declined)
  if (!isToken(jti) || (sub !== undefined && !isToken(sub)) || time === undefined) return undefined
  if (agreed === undefined || left === undefined || !isJsonObject(controller)) return undefined
  if (language !== 'id' && language !== 'en') return undefined
  if (given_by !== 'subject' && given_by !== 'guardian') return undefined
  const { name, data_protection_officer: officer } = controller
  if (![name, iss, officer, text_version].every(isText)) return undefined
  return {
    id: jti,
    ...(sub !== undefined && { subject: sub }),
    controller: { name: String(name), url: String(iss), dataProtectionOfficer: String(officer) },
    agreed,
    declined: left,
    givenBy: given_by,
    textVersion: String(text_version),
    language,
    time,
  }
}

function itemOf(value: JsonValue): JsonValue | undefined {
  return isJsonObject(value) ? value.item : undefined
}

function readItems(value: unknown): readonly ConsentItemId[] | undefined {
  return Array.isArray(value) && value.every(isConsentItemId) ? value : undefined
}

/** At least 128 bits in base64url. */
function isToken(value: unknown): value is string {
  return typeof value === 'string' && /^[A-Za-z0-9_-]{22,128}$/.test(value)
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && /^[^\p{Cc}]{1,300}$/u.test(value)
}
