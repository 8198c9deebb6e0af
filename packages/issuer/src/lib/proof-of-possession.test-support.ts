import type { PublicJwk, Signer } from '@lontar/credentials'
import {
  bareJwk,
  createLocalSigner,
  encodeBase64Url,
  encodeUtf8,
  generatePrivateJwk,
  hashText,
  numericDate,
  randomToken,
} from '@lontar/credentials/jose'
import { createPkce } from '@lontar/openid4vc/oauth'
import { createTokenRequest } from '@lontar/openid4vc/openid4vci'
import type { OfferOptions } from './create-offer.ts'
import type { Answer, TestIssuer, TestIssuerChanges } from './test-issuer.test-support.ts'

/** The URL of every test issuer. */
export const issuerUrl = 'https://issuer.example/ntt'

export const formType: Readonly<Record<string, string>> = {
  'content-type': 'application/x-www-form-urlencoded',
}

export async function newSigner(): Promise<Signer> {
  return createLocalSigner(await generatePrivateJwk())
}

/** Signs any header and payload; a member that is `undefined` is left out. */
export async function signedJwt(header: object, payload: object, signer: Signer): Promise<string> {
  const input = `${part({ alg: 'ES256', ...header })}.${part(payload)}`
  return `${input}.${encodeBase64Url(await signer.sign(encodeUtf8(input)))}`
}

function part(value: object): string {
  return encodeBase64Url(encodeUtf8(JSON.stringify(value)))
}

/** The newest `DPoP-Nonce` of an issuer. */
export async function serverNonceOf(world: TestIssuer): Promise<string> {
  return (await world.post('/nonce', '', {})).headers.get('dpop-nonce') ?? ''
}

/** What a DPoP proof for tests says otherwise than it should. */
export interface DpopChanges {
  readonly claims?: object
  readonly header?: object
  readonly signedBy?: Signer
}

/** A DPoP proof for an endpoint, with a good nonce and a `jti` of its own. */
export async function dpopProof(
  world: TestIssuer,
  input: { readonly signer: Signer; readonly path: string; readonly accessToken?: string } & DpopChanges,
): Promise<string> {
  const { signer, path, accessToken, claims, header, signedBy = signer } = input
  const payload = {
    jti: randomToken(16),
    htm: 'POST',
    htu: `${issuerUrl}${path}`,
    iat: numericDate(world.clock.now),
    nonce: await serverNonceOf(world),
    ...(accessToken !== undefined && { ath: await hashText(accessToken) }),
    ...claims,
  }
  return signedJwt({ typ: 'dpop+jwt', jwk: bareJwk(signer.publicJwk), ...header }, payload, signedBy)
}

/** The body of a token request for a new offer. */
export async function tokenBody(world: TestIssuer, options?: Partial<OfferOptions>): Promise<string> {
  const { code, txCode } = await world.offer(options)
  return createTokenRequest({ preAuthorizedCode: code, ...(txCode !== null && { txCode }) })
}

/** Asks for a token with these headers. */
export function askForToken(
  world: TestIssuer,
  body: string,
  headers: Record<string, string> = {},
): Promise<Answer> {
  return world.post('/token', body, { ...formType, ...headers })
}

/** A token that is bound to the key of a signer. */
export async function boundToken(
  world: TestIssuer,
  signer: Signer,
  options?: Partial<OfferOptions>,
): Promise<string> {
  const dpop = await dpopProof(world, { signer, path: '/token' })
  const answer = await askForToken(world, await tokenBody(world, options), { dpop })
  return String(answer.json.access_token)
}

/** What an attestation or its proof for tests says otherwise than it should. */
export interface AttestationChanges {
  readonly attestation?: object
  readonly attestationHeader?: object
  readonly attestedBy?: Signer
  readonly pop?: object
  readonly popHeader?: object
  readonly provenBy?: Signer
}

/** A wallet provider and one instance of its wallet. */
export interface AttestedWallet {
  readonly attester: Signer
  readonly instance: Signer
  readonly headers: (world: TestIssuer, changes?: AttestationChanges) => Promise<Record<string, string>>
}

export const walletId = 'https://wallet.example'

/** Creates a wallet whose requests authenticate by attestation. */
export async function createAttestedWallet(): Promise<AttestedWallet> {
  const [attester, instance] = await Promise.all([newSigner(), newSigner()])
  return {
    attester,
    instance,
    headers: async (world, changes = {}) => {
      const iat = numericDate(world.clock.now)
      const cnf = { jwk: bareJwk(instance.publicJwk) }
      return {
        'oauth-client-attestation': await signedJwt(
          { typ: 'oauth-client-attestation+jwt', ...changes.attestationHeader },
          { sub: walletId, iat, exp: iat + 3600, cnf, ...changes.attestation },
          changes.attestedBy ?? attester,
        ),
        'oauth-client-attestation-pop': await signedJwt(
          { typ: 'oauth-client-attestation-pop+jwt', ...changes.popHeader },
          { aud: issuerUrl, jti: randomToken(16), iat, ...changes.pop },
          changes.provenBy ?? instance,
        ),
      }
    },
  }
}

/** A key attestation with whatever header and payload; a member that is `undefined` is left out. */
export async function keyAttestation(
  world: TestIssuer,
  input: {
    readonly attester: Signer
    readonly keys: readonly PublicJwk[]
    readonly nonce: string
    readonly claims?: object
  },
): Promise<string> {
  const iat = numericDate(world.clock.now)
  const payload = {
    iat,
    exp: iat + 60,
    attested_keys: input.keys.map(bareJwk),
    nonce: input.nonce,
    ...input.claims,
  }
  return signedJwt({ typ: 'key-attestation+jwt' }, payload, input.attester)
}

const redirectUri = 'https://wallet.example/back'

/** How a wallet goes through the authorization code flow. */
export interface CodeFlow {
  /** Headers of the pushed request. */
  readonly pushHeaders?: Record<string, string>
  /** Parameters of the pushed request beside the usual. */
  readonly parameters?: Readonly<Record<string, string>>
  readonly clientId?: string
}

/** Pushes an authorization request. */
export async function pushRequest(
  world: TestIssuer,
  { pushHeaders = {}, parameters = {}, clientId = walletId }: CodeFlow = {},
): Promise<Answer & { readonly codeVerifier: string }> {
  const { codeVerifier, codeChallenge } = await createPkce()
  const body = new URLSearchParams({
    response_type: 'code',
    client_id: clientId,
    redirect_uri: redirectUri,
    code_challenge: codeChallenge,
    code_challenge_method: 'S256',
    scope: 'ktp',
    ...parameters,
  })
  return { ...(await world.post('/par', String(body), { ...formType, ...pushHeaders })), codeVerifier }
}

/** The body of a token request with a code that a holder of a new offer signed in for. */
export async function codeBody(world: TestIssuer, flow: CodeFlow = {}): Promise<string> {
  const offer = await world.issuer.offer(await world.identity(), {
    configurationIds: ['ktp_vc+sd-jwt'],
    grant: 'authorization_code',
  })
  const { clientId = walletId } = flow
  const { json, codeVerifier } = await pushRequest(world, flow)
  const query = new URLSearchParams({ client_id: clientId, request_uri: String(json.request_uri) })
  const page = await world.get(`/ntt/authorize?${query}`)
  const form = new URLSearchParams({
    session: /name="session" value="([^"]+)"/.exec(page.text)?.[1] ?? '',
    registration_number: offer.registrationNumber ?? '',
    one_time_code: offer.oneTimeCode ?? '',
    do: 'sign_in',
  })
  const { headers } = await world.post('/authorize', String(form), formType)
  const code = new URL(headers.get('location') ?? 'about:blank').searchParams.get('code') ?? ''
  return String(
    new URLSearchParams({
      grant_type: 'authorization_code',
      code,
      code_verifier: codeVerifier,
      redirect_uri: redirectUri,
      client_id: clientId,
    }),
  )
}

/** The configuration of an issuer that serves the authorization code flow to the wallet of these tests. */
export const codeFlowConfiguration: TestIssuerChanges = {
  clients: { publicClients: [{ clientId: walletId, redirectUris: [redirectUri] }] },
  refreshTokenSeconds: 86_400,
}

/** The body of a request with a refresh token. */
export function refreshBody(refreshToken: unknown): string {
  return String(
    new URLSearchParams({
      grant_type: 'refresh_token',
      refresh_token: String(refreshToken),
      client_id: walletId,
    }),
  )
}
