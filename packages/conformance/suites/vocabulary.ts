import type { JsonObject } from '@lontar/credentials'
import { isJsonObject } from '@lontar/credentials/jose'

/** `@vocab` gives no meaning to the terms that the base context defines and protects. */
const protectedTerms: ReadonlySet<string | symbol> = new Set([
  'VerifiableCredential',
  'VerifiablePresentation',
])

/**
 * The terms of a context with `@vocab`: every name is a term, as in the W3C examples context and in the vocabulary that
 * the base context gives to undefined terms.
 *
 * @param base what stands before the name.
 */
export function vocabulary(base: string): Readonly<Record<string, string>> {
  return new Proxy<Record<string, string>>(
    {},
    {
      get: (_target, name) => (protectedTerms.has(name) ? undefined : base + String(name)),
      has: (_target, name) => !protectedTerms.has(name),
      getOwnPropertyDescriptor: (_target, name) =>
        protectedTerms.has(name)
          ? undefined
          : { configurable: true, enumerable: true, value: base + String(name) },
    },
  )
}

/** The terms of a context that stands in a credential; `undefined` for one that gives no term a meaning. */
export function resolveInlineSuiteContext(context: JsonObject): Readonly<Record<string, string>> | undefined {
  const terms = Object.entries(context).filter(([name]) => !name.startsWith('@'))
  const iris = terms.map(([name, definition]) => {
    const iri = isJsonObject(definition) ? definition['@id'] : definition
    return [name, typeof iri === 'string' ? iri : undefined] as const
  })
  return iris.every(([, iri]) => iri !== undefined)
    ? (Object.fromEntries(iris) as Record<string, string>)
    : undefined
}

/** The contexts that the W3C suites use beside the base context. */
export function resolveSuiteContext(url: string): Readonly<Record<string, string>> | undefined {
  return url === 'https://www.w3.org/ns/credentials/examples/v2'
    ? vocabulary('https://www.w3.org/ns/credentials/examples#')
    : undefined
}
