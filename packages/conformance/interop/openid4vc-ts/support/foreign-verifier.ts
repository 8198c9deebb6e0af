import { randomBytes, randomUUID } from 'node:crypto'
import { startLoopbackServer } from '@lontar/testkit'
import { setGlobalConfig } from '@openid4vc/oauth2'
import { Openid4vpVerifier } from '@openid4vc/openid4vp'
import type { VerifierKind } from '../../support/our-verifier.ts'
import type { SharedQuery } from '../../support/shared-queries.ts'
import { checkForeignPresentation } from './check-presentation.ts'
import { createForeignCallbacks } from './foreign-callbacks.ts'
import { createHolderKey, type HolderKey } from './holder-key.ts'
import { createForeignIdentity } from './verifier-identity.ts'

/** What is asked, and how it may be answered. */
export interface ForeignAsk {
  /** Named `card` in the request. */
  readonly query: SharedQuery
  readonly responseMode?: 'direct_post' | 'direct_post.jwt'
  /** Changes the signed request before a wallet gets it. */
  readonly tamper?: (jwt: string) => string
  /** Takes a presentation for this nonce alone, whatever the request said. */
  readonly expectedNonce?: string
}

/** What became of it. */
export interface ForeignOutcome {
  readonly state: 'pending' | 'accepted' | 'refused' | 'declined'
  readonly claims?: Readonly<Record<string, unknown>>
  /** Whether the answer came encrypted. */
  readonly encrypted?: boolean
  readonly reason?: string
}

/** A request of the foreign verifier. */
export interface ForeignRequest {
  /** For a wallet. */
  readonly uri: string
  readonly nonce: string
  outcome(): ForeignOutcome
}

/** A verifier of other people, over real HTTP: `@openid4vc/*` speaks the protocol, jose signs, verifies and decrypts. */
export interface ForeignVerifier {
  readonly clientId: string
  /** The root of its certificate as PEM, for a wallet to trust; none where it has a DID. */
  readonly roots: readonly string[]
  ask(ask: ForeignAsk): Promise<ForeignRequest>
  close(): Promise<void>
}

interface Session {
  readonly requestJwt: string
  readonly payload: ReturnType<typeof payloadOf>
  readonly ask: ForeignAsk
  outcome: ForeignOutcome
}

/** Opens a verifier of a kind. */
export async function openForeignVerifier(kind: VerifierKind = 'did:jwk'): Promise<ForeignVerifier> {
  setGlobalConfig({ allowInsecureUrls: true })
  const { clientId, signer, key, roots } = await createForeignIdentity(kind)
  const sessions = new Map<string, Session>()
  const decryptionKeys = new Map<string, HolderKey>()
  const callbacks = createForeignCallbacks({ keys: [key], decryptionKeys })
  const library = new Openid4vpVerifier({ callbacks })
  const server = await startLoopbackServer(async (request) => {
    const [, route, id = ''] = new URL(request.url).pathname.split('/')
    const session = sessions.get(id)
    if (session === undefined) return new Response(null, { status: 404 })
    if (route === 'request') return requestObject(session)
    session.outcome = await judge(session, new URLSearchParams(await request.text()))
    return session.outcome.state === 'refused'
      ? Response.json({ error: 'invalid_request' }, { status: 400 })
      : Response.json({})
  })
  const url = server.url.replace('127.0.0.1', 'localhost')

  async function judge({ payload, ask }: Session, form: URLSearchParams): Promise<ForeignOutcome> {
    const encrypted = form.has('response')
    // The library reads no error response (OpenID4VP 1.0 section 8.5); its user has to.
    const error = form.get('error') ?? (await errorIn(form.get('response')))
    if (error !== undefined) return { state: 'declined', encrypted, reason: error }
    try {
      const parsed = await library.parseOpenid4vpAuthorizationResponse({
        authorizationResponse: Object.fromEntries(form),
        authorizationRequestPayload: payload,
        callbacks,
      })
      if (parsed.type !== 'dcql') throw new TypeError('the answer is to no DCQL query')
      const [presentation] = parsed.dcql.presentations['card'] ?? []
      const binding = { audience: clientId, nonce: ask.expectedNonce ?? payload.nonce }
      const claims = await checkForeignPresentation(String(presentation), ask.query.format, binding)
      return { state: 'accepted', claims, encrypted }
    } catch (error) {
      return { state: 'refused', encrypted, reason: String(error) }
    }
  }

  async function errorIn(jwe: string | null): Promise<string | undefined> {
    if (jwe === null) return undefined
    const opened = await callbacks.decryptJwe(jwe)
    return opened.decrypted ? (JSON.parse(opened.payload) as { error?: string }).error : undefined
  }

  return {
    clientId,
    roots,
    ask: async (ask) => {
      const id = randomUUID()
      const key = await createHolderKey('ECDH-ES')
      decryptionKeys.set(id, key)
      const payload = payloadOf(ask, { clientId, responseUri: `${url}/response/${id}`, encryption: key, id })
      const { authorizationRequest, jar } = await library.createOpenId4vpAuthorizationRequest({
        authorizationRequestPayload: payload,
        jar: {
          jwtSigner: signer,
          requestUri: `${url}/request/${id}`,
          expiresInSeconds: 300,
          // By itself the library names its own request_uri, where section 5.8 has this.
          additionalJwtPayload: { aud: 'https://self-issued.me/v2' },
        },
      })
      const requestJwt = jar?.authorizationRequestJwt ?? ''
      const session: Session = { requestJwt, payload, ask, outcome: { state: 'pending' } }
      sessions.set(id, session)
      return { uri: authorizationRequest, nonce: payload.nonce, outcome: () => session.outcome }
    },
    close: () => server.close(),
  }
}

function requestObject({ requestJwt, ask: { tamper = (jwt) => jwt } }: Session): Response {
  return new Response(tamper(requestJwt), { headers: { 'content-type': 'application/oauth-authz-req+jwt' } })
}

interface PayloadParts {
  readonly clientId: string
  readonly responseUri: string
  readonly encryption: HolderKey
  readonly id: string
}

function payloadOf(
  { query, responseMode = 'direct_post.jwt' }: ForeignAsk,
  { clientId, responseUri, encryption, id }: PayloadParts,
) {
  const jwk = { ...encryption.publicJwk, kid: id, alg: 'ECDH-ES', use: 'enc' }
  return {
    response_type: 'vp_token' as const,
    response_mode: responseMode,
    client_id: clientId,
    response_uri: responseUri,
    nonce: randomBytes(16).toString('base64url'),
    state: randomBytes(16).toString('base64url'),
    dcql_query: { credentials: [{ id: 'card', ...query }] },
    client_metadata: {
      client_name: 'Losmen Contoh',
      vp_formats_supported: { [query.format]: {} },
      ...(responseMode === 'direct_post.jwt' && {
        jwks: { keys: [jwk] },
        encrypted_response_enc_values_supported: ['A256GCM', 'A128GCM'],
      }),
    },
  }
}
