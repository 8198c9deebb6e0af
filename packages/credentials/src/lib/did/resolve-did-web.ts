import { LontarError } from '../errors/lontar-error.ts'
import type { GuardedFetch, GuardedResponse } from '../guarded-fetch/guarded-fetch.ts'
import { mediaTypeOf } from '../guarded-fetch/media-type.ts'
import type { JsonObject } from '../jose/json.ts'
import { parseJsonObject } from '../jose/parse-json.ts'
import { requireStep } from '../verdict/require-step.ts'
import { documentMediaType, documentReadable } from '../verdict/steps/did-steps.ts'
import type { DidDocument } from './did-document.ts'
import { didWebUrl, parseDidWebLocation } from './did-web-url.ts'
import { fetchDidFile } from './fetch-did-file.ts'
import { parseDidDocument } from './parse-did-document.ts'

const prefix = 'did:web:'

/** A page or a text that somebody was let to put on the host is no statement of the host. */
const mediaTypes: ReadonlySet<string | undefined> = new Set([
  'application/did',
  'application/did+json',
  'application/did+ld+json',
  'application/json',
  'application/ld+json',
])

/**
 * Resolves a did:web by fetching its document over https.
 *
 * @param did a DID without path, query or fragment.
 * @param fetch the guarded fetch.
 * @returns the document.
 * @throws MalformedError `did_malformed`, `did_document_malformed`; NetworkError `did_unreachable`.
 * @see did:web method specification, section 3.2
 */
export async function resolveDidWeb(did: string, fetch: GuardedFetch): Promise<DidDocument> {
  const url = didWebUrl(parseDidWebLocation(did.slice(prefix.length)), 'did.json')
  const response = await fetchDidFile(fetch, url)
  requireStep(documentReadable, response !== undefined)
  requireStep(documentMediaType, mediaTypes.has(mediaTypeOf(response.headers)))
  return parseDidDocument(readJson(response), did)
}

function readJson({ text }: GuardedResponse): JsonObject {
  try {
    return parseJsonObject(text())
  } catch (cause) {
    if (cause instanceof LontarError) requireStep(documentReadable, false, { cause })
    throw cause
  }
}
