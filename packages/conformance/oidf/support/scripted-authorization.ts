import type { Offer, OfferOptions } from '@lontar/issuer'
import {
  createAuthorizationRequest,
  createAuthorizationUrl,
  createPkce,
  type Pkce,
  verifyAuthorizationResponse,
} from '@lontar/openid4vc/oauth'
import {
  createTokenRequest,
  parseCredentialOffer,
  parseCredentialOfferUri,
} from '@lontar/openid4vc/openid4vci'
import type { Answer } from './answer.ts'
import { configurationId, type IssuerScene, issuerUrl } from './issuer-scene.ts'
import { signInAt } from './sign-in.ts'

/** The two headers by which a client authenticates. */
export interface ClientHeaders {
  readonly attestation: string
  readonly pop: string
}

/** What a client sends with, whichever endpoint it asks. */
export interface ClientMeans {
  readonly scene: IssuerScene
  readonly clientId: string
  authenticate(): Promise<ClientHeaders>
  /** A DPoP proof for an address, as a header. */
  dpop(url: string): Promise<Record<string, string>>
  send(url: string, init: RequestInit): Promise<Answer>
}

/** What is asked for in an authorization request, and how. */
export interface PushOptions {
  readonly authentication?: ClientHeaders
  /** Asks by `authorization_details`, so that credential identifiers come back, instead of by scope. */
  readonly identifiers?: boolean
  readonly issuerState?: string
  readonly pkce?: Pkce
  /** Put into the body beside what belongs there. */
  readonly extra?: Readonly<Record<string, string>>
}

/** How a token is asked for; what authenticates here does so at the token endpoint alone. */
export interface TokenOptions extends PushOptions {
  readonly copies?: number
  /** `issuer` begins with the offer, and sends its `issuer_state`; by default the wallet begins. */
  readonly initiatedBy?: 'issuer' | 'wallet'
  readonly approval?: NonNullable<OfferOptions['approval']>
}

/** The way to a token: each step by itself, each of them honest unless it is told otherwise. */
export interface AuthorizationSteps {
  push(options?: PushOptions): Promise<Answer>
  /** Signs the holder in with the numbers of the counter, and gives the code that the browser brings back. */
  signIn(pushed: Answer, offer: Offer): Promise<string>
  redeem(code: string, pkce: Pkce, options?: TokenOptions): Promise<Answer>
  /** All of them, from an offer to the answer of the token endpoint. */
  askForToken(options?: TokenOptions): Promise<Answer>
  /** The token; fails when there is none. */
  accessToken(options?: TokenOptions): Promise<string>
  /** Asks each endpoint that authenticates clients, each time with what is made for it. */
  askEverywhere(makeHeaders: () => Promise<ClientHeaders>): Promise<readonly Answer[]>
}

const redirectUri = 'https://wallet.example/cb'
const state = 'state of this session'

/** Makes the steps of a client. */
export function createAuthorizationSteps({
  scene,
  clientId,
  authenticate,
  dpop,
  send,
}: ClientMeans): AuthorizationSteps {
  async function postForm(path: string, form: string, options: PushOptions): Promise<Answer> {
    const url = issuerUrl + path
    const { attestation, pop } = options.authentication ?? (await authenticate())
    const body = new URLSearchParams([...new URLSearchParams(form), ...Object.entries(options.extra ?? {})])
    const headers = {
      'content-type': 'application/x-www-form-urlencoded',
      'oauth-client-attestation': attestation,
      'oauth-client-attestation-pop': pop,
      ...(await dpop(url)),
    }
    return send(url, { method: 'POST', headers, body: body.toString() })
  }

  async function push(options: PushOptions = {}): Promise<Answer> {
    const { identifiers = false, issuerState, pkce = await createPkce() } = options
    const request = createAuthorizationRequest({
      clientId,
      redirectUri,
      scope: identifiers ? [] : ['ktp'],
      authorizationDetails: identifiers ? [{ credentialConfigurationId: configurationId }] : [],
      codeChallenge: pkce.codeChallenge,
      state,
      ...(issuerState !== undefined && { issuerState }),
    })
    return postForm('/par', request, options)
  }

  async function signIn(pushed: Answer, offer: Offer): Promise<string> {
    const requestUri = String(pushed.json['request_uri'])
    const url = createAuthorizationUrl(`${issuerUrl}/authorize`, { clientId, requestUri })
    const redirected = await signInAt(scene, url, offer)
    const expectations = { expectedIssuer: issuerUrl, expectedState: state, expectedRedirectUri: redirectUri }
    return verifyAuthorizationResponse(redirected, expectations).code
  }

  async function redeem(code: string, { codeVerifier }: Pkce, options: TokenOptions = {}): Promise<Answer> {
    return postForm('/token', createTokenRequest({ code, codeVerifier, redirectUri, clientId }), options)
  }

  async function askForToken(options: TokenOptions = {}): Promise<Answer> {
    const {
      copies = 1,
      initiatedBy = 'wallet',
      approval = 'immediate',
      authentication: _own,
      ...asked
    } = options
    const offer = await scene.offer({ grant: 'authorization_code', copies, approval })
    const issuerState = initiatedBy === 'issuer' && { issuerState: issuerStateOf(offer) }
    const pkce = await createPkce()
    const code = await signIn(await push({ ...asked, ...issuerState, pkce }), offer)
    return redeem(code, pkce, options)
  }

  return {
    push,
    signIn,
    redeem,
    askForToken,
    accessToken: async (options) => {
      const { status, json } = await askForToken(options)
      if (status !== 200) throw new TypeError(`the token endpoint answered ${status} ${json['error']}`)
      return String(json['access_token'])
    },
    askEverywhere: async (makeHeaders) => [
      await push({ authentication: await makeHeaders() }),
      await askForToken({ authentication: await makeHeaders() }),
    ],
  }
}

function issuerStateOf({ credentialOfferUri }: Offer): string {
  const link = parseCredentialOfferUri(credentialOfferUri)
  if (!('offer' in link)) throw new TypeError('the offer stands not in the link')
  return parseCredentialOffer(link.offer).grants.authorization_code?.issuer_state ?? ''
}
