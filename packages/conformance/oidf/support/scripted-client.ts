import type { PublicJwk, Signer } from '@lontar/credentials'
import { createLocalSigner, generatePrivateJwk } from '@lontar/credentials/jose'
import { createClientAttestation, createClientAttestationPop, createDpopProof } from '@lontar/openid4vc/oauth'
import { createCredentialRequest, createKeyAttestation, createKeyProof } from '@lontar/openid4vc/openid4vci'
import type { Answer } from './answer.ts'
import { configurationId, type IssuerScene, issuerUrl } from './issuer-scene.ts'
import {
  type AuthorizationSteps,
  type ClientHeaders,
  createAuthorizationSteps,
} from './scripted-authorization.ts'

/** How a client authenticates otherwise than it should. */
export interface AuthenticationChanges {
  readonly signer?: Signer
  readonly popSigner?: Signer
  readonly clientId?: string
  readonly expiresInSeconds?: number
  readonly audience?: string
}

/** What a request to the credential endpoint says otherwise than it should. */
export interface RequestChanges {
  /** The body as it is sent. */
  readonly body?: string
  readonly contentType?: string
  readonly headers?: Readonly<Record<string, string>>
  /** Put behind the address of the endpoint. */
  readonly query?: string
  /** Another address than the credential endpoint's. */
  readonly url?: string
}

/** A wallet in the hands of a test: each step by itself, each of them honest unless it is told otherwise. */
export interface ScriptedClient extends AuthorizationSteps {
  readonly clientId: string
  /** The key that its tokens are bound to. */
  readonly dpopKey: Signer
  authenticate(changes?: AuthenticationChanges): Promise<ClientHeaders>
  nonce(): Promise<string>
  keys(count?: number): Promise<Signer[]>
  /** A proof for each key; all with one attestation of all of them. */
  prove(
    keys: readonly Signer[],
    changes?: { readonly nonce?: string; readonly attestation?: string },
  ): Promise<string[]>
  attestKeys(keys: readonly Signer[], nonce: string): Promise<string>
  /** Posts to the credential endpoint, or another, under a token. */
  post(accessToken: string, message: object, changes?: RequestChanges): Promise<Answer>
  /** The whole of an honest request for this many credentials. */
  collect(accessToken: string, count?: number, changes?: RequestChanges): Promise<Answer>
}

/** Opens a client of the wallet provider of the scene. */
export async function openScriptedClient(
  scene: IssuerScene,
  clientId = 'https://wallet.example',
): Promise<ScriptedClient> {
  const [instance, dpopKey] = await Promise.all([newKey(), newKey()])
  const newest: { dpopNonce?: string } = {}

  async function send(url: string, init: RequestInit): Promise<Answer> {
    const answer = await scene.send(url, init)
    const dpopNonce = answer.headers.get('dpop-nonce')
    if (dpopNonce !== null) newest.dpopNonce = dpopNonce
    return answer
  }

  async function dpop(url: string, accessToken?: string): Promise<Record<string, string>> {
    if (newest.dpopNonce === undefined) await nonce()
    const token = accessToken !== undefined && { accessToken }
    const proof = { signer: dpopKey, method: 'POST', url, now: scene.now(), ...token }
    return { dpop: await createDpopProof({ ...proof, nonce: newest.dpopNonce ?? '' }) }
  }

  async function nonce(): Promise<string> {
    return String((await send(`${issuerUrl}/nonce`, { method: 'POST' })).json['c_nonce'])
  }

  async function authenticate(changes: AuthenticationChanges = {}): Promise<ClientHeaders> {
    const { signer = scene.clientAttester.signer, popSigner = instance, audience = issuerUrl } = changes
    const challenge = await send(`${issuerUrl}/challenge`, { method: 'POST' })
    return {
      attestation: await createClientAttestation({
        signer,
        clientId: changes.clientId ?? clientId,
        instanceKey: instance.publicJwk,
        now: scene.now(),
        expiresInSeconds: changes.expiresInSeconds ?? 300,
        x5c: scene.clientAttester.x5c,
      }),
      pop: await createClientAttestationPop({
        signer: popSigner,
        audience,
        challenge: String(challenge.json['attestation_challenge']),
        now: scene.now(),
      }),
    }
  }

  async function attestKeys(keys: readonly Signer[], nonce: string): Promise<string> {
    const { signer, x5c } = scene.keyAttester
    const attestedKeys: PublicJwk[] = keys.map(({ publicJwk }) => publicJwk)
    return createKeyAttestation({ signer, x5c, attestedKeys, nonce, now: scene.now() })
  }

  const means = { scene, clientId, authenticate, dpop, send }
  const client: ScriptedClient = {
    ...createAuthorizationSteps(means),
    clientId,
    dpopKey,
    authenticate,
    nonce,
    keys: (count = 1) => Promise.all(Array.from({ length: count }, newKey)),
    prove: async (keys, changes = {}) => {
      const cNonce = changes.nonce ?? (await nonce())
      const keyAttestation = changes.attestation ?? (await attestKeys(keys, cNonce))
      const proof = { credentialIssuer: issuerUrl, clientId, nonce: cNonce, keyAttestation, now: scene.now() }
      return Promise.all(keys.map((signer) => createKeyProof({ signer, ...proof })))
    },
    attestKeys,
    post: async (accessToken, message, changes = {}) => {
      const url = changes.url ?? `${issuerUrl}/credential`
      return send(url + (changes.query ?? ''), {
        method: 'POST',
        headers: {
          authorization: `DPoP ${accessToken}`,
          'content-type': changes.contentType ?? 'application/json',
          ...(await dpop(url, accessToken)),
          ...changes.headers,
        },
        body: changes.body ?? JSON.stringify(message),
      })
    },
    collect: async (accessToken, count = 1, changes = {}) => {
      const proofs = await client.prove(await client.keys(count))
      return client.post(accessToken, createCredentialRequest({ configurationId, proofs }), changes)
    },
  }
  return client
}

/** A new key in memory. */
export async function newKey(): Promise<Signer> {
  return createLocalSigner(await generatePrivateJwk())
}
