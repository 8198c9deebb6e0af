import { VerificationError } from '../errors/lontar-error.ts'
import type { JsonValue } from '../jose/json.ts'
import { isJsonArray } from '../sd-jwt/json-array.ts'
import { credentialMalformed } from './credential-malformed.ts'

/**
 * Knows the terms of a JSON-LD context by its URL: pinned, never fetched. `undefined` for a context that is not
 * known.
 */
export type ResolveContext = (contextUrl: string) => Readonly<Record<string, string>> | undefined

const baseType = 'VerifiableCredential'

/** What `expandTypes` needs. */
export interface ExpandTypesInput {
  /** The member `@context`. */
  readonly context: JsonValue | undefined
  /** The member `type`. */
  readonly type: JsonValue | undefined
  /** The URL that must come first. */
  readonly baseContext: string
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
  const [first, ...contexts] = requireTexts(input.context)
  const types = requireTexts(input.type)
  if (first !== input.baseContext || !types.includes(baseType)) throw credentialMalformed()
  const vocabularies = contexts.map((url) => input.resolveContext(url) ?? unknownContext())
  const own = types.filter((type) => type !== baseType)
  return [...new Set(own.map((type) => expandType(type, vocabularies)))]
}

function expandType(type: string, vocabularies: readonly Readonly<Record<string, string>>[]): string {
  // A later context overrides an earlier one (JSON-LD 1.1 section 4.1).
  const vocabulary = vocabularies.findLast((terms) => Object.hasOwn(terms, type))
  if (vocabulary !== undefined) return vocabulary[type] ?? unknownContext()
  return /^(?:https?:\/\/|urn:)/.test(type) && URL.canParse(type) ? type : unknownContext()
}

function requireTexts(value: JsonValue | undefined): readonly string[] {
  if (isJsonArray(value) && value.every((element) => typeof element === 'string'))
    return value as readonly string[]
  throw credentialMalformed()
}

function unknownContext(): never {
  throw new VerificationError('credential_context_unknown', 'A context or a type is not known.')
}
