import type { Signer } from '@lontar/credentials'
import { type ResolveDid, resolveDidJwk } from '@lontar/credentials/did'
import { LontarError } from '@lontar/credentials/errors'
import { bareJwk } from '@lontar/credentials/jose'
import type { IIdentifier } from '@veramo/core-types'
import type { DIDDocument, DIDResolutionResult, Resolvable } from 'did-resolver'
import { didOfKeyId } from './lontar-did-provider.ts'
import { publicJwkOfHex } from './public-key-hex.ts'
import { curveOfKeyType } from './veramo-key-type.ts'

/** What a resolver knows besides did:jwk. */
export interface LontarDidResolverOptions {
  /** Whose did:web is known without asking; none by default. */
  readonly signers?: readonly Signer[]
  /** Finds a DID that the agent manages itself, so that its did:web is known before it is published. */
  readonly findIdentifier?: (did: string) => Promise<IIdentifier | undefined>
  /** Resolves every other DID, such as `createDidResolver` of `@lontar/credentials/did`; by default did:jwk alone. */
  readonly resolveDid?: ResolveDid
}

/**
 * Creates a resolver for Veramo and did-jwt: the did:web of the given signers and of the agent, from their keys, and
 * what `resolveDid` resolves. It never uses the network itself; any other DID is an error result.
 *
 * @param options see `LontarDidResolverOptions`.
 * @see DID Resolution section 4; did:jwk method specification
 */
export function createLontarDidResolver(options: LontarDidResolverOptions = {}): Resolvable {
  return { resolve: async (didUrl) => resolve(didOfKeyId(didUrl), options) }
}

async function resolve(did: string, options: LontarDidResolverOptions): Promise<DIDResolutionResult> {
  try {
    return {
      didResolutionMetadata: { contentType: 'application/did+ld+json' },
      didDocument: await documentOf(did, options),
      didDocumentMetadata: {},
    }
  } catch (error) {
    if (!(error instanceof LontarError)) throw error
    return { didResolutionMetadata: { error: nameOf(error) }, didDocument: null, didDocumentMetadata: {} }
  }
}

/** DID Resolution section 10, as did-resolver spells it. */
function nameOf({ code }: LontarError): string {
  if (code === 'did_method_unsupported') return 'unsupportedDidMethod'
  return code === 'did_unreachable' ? 'notFound' : 'invalidDid'
}

async function documentOf(did: string, options: LontarDidResolverOptions): Promise<DIDDocument> {
  const { signers = [], findIdentifier, resolveDid = resolveDidJwkAlone } = options
  if (did.startsWith('did:web:')) {
    const own = signers.filter(({ keyId }) => didOfKeyId(keyId) === did)
    if (own.length > 0) return documentOfKeys(did, own)
    const identifier = await findIdentifier?.(did)
    if (identifier !== undefined) return documentOfIdentifier(identifier)
  }
  return copyOf(await resolveDid(did))
}

async function resolveDidJwkAlone(did: string): ReturnType<ResolveDid> {
  return resolveDidJwk(did)
}

function documentOfIdentifier({ did, keys, services }: IIdentifier): DIDDocument {
  const signing = keys.flatMap(({ kid, type, publicKeyHex }) => {
    const crv = curveOfKeyType(type)
    return crv ? [{ keyId: `${did}#${kid}`, publicJwk: publicJwkOfHex(crv, publicKeyHex) }] : []
  })
  return { ...documentOfKeys(did, signing), ...(services.length > 0 && { service: services }) }
}

function documentOfKeys(did: string, keys: readonly Pick<Signer, 'keyId' | 'publicJwk'>[]): DIDDocument {
  const keyIds = keys.map(({ keyId }) => keyId)
  return {
    '@context': ['https://www.w3.org/ns/did/v1', 'https://w3id.org/security/suites/jws-2020/v1'],
    id: did,
    verificationMethod: keys.map(({ keyId, publicJwk }) => ({
      id: keyId,
      type: 'JsonWebKey2020',
      controller: did,
      publicKeyJwk: bareJwk(publicJwk),
    })),
    assertionMethod: keyIds,
    authentication: keyIds,
  }
}

/** Veramo writes into what it resolves; our documents are frozen. */
function copyOf(document: object): DIDDocument {
  return structuredClone(document) as DIDDocument
}
