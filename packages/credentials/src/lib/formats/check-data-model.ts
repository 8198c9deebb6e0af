import type { JsonObject, JsonValue } from '../jose/json.ts'
import { isJsonObject } from '../jose/parse-json.ts'
import { requireStep } from '../verdict/require-step.ts'
import {
  credentialId,
  dateReadable,
  datesOrdered,
  languageValue,
  resourceEntry,
  schemaId,
  statusId,
  statusTyped,
  subjectFilled,
  subjectId,
  typedMember,
  typedMemberId,
} from '../verdict/steps/format-steps.ts'
import { parseDateTimeStamp } from './date-time-stamp.ts'
import { isUrl } from './is-url.ts'
import { jsonList } from './json-list.ts'

/** The members whose objects must say of what type they are. */
const typedMembers = ['credentialSchema', 'evidence', 'refreshService', 'termsOfUse'] as const

/** Text for people in one language (VC Data Model 2.0 section 11.1). */
const languageMembers: ReadonlySet<string> = new Set(['@value', '@language', '@direction'])

/** The names of the two dates of a version of the data model. */
export interface DateNames {
  readonly from: 'validFrom' | 'issuanceDate'
  readonly until: 'validUntil' | 'expirationDate'
}

/**
 * Requires the shape that the data model gives a credential, besides contexts, types and issuer.
 *
 * @param credential the credential, from its root.
 * @param dates the names of its dates.
 * @throws MalformedError `credential_malformed`.
 * @see VC Data Model 2.0 sections 4.4 to 4.11, 5.3 and 11.1, VC Data Model 1.1 sections 4.2 to 4.9 and 5
 */
export function requireDataModel(credential: JsonObject, dates: DateNames): void {
  const { id, name, description } = credential
  requireStep(credentialId, id === undefined || isUrl(id))
  requireSubjects(credential.credentialSubject)
  const issuer = isJsonObject(credential.issuer) ? credential.issuer : {}
  requireStep(languageValue, [name, description, issuer.name, issuer.description].every(isText))
  requireTyped(credential)
  requireResources(credential.relatedResource)
  const [from, until] = [readDate(credential[dates.from]), readDate(credential[dates.until])]
  requireStep(datesOrdered, from === undefined || until === undefined || from <= until)
}

function requireSubjects(credentialSubject: JsonValue | undefined): void {
  const subjects = jsonList(credentialSubject)
  // A subject whose claims are all held back still has its digests.
  const areFilled = subjects.every((subject) => isJsonObject(subject) && Object.keys(subject).length > 0)
  requireStep(subjectFilled, subjects.length > 0 && areFilled)
  requireSubjectIds(credentialSubject)
}

/**
 * Requires that the subjects of a credential are named by URLs, where they are named.
 *
 * @param credentialSubject the member of the credential.
 * @throws MalformedError `credential_malformed`.
 * @see VC Data Model 2.0 section 4.8
 */
export function requireSubjectIds(credentialSubject: JsonValue | undefined): void {
  const subjects = jsonList(credentialSubject)
  const ids = subjects.map((subject) => (isJsonObject(subject) ? subject.id : undefined))
  requireStep(
    subjectId,
    ids.every((id) => id === undefined || isUrl(id)),
  )
}

function requireTyped(credential: JsonObject): void {
  const objects = typedMembers.flatMap((name) => jsonList(credential[name]))
  requireStep(typedMember, objects.every(isTyped))
  requireStep(typedMemberId, objects.every(hasUrlOrNone))
  const schemas = jsonList(credential.credentialSchema)
  requireStep(
    schemaId,
    schemas.every((schema) => isJsonObject(schema) && isUrl(schema.id)),
  )
  const statuses = jsonList(credential.credentialStatus).filter(isJsonObject)
  requireStep(statusTyped, statuses.every(isTyped))
  requireStep(statusId, statuses.every(hasUrlOrNone))
}

function isTyped(value: JsonValue): boolean {
  const types = isJsonObject(value) ? jsonList(value.type) : []
  return types.length > 0 && types.every((type) => typeof type === 'string' && type !== '')
}

function hasUrlOrNone(value: JsonValue): boolean {
  return isJsonObject(value) && (value.id === undefined || isUrl(value.id))
}

function requireResources(relatedResource: JsonValue | undefined): void {
  const resources = jsonList(relatedResource)
  const ids = resources.map((resource) => (isJsonObject(resource) ? resource.id : undefined))
  const areWhole = resources.every(
    (resource) => isJsonObject(resource) && isUrl(resource.id) && hasDigest(resource),
  )
  requireStep(resourceEntry, areWhole && new Set(ids).size === ids.length)
}

function hasDigest({ digestSRI, digestMultibase }: JsonObject): boolean {
  const areTexts = isOptionalText(digestSRI) && isOptionalText(digestMultibase)
  return areTexts && (digestSRI !== undefined || digestMultibase !== undefined)
}

function isOptionalText(value: JsonValue | undefined): boolean {
  return value === undefined || typeof value === 'string'
}

function isText(value: JsonValue | undefined): boolean {
  if (value === undefined || typeof value === 'string') return true
  const values = jsonList(value)
  return values.length > 0 && values.every(isLanguageValue)
}

function isLanguageValue(value: JsonValue): boolean {
  if (!isJsonObject(value) || typeof value['@value'] !== 'string') return false
  const { '@direction': direction = 'ltr' } = value
  return (
    (direction === 'ltr' || direction === 'rtl') &&
    Object.entries(value).every(([name, member]) => languageMembers.has(name) && typeof member === 'string')
  )
}

function readDate(value: JsonValue | undefined): Date | undefined {
  const date = parseDateTimeStamp(value)
  requireStep(dateReadable, value === undefined || date !== undefined)
  return date
}
