import { LontarError } from '../errors/lontar-error.ts'
import type { ClaimPath } from '../formats/credential-format.ts'
import type { JsonObject, JsonValue } from '../jose/json.ts'
import { isJsonObject, parseJsonObject } from '../jose/parse-json.ts'
import { isJsonArray } from '../sd-jwt/json-array.ts'
import { requireStep } from '../verdict/require-step.ts'
import { typeMetadataReadable } from '../verdict/steps/type-metadata-steps.ts'
import type { ClaimMetadata, TypeDisplay } from './type-metadata.ts'

/** One document of Type Metadata, before what it extends is put in place. */
export interface UnverifiedTypeMetadata {
  readonly vct: string
  readonly name: string | undefined
  readonly description: string | undefined
  readonly display: readonly TypeDisplay[]
  readonly claims: readonly ClaimMetadata[]
  readonly extends: string | undefined
  readonly extendsIntegrity: string | undefined
}

const maxEntries = 512
const sdValues: readonly unknown[] = ['always', 'allowed', 'never', undefined]

/**
 * Reads a document of Type Metadata without believing it. Members that are not known are dropped.
 *
 * @param text JSON.
 * @returns the document.
 * @throws MalformedError `type_metadata_malformed`.
 * @see SD-JWT VC section 6.2
 */
export function parseTypeMetadata(text: string): UnverifiedTypeMetadata {
  const json = readObject(text)
  const { vct, name, description, display, claims, extends: parent } = json
  const texts = [name, description, parent, json['extends#integrity']]
  const isWhole =
    typeof vct === 'string' && texts.every((value) => value === undefined || typeof value === 'string')
  const displays = listOf(display)
  const entries = listOf(claims)
  requireStep(
    typeMetadataReadable,
    isWhole && displays?.every(isDisplay) === true && entries?.every(isClaim) === true,
  )
  return {
    vct,
    name: name as string | undefined,
    description: description as string | undefined,
    display: displays as readonly TypeDisplay[],
    claims: (entries as readonly JsonObject[]).map(readClaim),
    extends: parent as string | undefined,
    extendsIntegrity: json['extends#integrity'] as string | undefined,
  }
}

function readObject(text: string): JsonObject {
  try {
    return parseJsonObject(text)
  } catch (cause) {
    if (cause instanceof LontarError) requireStep(typeMetadataReadable, false, { cause })
    throw cause
  }
}

function listOf(value: JsonValue | undefined): readonly JsonValue[] | undefined {
  if (value === undefined) return []
  return isJsonArray(value) && value.length <= maxEntries ? value : undefined
}

function isDisplay(value: JsonValue): boolean {
  return isJsonObject(value) && typeof langOf(value) === 'string'
}

/** Drafts before -13 wrote `lang`, later ones `locale`. */
function langOf({ lang, locale }: JsonObject): JsonValue | undefined {
  return locale ?? lang
}

function isClaim(value: JsonValue): boolean {
  if (!isJsonObject(value)) return false
  const { path, sd, mandatory, display } = value
  const isPath = isJsonArray(path) && path.length > 0 && path.every(isPathPart)
  const isShown = listOf(display)?.every(isDisplay) === true
  return (
    isPath && sdValues.includes(sd) && (mandatory === undefined || typeof mandatory === 'boolean') && isShown
  )
}

function isPathPart(part: JsonValue): boolean {
  return (
    part === null ||
    typeof part === 'string' ||
    (typeof part === 'number' && Number.isSafeInteger(part) && part >= 0)
  )
}

function readClaim({ path, sd, mandatory, display }: JsonObject): ClaimMetadata {
  return {
    path: path as unknown as ClaimPath,
    sd: (sd as ClaimMetadata['sd'] | undefined) ?? 'allowed',
    mandatory: mandatory === true,
    display: listOf(display) as readonly TypeDisplay[],
  }
}
