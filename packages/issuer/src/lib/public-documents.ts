import {
  type CredentialTypeId,
  contextUrl,
  createJsonLdContext,
  createTrustFramework,
  createTypeMetadata,
  credentialTypes,
  credentialTypeUrl,
  trustFrameworkUrl,
} from '@lontar/documents/credential-types'
import type { IssuerContext } from './issuer-context.ts'
import { createIssuerDidDocument } from './issuer-did-document.ts'
import { createAuthorizationServerMetadata } from './issuer-metadata.ts'

/** Credentials name the context of their type, and those that were issued keep theirs. */
const contextVersions = [1, 2] as const

/** A document that never differs between requests. */
export interface PublicDocument {
  /** The path of its address. */
  readonly path: string
  /** Its media type; `application/json` by default. */
  readonly type?: string
  /** Makes it anew, to be sent as JSON. */
  readonly create: () => object
}

/**
 * What an issuer publishes besides its own metadata: those of its authorization server, the SD-JWT VC type metadata,
 * the JSON-LD context, the trust framework, and its DID document when it has a did:web.
 *
 * @param path of the issuer's URL, empty or beginning with a slash
 * @see RFC 8414 section 3.1; SD-JWT VC section 6; did:web
 */
export function publicDocuments(context: IssuerContext, path: string): readonly PublicDocument[] {
  const { url } = context
  const didDocument = createIssuerDidDocument(context)
  const didPath = path === '' ? '/.well-known/did.json' : `${path}/did.json`
  return [
    // Between host and path.
    {
      path: `/.well-known/oauth-authorization-server${path}`,
      create: () => createAuthorizationServerMetadata(context),
    },
    ...(Object.keys(credentialTypes) as CredentialTypeId[]).map((typeId) => ({
      path: pathOf(credentialTypeUrl(url, typeId)),
      create: () => createTypeMetadata(url, typeId),
    })),
    ...contextVersions.map((version) => ({
      path: pathOf(contextUrl(url, version)),
      type: 'application/ld+json',
      create: () => createJsonLdContext(url, version),
    })),
    { path: pathOf(trustFrameworkUrl(url)), create: () => createTrustFramework(url) },
    ...(didDocument === undefined
      ? []
      : [{ path: didPath, type: 'application/did+json', create: () => didDocument }]),
  ]
}

function pathOf(url: string): string {
  return new URL(url).pathname
}
