import type { JsonObject, JsonValue } from '@lontar/credentials'
import { createIntegrity, encodeUtf8 } from '@lontar/credentials/jose'
import { type ClaimTerm, claimTerms } from './claim-terms.ts'
import type { ContextVersion } from './credential-type.ts'
import { credentialTypeHeads } from './credential-type-heads.ts'
import { contextUrl, credentialTypeUrl } from './credential-type-url.ts'

/** Each term repeats the address, so a long one would grow thirtyfold. */
const maxUrlLength = 2048

/**
 * Creates a JSON-LD context that an issuer serves at `contextUrl`. Version 1 has the terms of the KTP, version 2 those
 * of passports too; a term means the same in both.
 *
 * `name` is defined exactly as in the VC Data Model 2.0 context, where it is protected.
 *
 * @param issuerUrl the Credential Issuer Identifier
 * @param version 1 by default
 * @see JSON-LD 1.1 section 4.1.11 (protected terms); VC Data Model 2.0 section 5.2
 */
export function createJsonLdContext(issuerUrl: string, version: ContextVersion = 1): JsonObject {
  const terms: Record<string, JsonValue> = {}
  for (const [term, iri] of Object.entries(createTermMap(issuerUrl, version))) terms[term] = iri
  for (const claim of claimsOf(version)) {
    const definition = termDefinition(claim, iriOf(claim, issuerUrl))
    if (definition !== undefined) terms[claim.term] = definition
  }
  return { '@context': { '@version': 1.1, '@protected': true, ...terms } }
}

/** What each term of the context means: types and claims by their full IRIs. */
function createTermMap(issuerUrl: string, version: ContextVersion = 1): Readonly<Record<string, string>> {
  const types = Object.values(credentialTypeHeads)
    .filter((type) => type.contextVersion <= version)
    .map((type) => [type.name, credentialTypeUrl(issuerUrl, type.id)])
  const terms = claimsOf(version).map((claim) => [claim.term, iriOf(claim, issuerUrl)])
  return Object.fromEntries([...types, ...terms])
}

/** The claims of the types that a context has, in the order of the register. */
function claimsOf(version: ContextVersion): readonly ClaimTerm[] {
  return claimTerms.filter(({ types }) =>
    types.some((id) => credentialTypeHeads[id].contextVersion <= version),
  )
}

/**
 * Resolves a Lontar context by the rule of its address: every `…/contexts/lontar/1` and `/2` under an issuer URL
 * holds the terms of that issuer. Nothing is fetched, so no issuer can change what a term means.
 *
 * @param url the context URL of a credential
 * @returns term to IRI, or `undefined` for every other URL
 */
export function resolveLontarContext(url: string): Readonly<Record<string, string>> | undefined {
  const context = readContextUrl(url)
  return context === undefined ? undefined : createTermMap(context.issuerUrl, context.version)
}

/**
 * Knows the bytes of a Lontar context by its address, as every issuer must serve them. Nothing is fetched.
 *
 * @param url the context URL of a credential
 * @returns the JSON text in UTF-8, or `undefined` for every other URL
 */
export function resolveLontarResource(url: string): Uint8Array | undefined {
  const context = readContextUrl(url)
  return context === undefined ? undefined : contextBytes(context.issuerUrl, context.version)
}

/**
 * The digest that pins the context of an issuer in his credentials. It may change only with the number at the end of
 * the address: a credential that was issued with another digest would be refused.
 *
 * @param issuerUrl the Credential Issuer Identifier
 * @param version 1 by default
 * @returns Subresource Integrity metadata, `sha256-…`
 * @see VC Data Model 2.0 section 5.3
 */
export function contextIntegrity(issuerUrl: string, version: ContextVersion = 1): Promise<string> {
  return createIntegrity(contextBytes(issuerUrl, version))
}

function contextBytes(issuerUrl: string, version: ContextVersion): Uint8Array {
  return encodeUtf8(JSON.stringify(createJsonLdContext(issuerUrl, version)))
}

const versions: readonly ContextVersion[] = [1, 2]

/** The issuer whose context lies at an address, and which of them; `undefined` for an address of another form. */
function readContextUrl(
  url: string,
): { readonly issuerUrl: string; readonly version: ContextVersion } | undefined {
  if (url.length > maxUrlLength) return undefined
  const version = versions.find((candidate) => url.endsWith(`/contexts/lontar/${candidate}`))
  if (version === undefined) return undefined
  const issuerUrl = url.slice(0, -`/contexts/lontar/${version}`.length)
  return isIssuerUrl(issuerUrl) ? { issuerUrl, version } : undefined
}

/** A Credential Issuer Identifier: https (http on loopback), no user, query or fragment, written as URLs are written. */
function isIssuerUrl(text: string): boolean {
  if (!URL.canParse(text)) return false
  const url = new URL(text)
  const loopback = ['127.0.0.1', 'localhost', '[::1]'].includes(url.hostname)
  const schemeAllowed = url.protocol === 'https:' || (url.protocol === 'http:' && loopback)
  // Comparing with the parsed form refuses user names, queries, fragments, dot segments and odd spellings.
  const canonical = url.origin + (url.pathname === '/' ? '' : url.pathname)
  return schemeAllowed && canonical === text && !text.endsWith('/')
}

/** Every term keeps the address under which it was first defined or would have been: 1. */
function iriOf({ vocabulary, term }: ClaimTerm, issuerUrl: string): string {
  return vocabulary === 'schema' ? `https://schema.org/${term}` : `${contextUrl(issuerUrl)}#${term}`
}

function termDefinition(claim: ClaimTerm, iri: string): JsonObject | undefined {
  if (claim.kind === 'date') return { '@id': iri, '@type': 'http://www.w3.org/2001/XMLSchema#date' }
  if (claim.kind === 'list') return { '@id': iri, '@container': '@set' }
  if (claim.kind === 'object') return { '@id': iri, '@type': '@json' }
  return undefined
}
