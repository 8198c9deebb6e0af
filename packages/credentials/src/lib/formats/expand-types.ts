import type { JsonValue } from '../jose/json.ts'
import { isJsonArray } from '../sd-jwt/json-array.ts'
import { requireStep } from '../verdict/require-step.ts'
import {
  baseContextFirst,
  baseType,
  contextKnown,
  contextTexts,
  typeKnown,
  typeTexts,
} from '../verdict/steps/format-steps.ts'

/**
 * Knows the terms of a JSON-LD context by its URL: pinned, never fetched. `undefined` for a context that is not
 * known.
 */
export type ResolveContext = (contextUrl: string) => Readonly<Record<string, string>> | undefined

type Vocabulary = Readonly<Record<string, string>>

const baseTypeName = 'VerifiableCredential'

/** What `expandTypes` needs. */
export interface ExpandTypesInput {
  /** The member `@context`. */
  readonly context: JsonValue | undefined
  /** The member `type`: a list, or one text. */
  readonly type: JsonValue | undefined
  /** The URL that must come first. */
  readonly baseContext: string
  /** The pinned contexts. */
  readonly resolveContext: ResolveContext
}

/**
 * Expands the types of a W3C credential to IRIs, without the base type. The contexts are an ordered list of URLs
 * that are all known; a context inside the credential could give a word another meaning and is refused.
 *
 * @param input see `ExpandTypesInput`.
 * @returns the IRIs, each once.
 * @throws MalformedError `credential_malformed` when a member has another shape or the base is missing.
 * @throws VerificationError `credential_context_unknown` for a context or a type that is not known.
 * @see VC Data Model 2.0 sections 4.3 and 4.5, VC Data Model 1.1 sections 4.1 and 4.3
 */
export function expandTypes(input: ExpandTypesInput): readonly string[] {
  const { context } = input
  requireStep(contextTexts, isListOfTexts(context))
  const [first, ...contexts] = context
  requireStep(baseContextFirst, first === input.baseContext)
  const types = typeof input.type === 'string' ? [input.type] : input.type
  requireStep(typeTexts, isListOfTexts(types))
  requireStep(baseType, types.includes(baseTypeName))
  const vocabularies = contexts.map((url) => requireKnown(input.resolveContext(url)))
  const own = types.filter((type) => type !== baseTypeName)
  return [...new Set(own.map((type) => expandType(type, vocabularies)))]
}

/**
 * Tells whether a JSON value is a list of texts.
 *
 * @param value a JSON value.
 * @returns true for an array of strings, the empty one included.
 */
export function isListOfTexts(value: JsonValue | undefined): value is readonly string[] {
  return isJsonArray(value) && value.every((element) => typeof element === 'string')
}

function requireKnown(vocabulary: Vocabulary | undefined): Vocabulary {
  requireStep(contextKnown, vocabulary !== undefined)
  return vocabulary ?? {}
}

function expandType(type: string, vocabularies: readonly Vocabulary[]): string {
  // A later context overrides an earlier one (JSON-LD 1.1 section 4.1).
  const term = vocabularies.findLast((terms) => Object.hasOwn(terms, type))?.[type]
  const isUrl = /^(?:https?:\/\/|urn:)/.test(type) && URL.canParse(type)
  requireStep(typeKnown, term !== undefined || isUrl)
  return term ?? type
}
