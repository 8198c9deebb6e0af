import type { JsonObject, ResolveInlineContext } from '@lontar/credentials'

/**
 * Reads the terms of a context in a credential, as the documents of the suite have them: a term and its IRI.
 *
 * @param context the context.
 * @returns the IRIs of its terms, or `undefined` for a term that is defined in any other way.
 */
export const resolveInlineContext: ResolveInlineContext = (context: JsonObject) => {
  const terms = Object.entries(context).filter(([name]) => name !== '@protected')
  const isSimple = terms.every(([name, iri]) => !name.startsWith('@') && typeof iri === 'string')
  return isSimple ? (Object.fromEntries(terms) as Record<string, string>) : undefined
}
