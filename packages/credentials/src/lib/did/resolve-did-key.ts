import { LontarError } from '../errors/lontar-error.ts'
import type { PublicJwk } from '../jose/jwk.ts'
import { parseJwk } from '../jose/parse-jwk.ts'
import { requireStep } from '../verdict/require-step.ts'
import { didKeyEncoding, didKeyPoint } from '../verdict/steps/did-steps.ts'
import type { DidDocument } from './did-document.ts'
import { type DecodedMultikey, decodeMultikey, jwkOfMultikey } from './multikey.ts'

const prefix = 'did:key:'

/**
 * Resolves a did:key: the DID is the key, so nothing is fetched. Keys for signatures alone are read.
 *
 * @param did a DID without path, query or fragment.
 * @returns the document, with the key as a JWK under its own multibase text.
 * @throws MalformedError `did_malformed`.
 * @see did:key method specification, section 3.1
 */
export function resolveDidKey(did: string): DidDocument {
  const text = did.slice(prefix.length)
  const multikey = did.startsWith(prefix) ? decodeMultikey(text) : undefined
  requireStep(didKeyEncoding, multikey !== undefined)
  const publicKeyJwk = { ...readKey(multikey) }
  const id = `${did}#${text}`
  const method = { id, type: 'JsonWebKey2020', controller: did, publicKeyJwk }
  return Object.freeze({
    '@context': ['https://www.w3.org/ns/did/v1', 'https://w3id.org/security/suites/jws-2020/v1'],
    id: did,
    verificationMethod: [method],
    assertionMethod: [id],
    authentication: [id],
    capabilityInvocation: [id],
    capabilityDelegation: [id],
  })
}

function readKey(multikey: DecodedMultikey): PublicJwk {
  try {
    return parseJwk(jwkOfMultikey(multikey))
  } catch (cause) {
    if (cause instanceof LontarError) requireStep(didKeyPoint, false, { cause })
    throw cause
  }
}
