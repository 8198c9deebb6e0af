import { LontarError } from '../errors/lontar-error.ts'
import { decodeBase64Url } from '../jose/base64url.ts'
import type { JsonObject } from '../jose/json.ts'
import { parseJsonObject } from '../jose/parse-json.ts'
import { refuseSecretMembers } from '../jose/parse-jwk.ts'
import { decodeUtf8 } from '../jose/utf8.ts'
import { requireStep } from '../verdict/require-step.ts'
import { didJwkKey, didMethodKnown } from '../verdict/steps/did-steps.ts'
import type { DidDocument, VerificationMethod } from './did-document.ts'

const prefix = 'did:jwk:'
const methodPattern = /^did:[a-z0-9]+:/

/** The JSON Web Key 2020 context that the method specification names. */
const contexts = Object.freeze([
  'https://www.w3.org/ns/did/v1',
  'https://w3id.org/security/suites/jws-2020/v1',
])

/**
 * Resolves a did:jwk: the DID is the key, so nothing is fetched. Any public key type resolves; whether Lontar
 * can verify with it is decided by `publicKeyOfDidUrl`.
 *
 * @param did a DID without path, query or fragment.
 * @returns the document. Its `id` is the DID as given: the key's bytes are never written anew.
 * @throws MalformedError `did_malformed`, `jwk_private_part` when the DID holds a private or symmetric key.
 * @throws UnsupportedError `did_method_unsupported` for another method.
 * @see did:jwk method specification, "Read"
 */
export function resolveDidJwk(did: string): DidDocument {
  const jwk = readKey(did)
  const id = `${did}#0`
  const method: VerificationMethod = { id, type: 'JsonWebKey2020', controller: did, publicKeyJwk: jwk }
  const document: DidDocument = {
    '@context': contexts,
    id: did,
    verificationMethod: [method],
    ...relationships(jwk, [id]),
  }
  return Object.freeze(document)
}

function readKey(did: string): JsonObject {
  requireStep(didJwkKey, typeof did === 'string' && methodPattern.test(did))
  requireStep(didMethodKnown, did.startsWith(prefix))
  const jwk = decodeKey(did.slice(prefix.length))
  refuseSecretMembers(jwk)
  requireStep(didJwkKey, typeof jwk.kty === 'string' && jwk.kty !== 'oct')
  return jwk
}

function decodeKey(text: string): JsonObject {
  try {
    return parseJsonObject(decodeUtf8(decodeBase64Url(text)))
  } catch (error) {
    if (error instanceof LontarError) requireStep(didJwkKey, false, { cause: error })
    throw error
  }
}

/** A key for signatures has no keyAgreement, a key for encryption has nothing else (did:jwk, "Read"). */
function relationships(jwk: JsonObject, ids: readonly string[]): Partial<DidDocument> {
  const signing = {
    assertionMethod: ids,
    authentication: ids,
    capabilityInvocation: ids,
    capabilityDelegation: ids,
  }
  if (jwk.use === 'sig') return signing
  if (jwk.use === 'enc') return { keyAgreement: ids }
  return { ...signing, keyAgreement: ids }
}
