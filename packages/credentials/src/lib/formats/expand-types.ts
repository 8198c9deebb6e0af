import type { JsonObject, JsonValue } from '../jose/json.ts'
import { isJsonObject } from '../jose/parse-json.ts'
import { isJsonArray } from '../sd-jwt/json-array.ts'
import { requireStep } from '../verdict/require-step.ts'
import {
  baseContextFirst,
  baseType,
  contextKnown,
  contextTexts,
  typeKnown,
  typeMeaning,
  typeTexts,
} from '../verdict/steps/format-steps.ts'
import { isUrl } from './is-url.ts'

/**
 * Knows the terms of a JSON-LD context by its URL: pinned, never fetched. `undefined` for a context that is not
 * known.
 */
export type ResolveContext = (contextUrl: string) => Vocabulary | undefined

/** Reads the terms of a context that stands in the credential itself; `undefined` refuses it. */
export type ResolveInlineContext = (context: JsonObject) => Vocabulary | undefined

/** What is known of contexts besides the base context, which is always known. */
export interface KnownContexts {
  /** The pinned contexts. */
  readonly resolveContext: ResolveContext
  /** Reads contexts in the credential itself; without it they are refused, for their signer chooses what a word means. */
  readonly resolveInlineContext?: ResolveInlineContext
}

/** The IRIs of terms. */
type Vocabulary = Readonly<Record<string, string>>

const baseTypeName = 'VerifiableCredential'
const baseTypeIri = 'https://www.w3.org/2018/credentials#VerifiableCredential'

/** What `expandTypes` needs. */
export interface ExpandTypesInput extends KnownContexts {
  /** The member `@context`. */
  readonly context: JsonValue | undefined
  /** The member `type`: a list, or one text. */
  readonly type: JsonValue | undefined
  /** The URL that must come first. */
  readonly baseContext: string
}

/**
 * Expands the types of a W3C credential to IRIs, without the base type unless it is the only one. The contexts are an ordered list of URLs
 * that are all known; a context inside the credential could give a word another meaning and is refused unless the
 * caller reads it. No context may give a type of the credential a meaning other than that of another context.
 *
 * @param input see `ExpandTypesInput`.
 * @returns the IRIs, each once.
 * @throws MalformedError `credential_malformed` when a member has another shape or the base is missing.
 * @throws VerificationError `credential_context_unknown` for a context or a type that is not known, or has two meanings.
 * @see VC Data Model 2.0 sections 4.3 and 4.5, VC Data Model 1.1 sections 4.1 and 4.3
 */
export function expandTypes(input: ExpandTypesInput): readonly string[] {
  const contexts = requireContexts(input)
  const types = typeof input.type === 'string' ? [input.type] : input.type
  requireStep(typeTexts, isListOfTexts(types))
  requireStep(baseType, types.includes(baseTypeName))
  const vocabularies = contexts.map((context) => requireKnown(context, input))
  const own = new Set(types.flatMap((type) => expandType(type, vocabularies)))
  // A credential that is nothing more specific is of the base type, and can be asked for as that.
  return own.size === 0 ? [baseTypeIri] : [...own]
}

/** The contexts after the base context. */
function requireContexts({
  context,
  baseContext,
  resolveInlineContext,
}: ExpandTypesInput): readonly JsonValue[] {
  const mayStandInside = resolveInlineContext !== undefined
  const contexts = isJsonArray(context) ? context : []
  requireStep(
    contextTexts,
    isJsonArray(context) &&
      contexts.every((entry) => typeof entry === 'string' || (mayStandInside && isJsonObject(entry))),
  )
  requireStep(baseContextFirst, contexts[0] === baseContext)
  return contexts.slice(1)
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

function requireKnown(
  context: JsonValue,
  { resolveContext, resolveInlineContext }: KnownContexts,
): Vocabulary {
  const vocabulary = isJsonObject(context)
    ? resolveInlineContext?.(context)
    : resolveContext(context as string)
  requireStep(contextKnown, vocabulary !== undefined)
  return vocabulary ?? {}
}

/** The IRI of a type; none of the base type. */
function expandType(type: string, vocabularies: readonly Vocabulary[]): readonly string[] {
  const meanings = new Set(
    vocabularies.flatMap((terms) => (Object.hasOwn(terms, type) ? [terms[type] ?? ''] : [])),
  )
  const isBase = type === baseTypeName
  // A term of a protected context keeps its meaning (JSON-LD 1.1 section 4.1.11), as those of the base context do.
  requireStep(typeMeaning, meanings.size <= (isBase ? 0 : 1))
  if (isBase) return []
  const [meaning = type] = meanings
  requireStep(
    typeKnown,
    meanings.size > 0 ? isUrl(meaning) : /^(?:https?:\/\/|urn:)/.test(type) && isUrl(type),
  )
  return [meaning]
}
