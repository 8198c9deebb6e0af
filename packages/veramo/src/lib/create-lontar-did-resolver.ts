import type { Signer } from '@lontar/credentials'
import { resolveDidJwk } from '@lontar/credentials/did'
import { LontarError } from '@lontar/credentials/errors'
import { bareJwk } from '@lontar/credentials/jose'
import type { DIDDocument, DIDResolutionResult, Resolvable } from 'did-resolver'
import { didOfKeyId } from './lontar-did-provider.ts'

/**
 * Creates a resolver for Veramo and did-jwt: every did:jwk, from the DID itself, and the did:web of the given
 * signers, from their keys. It never uses the network; any other DID is an error result.
 *
 * @param signers Whose did:web is known without asking.
 * @see DID Resolution section 4; did:jwk method specification
 */
export function createLontarDidResolver(signers: readonly Signer[] = []): Resolvable {
  const known = new Map(signers.map((signer) => [didOfKeyId(signer.keyId), signer]))
  return { resolve: async (didUrl) => resolve(didOfKeyId(didUrl), known) }
}

function resolve(did: string, known: ReadonlyMap<string, Signer>): DIDResolutionResult {
  try {
    const signer = did.startsWith('did:web:') ? known.get(did) : undefined
    const didDocument = signer === undefined ? copyOf(resolveDidJwk(did)) : documentOf(did, signer)
    return {
      didResolutionMetadata: { contentType: 'application/did+ld+json' },
      didDocument,
      didDocumentMetadata: {},
    }
  } catch (error) {
    if (!(error instanceof LontarError)) throw error
    const name = error.code === 'did_method_unsupported' ? 'unsupportedDidMethod' : 'invalidDid'
    return { didResolutionMetadata: { error: name }, didDocument: null, didDocumentMetadata: {} }
  }
}

function documentOf(did: string, { keyId, publicJwk }: Signer): DIDDocument {
  return {
    '@context': ['https://www.w3.org/ns/did/v1', 'https://w3id.org/security/suites/jws-2020/v1'],
    id: did,
    verificationMethod: [
      { id: keyId, type: 'JsonWebKey2020', controller: did, publicKeyJwk: bareJwk(publicJwk) },
    ],
    assertionMethod: [keyId],
    authentication: [keyId],
  }
}

/** Veramo writes into what it resolves; our documents are frozen. */
function copyOf(document: object): DIDDocument {
  return structuredClone(document) as DIDDocument
}
