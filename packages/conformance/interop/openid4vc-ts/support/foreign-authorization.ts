import { randomUUID } from 'node:crypto'
import {
  type AuthorizationServerMetadata,
  authorizationCodeGrantIdentifier,
  type CallbackContext,
  decodeJwt,
  Oauth2AuthorizationServer,
  Oauth2ServerErrorResponseError,
  PkceCodeChallengeMethod,
  preAuthorizedCodeGrantIdentifier,
  refreshTokenGrantIdentifier,
} from '@openid4vc/oauth2'
import { json, likeOf, tokenDpopNonce } from './foreign-answers.ts'
import { type ForeignSession, findSession } from './foreign-session.ts'
import type { HolderKey } from './holder-key.ts'

/** What the authorization server works with. */
export interface ForeignAuthorizationOptions {
  readonly metadata: AuthorizationServerMetadata
  readonly tokenKey: HolderKey
  readonly callbacks: CallbackContext
  readonly sessions: readonly ForeignSession[]
}

/** The endpoints of the authorization server, each a function of its request. */
export interface ForeignAuthorization {
  push(request: Request): Promise<Response>
  /** Everybody is signed in already. */
  authorize(request: Request): Response
  token(request: Request): Promise<Response>
}

/**
 * The metadata of the authorization server.
 *
 * @param identifiers whether it takes `authorization_details` and gives credential identifiers
 */
export function foreignServerMetadata(url: string, identifiers: boolean): AuthorizationServerMetadata {
  return {
    issuer: url,
    token_endpoint: `${url}/token`,
    authorization_endpoint: `${url}/authorize`,
    pushed_authorization_request_endpoint: `${url}/par`,
    require_pushed_authorization_requests: true,
    jwks_uri: `${url}/jwks`,
    grant_types_supported: [
      authorizationCodeGrantIdentifier,
      preAuthorizedCodeGrantIdentifier,
      refreshTokenGrantIdentifier,
    ],
    code_challenge_methods_supported: ['S256'],
    dpop_signing_alg_values_supported: ['ES256'],
    authorization_response_iss_parameter_supported: true,
    'pre-authorized_grant_anonymous_access_supported': true,
    ...(identifiers && { authorization_details_types_supported: ['openid_credential'] }),
  }
}

/** Makes the endpoints; `Oauth2AuthorizationServer` parses, verifies and answers. */
export function createForeignAuthorization(options: ForeignAuthorizationOptions): ForeignAuthorization {
  const library = new Oauth2AuthorizationServer({ callbacks: options.callbacks })
  return {
    push: (request) => push(library, options, request),
    authorize: (request) => sendBack(options, request),
    token: (request) => giveToken(library, options, request),
  }
}

async function push(
  library: Oauth2AuthorizationServer,
  { metadata, sessions }: ForeignAuthorizationOptions,
  request: Request,
): Promise<Response> {
  const { authorizationRequest, dpop } = await library.parsePushedAuthorizationRequest({
    authorizationRequest: await formOf(request),
    request: likeOf(request),
  })
  const session = findSession(sessions, (each) => each.issuerState === authorizationRequest.issuer_state)
  const verified = await library.verifyPushedAuthorizationRequest({
    authorizationRequest,
    authorizationServerMetadata: metadata,
    request: likeOf(request),
    ...(dpop && { dpop }),
  })
  session.authorizationRequest = authorizationRequest
  const { dpop_jkt: named } = authorizationRequest
  session.dpopJkt = verified.dpop?.jwkThumbprint ?? String(named ?? 'none')
  const { pushedAuthorizationResponse } = library.createPushedAuthorizationResponse({
    requestUri: `urn:ietf:params:oauth:request_uri:${session.id}`,
    expiresInSeconds: 60,
  })
  return json(pushedAuthorizationResponse, 201)
}

function sendBack({ metadata, sessions }: ForeignAuthorizationOptions, request: Request): Response {
  const requestUri = new URL(request.url).searchParams.get('request_uri')
  const session = findSession(sessions, ({ id }) => requestUri?.endsWith(`:${id}`) === true)
  const back = new URL(session.authorizationRequest?.redirect_uri ?? '')
  back.searchParams.set('code', session.code)
  back.searchParams.set('state', session.authorizationRequest?.state ?? '')
  back.searchParams.set('iss', metadata.issuer)
  return new Response(null, { status: 302, headers: { location: back.href } })
}

async function giveToken(
  library: Oauth2AuthorizationServer,
  options: ForeignAuthorizationOptions,
  request: Request,
): Promise<Response> {
  const { metadata, tokenKey } = options
  const accessTokenRequest = await formOf(request)
  const parsed = library.parseAccessTokenRequest({ accessTokenRequest, request: likeOf(request) })
  const proof = parsed.dpop?.jwt
  if (proof !== undefined && decodeJwt({ jwt: proof }).payload['nonce'] !== tokenDpopNonce) {
    return json({ error: 'use_dpop_nonce' }, 400, { 'dpop-nonce': tokenDpopNonce })
  }
  const { session, dpop } = await verifyGrant(library, options, parsed, request)
  const identifiers = session.authorizationRequest?.authorization_details !== undefined
  session.refreshToken = randomUUID()
  return json(
    await library.createAccessTokenResponse({
      audience: metadata.issuer,
      authorizationServer: metadata.issuer,
      expiresInSeconds: 300,
      subject: session.id,
      refreshToken: session.refreshToken,
      signer: { method: 'jwk', alg: 'ES256', publicJwk: tokenKey.publicJwk, kid: 'token-1' },
      ...(dpop && { dpop }),
      ...(identifiers && { additionalAccessTokenResponsePayload: identifiersOf(session) }),
    }),
  )
}

type ParsedTokenRequest = ReturnType<Oauth2AuthorizationServer['parseAccessTokenRequest']>
type VerifiedTokenRequest = Awaited<
  ReturnType<Oauth2AuthorizationServer['verifyAuthorizationCodeAccessTokenRequest']>
>

async function verifyGrant(
  library: Oauth2AuthorizationServer,
  { metadata, sessions }: ForeignAuthorizationOptions,
  { accessTokenRequest, grant, dpop, pkceCodeVerifier = '' }: ParsedTokenRequest,
  request: Request,
): Promise<VerifiedTokenRequest & { readonly session: ForeignSession }> {
  const common = { accessTokenRequest, request: likeOf(request), authorizationServerMetadata: metadata }
  if (grant.grantType === preAuthorizedCodeGrantIdentifier) {
    const session = findSession(sessions, ({ id }) => id === grant.preAuthorizedCode)
    const verified = await library.verifyPreAuthorizedCodeAccessTokenRequest({
      ...common,
      grant,
      expectedPreAuthorizedCode: session.id,
      expectedTxCode: session.txCode,
      dpop: { required: true, ...dpop },
    })
    return { ...verified, session }
  }
  if (grant.grantType === refreshTokenGrantIdentifier) {
    const session = findSession(sessions, ({ refreshToken }) => refreshToken === grant.refreshToken)
    const verified = await library.verifyRefreshTokenAccessTokenRequest({
      ...common,
      grant,
      expectedRefreshToken: grant.refreshToken,
      dpop: { required: true, expectedJwkThumbprint: session.dpopJkt ?? 'none', ...dpop },
    })
    return { ...verified, session }
  }
  if (grant.grantType !== authorizationCodeGrantIdentifier) {
    throw new Oauth2ServerErrorResponseError({ error: 'unsupported_grant_type' })
  }
  const session = findSession(sessions, ({ code }) => code === grant.code)
  const { authorizationRequest, dpopJkt: expectedJwkThumbprint = 'none' } = session
  const codeChallenge = authorizationRequest?.code_challenge ?? 'none'
  const codeChallengeMethod = PkceCodeChallengeMethod.S256
  const verified = await library.verifyAuthorizationCodeAccessTokenRequest({
    ...common,
    grant,
    expectedCode: session.code,
    dpop: { required: true, expectedJwkThumbprint, ...dpop },
    pkce: { codeVerifier: pkceCodeVerifier, codeChallenge, codeChallengeMethod },
  })
  return { ...verified, session }
}

/** Two of each configuration that was offered: what is asked for has to be told apart by its identifier. */
function identifiersOf({ configurationIds }: ForeignSession) {
  return {
    authorization_details: configurationIds.map((id) => ({
      type: 'openid_credential',
      credential_configuration_id: id,
      credential_identifiers: [`${id} satu`, `${id} dua`],
    })),
  }
}

async function formOf(request: Request): Promise<Record<string, string>> {
  return Object.fromEntries(new URLSearchParams(await request.text()))
}
