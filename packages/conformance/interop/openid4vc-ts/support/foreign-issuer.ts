import { randomUUID } from 'node:crypto'
import type { TrustList } from '@lontar/credentials'
import { publicKeyOfDidUrl } from '@lontar/credentials/did'
import { credentialTypeUrl } from '@lontar/documents/credential-types'
import { startLoopbackServer } from '@lontar/testkit'
import { preAuthorizedCodeGrantIdentifier, setGlobalConfig } from '@openid4vc/oauth2'
import { type IssuerMetadataResult, Openid4vciIssuer, Openid4vciVersion } from '@openid4vc/openid4vci'
import { refusal } from './foreign-answers.ts'
import { createForeignAuthorization, foreignServerMetadata } from './foreign-authorization.ts'
import { createForeignCallbacks } from './foreign-callbacks.ts'
import { createForeignCredentialEndpoints } from './foreign-credential-endpoints.ts'
import { foreignConfigurations } from './foreign-credentials.ts'
import type { ForeignSession } from './foreign-session.ts'
import { createHolderKey } from './holder-key.ts'
import type { SealedEndpoint } from './sealed-endpoint.ts'

/** What a test may choose of an offer. */
export interface ForeignOfferOptions {
  readonly configurationIds: readonly string[]
  readonly grant?: 'pre-authorized_code' | 'authorization_code'
  readonly deferred?: boolean
}

/** An offer, and what its officer and its counter know. */
export interface ForeignOffer {
  readonly uri: string
  readonly session: ForeignSession
}

/** An issuer of `@openid4vc/*`: `Openid4vciIssuer` and `Oauth2AuthorizationServer` behind a small server. */
export interface ForeignIssuer {
  readonly url: string
  /** What a wallet or a verifier pins to trust it. */
  readonly trust: TrustList
  offer(options: ForeignOfferOptions): Promise<ForeignOffer>
  close(): Promise<void>
}

/** What the issuer does besides. */
export interface ForeignIssuerOptions {
  /** Whether it takes `authorization_details`, gives credential identifiers, and publishes no scope. */
  readonly identifiers?: boolean
  /** Encryption, which is then required; there is none by default. */
  readonly sealed?: SealedEndpoint
}

/** Opens an issuer whose tokens are bound by DPoP, with server nonces. */
export async function openForeignIssuer(options: ForeignIssuerOptions = {}): Promise<ForeignIssuer> {
  const { identifiers = false, sealed } = options
  // The library refuses http by default; loopback has nothing else.
  setGlobalConfig({ allowInsecureUrls: true })
  const [tokenKey, issuerKey] = await Promise.all([createHolderKey(), createHolderKey()])
  const callbacks = createForeignCallbacks({ keys: [tokenKey] })
  const library = new Openid4vciIssuer({ callbacks })
  const sessions: ForeignSession[] = []
  const server = await startLoopbackServer((request) => answer(request).catch(refusal))
  const { url } = server
  const metadata = foreignServerMetadata(url, identifiers)
  const configurations = foreignConfigurations(url, !identifiers)
  const issuerMetadata = foreignIssuerMetadata(library, { configurations, metadata }, sealed?.metadata)
  const oauth = createForeignAuthorization({ metadata, tokenKey, callbacks, sessions })
  const nonces = new Set<string>()
  const endpoints = createForeignCredentialEndpoints({
    ...{ library, callbacks, issuerMetadata, issuerKey, sessions, nonces },
  })
  const routes: Readonly<Record<string, (request: Request) => Response | Promise<Response>>> = {
    '/.well-known/openid-credential-issuer': () => Response.json(issuerMetadata.credentialIssuer),
    '/.well-known/oauth-authorization-server': () => Response.json(metadata),
    '/jwks': () => Response.json({ keys: [{ ...tokenKey.publicJwk, kid: 'token-1', use: 'sig' }] }),
    '/par': oauth.push,
    '/authorize': oauth.authorize,
    '/token': oauth.token,
    '/nonce': endpoints.nonce,
    '/credential': (request) =>
      sealed === undefined ? endpoints.credential(request) : sealed.serve(request, endpoints.credential),
    '/deferred': endpoints.deferred,
    '/notification': endpoints.notification,
  }
  async function answer(request: Request): Promise<Response> {
    const route = routes[new URL(request.url).pathname]
    return route === undefined ? new Response(null, { status: 404 }) : route(request)
  }
  return {
    url,
    trust: trustIn(url, issuerKey.didUrl),
    offer: async (offered) => {
      const session = openSession(offered)
      sessions.push(session)
      return { uri: await offerOf(library, issuerMetadata, session, offered), session }
    },
    close: () => server.close(),
  }
}

interface PublishedMetadata {
  readonly configurations: ReturnType<typeof foreignConfigurations>
  readonly metadata: IssuerMetadataResult['authorizationServers'][number]
}

function foreignIssuerMetadata(
  library: Openid4vciIssuer,
  { configurations, metadata }: PublishedMetadata,
  encryption: object = {},
): IssuerMetadataResult {
  const { issuer: url } = metadata
  return {
    originalDraftVersion: Openid4vciVersion.V1,
    credentialIssuer: library.createCredentialIssuerMetadata({
      credential_issuer: url,
      credential_endpoint: `${url}/credential`,
      deferred_credential_endpoint: `${url}/deferred`,
      notification_endpoint: `${url}/notification`,
      nonce_endpoint: `${url}/nonce`,
      batch_credential_issuance: { batch_size: 5 },
      credential_configurations_supported: configurations,
      display: [{ name: 'Dinas Contoh', locale: 'id' }],
      ...encryption,
    }),
    authorizationServers: [metadata],
    knownCredentialConfigurations: configurations,
  }
}

function openSession({ configurationIds, deferred = false }: ForeignOfferOptions): ForeignSession {
  return {
    id: randomUUID(),
    configurationIds,
    txCode: '493536',
    issuerState: randomUUID(),
    code: randomUUID(),
    deferred,
    approved: false,
    events: [],
  }
}

async function offerOf(
  library: Openid4vciIssuer,
  issuerMetadata: IssuerMetadataResult,
  { id, issuerState }: ForeignSession,
  { configurationIds, grant }: ForeignOfferOptions,
): Promise<string> {
  const byCode = { authorization_code: { issuer_state: issuerState } }
  const txCode = { input_mode: 'numeric' as const, length: 6 }
  const preAuthorized = {
    [preAuthorizedCodeGrantIdentifier]: { 'pre-authorized_code': id, tx_code: txCode },
  }
  const { credentialOffer } = await library.createCredentialOffer({
    issuerMetadata,
    credentialConfigurationIds: [...configurationIds],
    grants: grant === 'authorization_code' ? byCode : preAuthorized,
  })
  return credentialOffer
}

function trustIn(url: string, didUrl: string): TrustList {
  const jwks = { keys: [{ ...publicKeyOfDidUrl(didUrl), kid: didUrl }] }
  const types = [credentialTypeUrl(url, 'ktp'), credentialTypeUrl(url, 'ktp-proof')]
  return { issuers: [{ issuer: didUrl.replace('#0', ''), types, jwks }], roots: [], verifiers: [] }
}
