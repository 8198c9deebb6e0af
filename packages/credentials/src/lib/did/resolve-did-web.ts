import { LontarError } from '../errors/lontar-error.ts'
import type { GuardedFetch } from '../guarded-fetch/guarded-fetch.ts'
import type { JsonObject } from '../jose/json.ts'
import { parseJsonObject } from '../jose/parse-json.ts'
import { requireStep } from '../verdict/require-step.ts'
import { documentReadable } from '../verdict/steps/did-steps.ts'
import type { DidDocument } from './did-document.ts'
import { didWebUrl, parseDidWebLocation } from './did-web-url.ts'
import { fetchDidFile } from './fetch-did-file.ts'
import { parseDidDocument } from './parse-did-document.ts'

const prefix = 'did:web:'

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
  const text = await fetchDidFile(fetch, url)
  requireStep(documentReadable, text !== undefined)
  return parseDidDocument(readJson(text), did)
}

function readJson(text: string): JsonObject {
  try {
    return parseJsonObject(text)
  } catch (cause) {
    if (cause instanceof LontarError) requireStep(documentReadable, false, { cause })
    throw cause
  }
}
