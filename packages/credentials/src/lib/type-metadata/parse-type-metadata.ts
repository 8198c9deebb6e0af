import { LontarError } from '../errors/lontar-error.ts'
import type { ClaimPath } from '../formats/credential-format.ts'
import type { JsonObject, JsonValue } from '../jose/json.ts'
import { isJsonObject, parseJsonObject } from '../jose/parse-json.ts'
import { isJsonArray } from '../sd-jwt/json-array.ts'
import { requireStep } from '../verdict/require-step.ts'
import {
  typeMetadataClaims,
  typeMetadataDisplay,
  typeMetadataReadable,
} from '../verdict/steps/type-metadata-steps.ts'
import type { ClaimDisplay, ClaimMetadata, TypeDisplay } from './type-metadata.ts'

/** What one document says of a claim; what it leaves out may come from what it extends. */
export interface UnverifiedClaimMetadata {
  /** Where the claim stands. */
  readonly path: ClaimPath
  /** One for each language; `undefined` where the document is silent. */
  readonly display: readonly ClaimDisplay[] | undefined
  /** Whether a holder can hold it back; `undefined` where the document is silent. */
  readonly sd: ClaimMetadata['sd'] | undefined
  /** Whether the issuer must put it into the credential; `undefined` where the document is silent. */
  readonly mandatory: boolean | undefined
}

/** One document of Type Metadata, before what it extends is put in place. */
export interface UnverifiedTypeMetadata {
  /** The identifier of the type, as the document says it. */
  readonly vct: string
  /** For developers. */
  readonly name: string | undefined
  /** For developers. */
  readonly description: string | undefined
  /** One for each language; `undefined` where the document is silent. */
  readonly display: readonly TypeDisplay[] | undefined
  /** What it says of claims; empty when it says nothing. */
  readonly claims: readonly UnverifiedClaimMetadata[]
  /** The `vct` of the type that it extends. */
  readonly extends: string | undefined
  /** The digest that the document of that type must have (`extends#integrity`). */
  readonly extendsIntegrity: string | undefined
}

const maxCharacters = 256 * 1024
/** Of claims and of displays; of the claims also together with those that a type inherits. */
export const maxEntries = 512
/** Deeper than any credential that is read. */
const maxPathParts = 64
const sdValues: readonly unknown[] = ['always', 'allowed', 'never', undefined]

/**
 * Reads a document of Type Metadata without believing it. Members that are not known are left out.
 *
 * @param text JSON, at most 256 KiB.
 * @returns the document.
 * @throws MalformedError `type_metadata_malformed`.
 * @see SD-JWT VC section 5.2
 */
export function parseTypeMetadata(text: string): UnverifiedTypeMetadata {
  const json = readObject(text)
  const { vct, name, description, extends: parent, 'extends#integrity': integrity } = json
  requireStep(
    typeMetadataReadable,
    typeof vct === 'string' &&
      isOptionalText(name) &&
      isOptionalText(description) &&
      isOptionalText(parent) &&
      isOptionalText(integrity),
  )
  return {
    vct,
    name: name as string | undefined,
    description: description as string | undefined,
    display: readTypeDisplays(json.display),
    claims: readClaims(json.claims),
    extends: parent as string | undefined,
    extendsIntegrity: integrity as string | undefined,
  }
}

function readObject(text: string): JsonObject {
  requireStep(typeMetadataReadable, text.length <= maxCharacters)
  try {
    return parseJsonObject(text)
  } catch (cause) {
    if (cause instanceof LontarError) requireStep(typeMetadataReadable, false, { cause })
    throw cause
  }
}

function isOptionalText(value: JsonValue | undefined): boolean {
  return value === undefined || typeof value === 'string'
}

function readTypeDisplays(value: JsonValue | undefined): readonly TypeDisplay[] | undefined {
  if (value === undefined) return undefined
  const displays = displaysOf(value, 'name')
  requireStep(typeMetadataDisplay, displays !== undefined)
  return displays as readonly TypeDisplay[]
}

/** Each with its locale, which drafts before -13 called `lang`, and its text; no locale twice. */
function displaysOf(value: JsonValue, textName: 'name' | 'label'): readonly JsonObject[] | undefined {
  if (!isJsonArray(value) || value.length > maxEntries || !value.every(isJsonObject)) return undefined
  const displays = value.map((display) => ({ ...display, locale: display.locale ?? display.lang ?? null }))
  const isWhole = displays.every(
    (display: JsonObject) => typeof display.locale === 'string' && typeof display[textName] === 'string',
  )
  const locales = new Set(displays.map(({ locale }) => locale))
  return isWhole && locales.size === displays.length ? displays : undefined
}

function readClaims(value: JsonValue | undefined): readonly UnverifiedClaimMetadata[] {
  if (value === undefined) return []
  requireStep(typeMetadataClaims, isJsonArray(value) && value.length <= maxEntries)
  const claims = value.map(readClaim)
  const paths = new Set(claims.map(({ path }) => JSON.stringify(path)))
  requireStep(typeMetadataClaims, paths.size === claims.length)
  return claims
}

function readClaim(value: JsonValue): UnverifiedClaimMetadata {
  requireStep(typeMetadataClaims, isJsonObject(value))
  const { path, sd, mandatory, display } = value
  const displays = display === undefined ? undefined : displaysOf(display, 'label')
  const isWhole =
    isJsonArray(path) &&
    path.length > 0 &&
    path.length <= maxPathParts &&
    path.every(isPathPart) &&
    sdValues.includes(sd) &&
    (mandatory === undefined || typeof mandatory === 'boolean') &&
    (display === undefined || displays !== undefined)
  requireStep(typeMetadataClaims, isWhole)
  return {
    path: path as unknown as ClaimPath,
    display: displays as readonly ClaimDisplay[] | undefined,
    sd: sd as ClaimMetadata['sd'] | undefined,
    mandatory: mandatory as boolean | undefined,
  }
}

function isPathPart(part: JsonValue): boolean {
  const isIndex = typeof part === 'number' && Number.isSafeInteger(part) && part >= 0
  return part === null || typeof part === 'string' || isIndex
}
