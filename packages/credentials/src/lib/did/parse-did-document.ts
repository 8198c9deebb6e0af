import type { JsonObject, JsonValue } from '../jose/json.ts'
import { isJsonObject } from '../jose/parse-json.ts'
import { isJsonArray } from '../sd-jwt/json-array.ts'
import { requireStep } from '../verdict/require-step.ts'
import { documentId, documentMethods, documentRelationships } from '../verdict/steps/did-steps.ts'
import type { DidDocument, VerificationMethod, VerificationRelationship } from './did-document.ts'

const relationships: readonly VerificationRelationship[] = [
  'assertionMethod',
  'authentication',
  'capabilityInvocation',
  'capabilityDelegation',
  'keyAgreement',
]

/** More keys than any issuer has; each is looked at when one is sought. */
const maxMethods = 256

/**
 * Reads a DID document.
 *
 * @param document parsed JSON.
 * @param expectedDid the DID that was resolved.
 * @returns the document, frozen, with every member that it had.
 * @throws MalformedError `did_document_malformed`.
 * @see DID Core section 5
 */
export function parseDidDocument(document: JsonObject, expectedDid: string): DidDocument {
  requireStep(documentId, document.id === expectedDid)
  const methods = listOf(document.verificationMethod)
  requireStep(documentMethods, methods.length <= maxMethods && methods.every(isMethod))
  const related = relationships.map((name) => document[name])
  requireStep(
    documentRelationships,
    related.every((list) => list === undefined || isListOfMethods(list)),
  )
  return Object.freeze({
    ...document,
    id: expectedDid,
    verificationMethod: methods as unknown as readonly VerificationMethod[],
  })
}

function isListOfMethods(list: JsonValue): boolean {
  if (!isJsonArray(list) || list.length > maxMethods) return false
  return list.every((entry) => typeof entry === 'string' || isMethod(entry))
}

function isMethod(method: JsonValue): boolean {
  if (!isJsonObject(method)) return false
  const { id, type, controller, publicKeyJwk, publicKeyMultibase, expires, revoked } = method
  const isNamed = typeof id === 'string' && typeof type === 'string'
  const hasJwk = publicKeyJwk === undefined || isJsonObject(publicKeyJwk)
  return isNamed && hasJwk && [controller, publicKeyMultibase, expires, revoked].every(isTextOrAbsent)
}

function isTextOrAbsent(value: JsonValue | undefined): boolean {
  return value === undefined || typeof value === 'string'
}

function listOf(value: JsonValue | undefined): readonly JsonValue[] {
  if (value === undefined) return []
  return isJsonArray(value) ? value : [value]
}
