import { randomBytes, X509Certificate } from 'node:crypto'
import type { Signer } from '@lontar/credentials'
import type { TestCertificate } from '@lontar/testkit'
import {
  type CompactJWEHeaderParameters,
  type CryptoKey,
  compactDecrypt,
  exportJWK,
  generateKeyPair,
  type JWK,
} from 'jose'
import { type CertifiedKey, certify } from './certified-key.ts'
import type { Hosts } from './hosts.ts'
import type { PresentationProfile } from './presentation-profile.ts'
import { newKey } from './scripted-client.ts'
import { signedAs } from './signed-as.ts'

type Members = Readonly<Record<string, unknown>>

/** How a request departs from what an honest verifier asks. */
export interface AskingChanges {
  /** Changes the parameters before they are signed. */
  readonly payload?: (payload: RequestParameters) => Members
  /** Changes the signed request. */
  readonly alter?: (jwt: string) => string
  /** Signs by another key than that of the certificate. */
  readonly byStranger?: boolean
  /** Changes the parameters of the link. */
  readonly link?: (parameters: Readonly<Record<string, string>>) => Readonly<Record<string, string>>
  /** Changes the nonce of the wallet before the request gives it back. */
  readonly walletNonce?: (nonce: string) => string | undefined
  /** What the wallet is told to do when its answer came. */
  readonly redirectUri?: string
}

/** The parameters of an honest request. */
export interface RequestParameters extends Members {
  readonly client_id: string
  readonly nonce: string
  readonly dcql_query: { readonly credentials: readonly Members[] }
  readonly client_metadata: ClientMetadata
}

interface ClientMetadata extends Members {
  readonly jwks?: { readonly keys: readonly JWK[] }
}

/** What a wallet sent, opened where it was encrypted. */
export interface ReceivedAnswer {
  /** The members of the form. */
  readonly form: Readonly<Record<string, string>>
  /** The header of the encryption; none of an answer in clear. */
  readonly encryption?: CompactJWEHeaderParameters
  /** What the answer says, in whatever way it came. */
  readonly said: Members
}

/** A verifier in the hands of a test, written without ours. It asks for a name of a card in `dc+sd-jwt`. */
export interface ScriptedVerifier {
  readonly clientId: string
  /** The nonce of the last request. */
  readonly nonce: string
  /** The key of the last request that answers are to be encrypted to. */
  readonly encryptionKid: string
  /** Makes a request, and gives its link. */
  ask(changes?: AskingChanges): Promise<string>
  /** What came to `response_uri`. */
  answers(): Promise<readonly ReceivedAnswer[]>
}

/** The origin of every scripted verifier. */
export const verifierOrigin = 'https://hotel.example'

/** Where it wants its answers. */
export const responseUri = `${verifierOrigin}/response`

interface Request {
  readonly nonce: string
  readonly redirectUri: string | undefined
  readonly decryptionKey: CryptoKey
  /** The signed request, for the nonce of a wallet where there is one. */
  sign(walletNonce: string | undefined): Promise<string>
}

/** Opens a verifier whose certificate the root signed, and whose credentials are of the given type. */
export async function openScriptedVerifier(
  profile: PresentationProfile,
  { hosts, root, vct }: { readonly hosts: Hosts; readonly root: TestCertificate; readonly vct: string },
): Promise<ScriptedVerifier> {
  const key = await certify('hotel.example', root, { dnsNames: ['hotel.example'] })
  const clientId = clientIdOf(profile, key)
  let last: Request | undefined
  const request = (): Request => {
    if (last === undefined) throw new TypeError('nothing was asked yet')
    return last
  }
  await hosts.serve(verifierOrigin, async (incoming) => {
    if (new URL(incoming.url).pathname !== '/request') return Response.json(redirectOf(request()))
    const form = incoming.method === 'POST' ? new URLSearchParams(await incoming.text()) : undefined
    const jwt = await request().sign(form?.get('wallet_nonce') ?? undefined)
    return new Response(jwt, { headers: { 'content-type': 'application/oauth-authz-req+jwt' } })
  })
  return {
    clientId,
    get nonce() {
      return request().nonce
    },
    encryptionKid: 'encryption-1',
    ask: async (changes = {}) => {
      last = await makeRequest({ profile, key, clientId, vct }, changes)
      const parameters = { client_id: clientId, request_uri: `${verifierOrigin}/request` }
      return `openid4vp://?${new URLSearchParams(changes.link?.(parameters) ?? parameters)}`
    },
    answers: () =>
      Promise.all(
        hosts
          .requests(verifierOrigin)
          .filter(({ path }) => path === '/response')
          .map(({ body }) => openAnswer(body, request())),
      ),
  }
}

function clientIdOf(profile: PresentationProfile, { x5c }: CertifiedKey): string {
  if (profile === 'plain') return 'x509_san_dns:hotel.example'
  const { fingerprint256 } = new X509Certificate(Buffer.from(x5c[0] ?? '', 'base64'))
  return `x509_hash:${Buffer.from(fingerprint256.replaceAll(':', ''), 'hex').toString('base64url')}`
}

interface Asking {
  readonly profile: PresentationProfile
  readonly key: CertifiedKey
  readonly clientId: string
  readonly vct: string
}

async function makeRequest(asking: Asking, changes: AskingChanges): Promise<Request> {
  const { publicKey, privateKey } = await generateKeyPair('ECDH-ES', { crv: 'P-256', extractable: true })
  const honest = honestParameters(asking, await exportJWK(publicKey))
  const payload = changes.payload?.(honest) ?? honest
  const { signer, x5c } = asking.key
  const by: Signer = changes.byStranger === true ? await newKey() : signer
  return {
    nonce: honest.nonce,
    redirectUri: changes.redirectUri,
    decryptionKey: privateKey,
    sign: async (walletNonce) => {
      const given =
        walletNonce === undefined ? undefined : (changes.walletNonce ?? ((nonce) => nonce))(walletNonce)
      const signed = { ...payload, ...(given !== undefined && { wallet_nonce: given }) }
      const jwt = await signedAs({ typ: 'oauth-authz-req+jwt', x5c }, signed, by)
      return changes.alter?.(jwt) ?? jwt
    },
  }
}

function honestParameters({ profile, clientId, vct }: Asking, jwk: JWK): RequestParameters {
  const algorithms = { 'sd-jwt_alg_values': ['ES256'], 'kb-jwt_alg_values': ['ES256'] }
  return {
    aud: 'https://self-issued.me/v2',
    response_type: 'vp_token',
    response_mode: profile === 'haip' ? 'direct_post.jwt' : 'direct_post',
    client_id: clientId,
    response_uri: responseUri,
    nonce: randomBytes(18).toString('base64url'),
    dcql_query: {
      credentials: [
        { id: 'card', format: 'dc+sd-jwt', meta: { vct_values: [vct] }, claims: [{ path: ['name'] }] },
      ],
    },
    client_metadata: {
      vp_formats_supported: { 'dc+sd-jwt': algorithms },
      ...(profile === 'haip' && {
        jwks: { keys: [{ ...jwk, kid: 'encryption-1', use: 'enc', alg: 'ECDH-ES' }] },
        encrypted_response_enc_values_supported: ['A128GCM', 'A256GCM'],
      }),
    },
  }
}

function redirectOf({ redirectUri }: Request): object {
  return redirectUri === undefined ? {} : { redirect_uri: redirectUri }
}

async function openAnswer(body: string, { decryptionKey }: Request): Promise<ReceivedAnswer> {
  const form = Object.fromEntries(new URLSearchParams(body))
  const { response, vp_token, ...rest } = form
  if (response === undefined)
    return { form, said: { ...rest, ...(vp_token !== undefined && { vp_token: JSON.parse(vp_token) }) } }
  const { plaintext, protectedHeader } = await compactDecrypt(response, decryptionKey)
  return { form, encryption: protectedHeader, said: JSON.parse(new TextDecoder().decode(plaintext)) }
}
