import {
  type AuthorizationRequest,
  createAuthorizationRequest,
  createPkce,
  type Pkce,
} from '@lontar/openid4vc/oauth'
import { createTokenRequest } from '@lontar/openid4vc/openid4vci'
import type { Offer, OfferOptions } from './create-offer.ts'
import {
  type Answer,
  createTestIssuer,
  type TestIssuer,
  type TestIssuerChanges,
} from './test-issuer.test-support.ts'

export const redirectUri = 'https://wallet.example/cb'
export const clients = {
  publicClients: [{ clientId: 'wallet', redirectUris: [redirectUri, 'lontar-wallet:/cb'] }],
}
const form = { 'content-type': 'application/x-www-form-urlencoded' }

/** What a wallet keeps of a request, and where its browser stands. */
export interface Begun {
  readonly pkce: Pkce
  readonly page: Answer
  readonly session: string
}

/** An issuer with the authorization code flow, and the steps of a wallet and its browser. */
export interface TestAuthorization extends TestIssuer {
  readonly offerSignIn: (options?: Partial<OfferOptions>) => Promise<Offer & { readonly issuerState: string }>
  readonly push: (changes?: Partial<AuthorizationRequest>, pkce?: Pkce) => Promise<Answer>
  readonly pushText: (body: string) => Promise<Answer>
  readonly open: (requestUri: string, clientId?: string) => Promise<Answer>
  readonly begin: (changes?: Partial<AuthorizationRequest>) => Promise<Begun>
  readonly enter: (session: string, fields: Record<string, string>) => Promise<Answer>
  /** Signs in with the numbers of an offer and gives the query that the browser brings back. */
  readonly signIn: (offer: Offer, begun: Begun) => Promise<URLSearchParams>
  readonly code: (
    changes?: Partial<AuthorizationRequest>,
    options?: Partial<OfferOptions>,
  ) => Promise<{ readonly code: string; readonly pkce: Pkce }>
  readonly redeemCode: (code: string, pkce: Pkce, changes?: Record<string, string>) => Promise<Answer>
  readonly refresh: (refreshToken: unknown, changes?: Record<string, string>) => Promise<Answer>
}

/** Creates it; the client is `wallet` at `redirectUri`. */
export async function createTestAuthorization(changes: TestIssuerChanges = {}): Promise<TestAuthorization> {
  const world = await createTestIssuer({ clients, ...changes })
  const { issuer, identity, post, get, token } = world
  const request = (pkce: Pkce, own: Partial<AuthorizationRequest>): AuthorizationRequest => ({
    clientId: 'wallet',
    redirectUri,
    scope: ['ktp'],
    authorizationDetails: [],
    codeChallenge: pkce.codeChallenge,
    state: 'a b',
    ...own,
  })
  const pushText = (body: string) => post('/par', body, form)
  const push = async (own: Partial<AuthorizationRequest> = {}, pkce?: Pkce) =>
    pushText(createAuthorizationRequest(request(pkce ?? (await createPkce()), own)))
  const open = (requestUri: string, clientId = 'wallet') =>
    get(`/ntt/authorize?${new URLSearchParams({ client_id: clientId, request_uri: requestUri })}`)
  const begin = async (own: Partial<AuthorizationRequest> = {}): Promise<Begun> => {
    const pkce = await createPkce()
    const page = await open(String((await push(own, pkce)).json.request_uri))
    return { pkce, page, session: sessionOf(page) }
  }
  const enter = (session: string, fields: Record<string, string>) =>
    post('/authorize', new URLSearchParams({ session, do: 'sign_in', ...fields }).toString(), form)
  const signIn = async ({ registrationNumber = '', oneTimeCode = '' }: Offer, { session }: Begun) =>
    queryOf(await enter(session, { registration_number: registrationNumber, one_time_code: oneTimeCode }))
  const offerSignIn = async (options: Partial<OfferOptions> = {}) => {
    const made = await issuer.offer(await identity(), {
      configurationIds: ['ktp_vc+sd-jwt'],
      grant: 'authorization_code',
      byReference: false,
      ...options,
    })
    return { ...made, issuerState: issuerStateOf(made) }
  }
  return {
    ...world,
    offerSignIn,
    push,
    pushText,
    open,
    begin,
    enter,
    signIn,
    code: async (own, options) => {
      const begun = await begin(own)
      const query = await signIn(await offerSignIn(options), begun)
      return { code: query.get('code') ?? '', pkce: begun.pkce }
    },
    redeemCode: (code, { codeVerifier }, own = {}) => {
      const body = createTokenRequest({ code, codeVerifier, redirectUri, clientId: 'wallet' })
      return token(changed(body, own))
    },
    refresh: (refreshToken, own = {}) =>
      token(changed(createTokenRequest({ refreshToken: String(refreshToken), clientId: 'wallet' }), own)),
  }
}

/** A form with some fields changed; an empty one is left out. */
export function changed(body: string, fields: Record<string, string>): string {
  const parameters = new URLSearchParams(body)
  for (const [name, value] of Object.entries(fields)) parameters.set(name, value)
  return parameters.toString()
}

/** The query of the address to which a browser was sent. */
export function queryOf({ headers }: Answer): URLSearchParams {
  return new URL(headers.get('location') ?? 'none:').searchParams
}

function sessionOf({ text }: Answer): string {
  return /name="session" value="([\w-]{43})"/.exec(text)?.[1] ?? ''
}

function issuerStateOf({ credentialOfferUri }: Offer): string {
  const text = new URL(credentialOfferUri).searchParams.get('credential_offer') ?? '{}'
  return /"issuer_state":"([\w-]+)"/.exec(text)?.[1] ?? ''
}
