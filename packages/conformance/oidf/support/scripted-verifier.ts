import type { Signer } from '@lontar/credentials'
import type { TestCertificate } from '@lontar/testkit'
import { type CryptoKey, exportJWK, generateKeyPair } from 'jose'
import { type CertifiedKey, certify } from './certified-key.ts'
import {
  type Asker,
  clientIdOf,
  encryptionKid,
  honestParameters,
  type Members,
  type RequestParameters,
} from './honest-request.ts'
import type { Hosts } from './hosts.ts'
import type { PresentationProfile } from './presentation-profile.ts'
import { openAnswer, type ReceivedAnswer } from './received-answer.ts'
import { newKey } from './scripted-client.ts'
import { signedAs } from './signed-as.ts'

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
  const clientId = clientIdOf(profile, key, 'hotel.example')
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
    encryptionKid,
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
          .map(({ body }) =>
            openAnswer(Object.fromEntries(new URLSearchParams(body)), request().decryptionKey),
          ),
      ),
  }
}

interface Asking extends Asker {
  readonly key: CertifiedKey
}

async function makeRequest(asking: Asking, changes: AskingChanges): Promise<Request> {
  const { publicKey, privateKey } = await generateKeyPair('ECDH-ES', { crv: 'P-256', extractable: true })
  const response_mode = asking.profile === 'haip' ? 'direct_post.jwt' : 'direct_post'
  const target = { response_mode, response_uri: responseUri }
  const honest = honestParameters(asking, target, await exportJWK(publicKey))
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

function redirectOf({ redirectUri }: Request): object {
  return redirectUri === undefined ? {} : { redirect_uri: redirectUri }
}
