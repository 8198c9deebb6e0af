import { randomUUID } from 'node:crypto'
import {
  type CallbackContext,
  decodeJwt,
  Oauth2ResourceServer,
  Oauth2ServerErrorResponseError,
} from '@openid4vc/oauth2'
import type { IssuerMetadataResult, Openid4vciIssuer } from '@openid4vc/openid4vci'
import type { JWK } from 'jose'
import { DpopNonceWanted, json, likeOf, resourceDpopNonce } from './foreign-answers.ts'
import { signForeignCredential } from './foreign-credentials.ts'
import { type ForeignSession, findSession } from './foreign-session.ts'
import type { HolderKey } from './holder-key.ts'

/** What the endpoints work with. */
export interface ForeignCredentialOptions {
  readonly library: Openid4vciIssuer
  readonly callbacks: CallbackContext
  readonly issuerMetadata: IssuerMetadataResult
  readonly issuerKey: HolderKey
  readonly sessions: readonly ForeignSession[]
  /** Each serves one request. */
  readonly nonces: Set<string>
}

/** The endpoints of the credential issuer, each a function of its request. */
export interface ForeignCredentialEndpoints {
  nonce(): Response
  credential(request: Request): Promise<Response>
  deferred(request: Request): Promise<Response>
  notification(request: Request): Promise<Response>
}

/** Makes the endpoints; `Openid4vciIssuer` and `Oauth2ResourceServer` parse, verify and answer. */
export function createForeignCredentialEndpoints(
  options: ForeignCredentialOptions,
): ForeignCredentialEndpoints {
  return {
    nonce: () => {
      const cNonce = randomUUID()
      options.nonces.add(cNonce)
      return json(options.library.createNonceResponse({ cNonce }))
    },
    credential: (request) => giveCredentials(options, request),
    deferred: (request) => giveDeferred(options, request),
    notification: async (request) => {
      const session = await sessionOf(options, request)
      const { notification_id: id, event } = await bodyOf(request)
      if (id === session.id) session.events.push(String(event))
      return new Response(null, { status: 204 })
    },
  }
}

/** The session of the token, whose key signed a proof with the nonce. */
async function sessionOf(
  { callbacks, issuerMetadata, sessions }: ForeignCredentialOptions,
  request: Request,
): Promise<ForeignSession> {
  const { authorizationServers, credentialIssuer } = issuerMetadata
  const { tokenPayload } = await new Oauth2ResourceServer({ callbacks }).verifyResourceRequest({
    request: likeOf(request),
    resourceServer: credentialIssuer.credential_issuer,
    authorizationServers,
  })
  const proof = request.headers.get('dpop') ?? ''
  if (decodeJwt({ jwt: proof }).payload['nonce'] !== resourceDpopNonce)
    throw new DpopNonceWanted('use_dpop_nonce')
  return findSession(sessions, ({ id }) => id === tokenPayload.sub)
}

async function giveCredentials(options: ForeignCredentialOptions, request: Request): Promise<Response> {
  const { library, issuerMetadata } = options
  const session = await sessionOf(options, request)
  const credentialRequest = library.parseCredentialRequest({
    issuerMetadata,
    credentialRequest: await bodyOf(request),
  })
  const { credentialConfigurationId, credentialIdentifier = '', proofs } = credentialRequest
  const id = credentialConfigurationId ?? credentialIdentifier.split(' ')[0] ?? ''
  const format = String(issuerMetadata.knownCredentialConfigurations[id]?.format)
  const holders = await provenKeys(options, proofs?.jwt ?? [])
  if (session.deferred) {
    session.promised = { format, holders }
    const promise = { credentialRequest, transactionId: session.id, interval: 5 }
    return json(library.createCredentialResponse(promise), 202)
  }
  // The order of a batch says nothing: the last key comes first.
  const credentials = await sign(options, format, holders.toReversed())
  const delivery = { credentialRequest, credentials, notificationId: session.id }
  return json(library.createCredentialResponse(delivery))
}

async function provenKeys(
  { library, issuerMetadata, nonces }: ForeignCredentialOptions,
  proofs: readonly string[],
): Promise<JWK[]> {
  const keys: JWK[] = []
  for (const jwt of proofs) {
    const expectedNonce = String(decodeJwt({ jwt }).payload['nonce'])
    if (!nonces.has(expectedNonce)) throw new Oauth2ServerErrorResponseError({ error: 'invalid_nonce' })
    const { signer } = await library.verifyCredentialRequestJwtProof({ issuerMetadata, jwt, expectedNonce })
    keys.push(signer.publicJwk as JWK)
  }
  nonces.clear()
  return keys
}

async function giveDeferred(options: ForeignCredentialOptions, request: Request): Promise<Response> {
  const { library } = options
  const { id, approved, promised } = await sessionOf(options, request)
  const { deferredCredentialRequest } = library.parseDeferredCredentialRequest({
    deferredCredentialRequest: await bodyOf(request),
  })
  if (deferredCredentialRequest.transaction_id !== id || promised === undefined) {
    throw new Oauth2ServerErrorResponseError({ error: 'invalid_transaction_id' })
  }
  if (!approved)
    return json(library.createDeferredCredentialResponse({ transactionId: id, interval: 5 }), 202)
  const credentials = await sign(options, promised.format, promised.holders)
  return json(library.createDeferredCredentialResponse({ credentials }))
}

function sign(
  { issuerMetadata, issuerKey }: ForeignCredentialOptions,
  format: string,
  holders: readonly JWK[],
): Promise<{ readonly credential: string }[]> {
  const issuerUrl = issuerMetadata.credentialIssuer.credential_issuer
  return Promise.all(
    holders.map(async (holderJwk) => ({
      credential: await signForeignCredential({ format, issuerUrl, issuerKey, holderJwk }),
    })),
  )
}

async function bodyOf(request: Request): Promise<Record<string, unknown>> {
  return (await request.json()) as Record<string, unknown>
}
