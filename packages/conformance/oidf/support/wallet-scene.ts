import type { OfferOptions } from '@lontar/issuer'
import { createClientAttestation } from '@lontar/openid4vc/oauth'
import { createKeyAttestation } from '@lontar/openid4vc/openid4vci'
import {
  createMemoryVault,
  openWallet,
  type ReceiveOptions,
  type Vault,
  type Wallet,
  type WalletCredential,
  type WalletOptions,
} from '@lontar/wallet'
import { onTestFinished } from 'vitest'
import { type IssuerScene, openIssuerScene, type SceneOptions } from './issuer-scene.ts'
import { newKey } from './scripted-client.ts'
import { signInAt } from './sign-in.ts'

/** What the wallet is to do. */
export interface ReceivingOptions extends Omit<ReceiveOptions, 'trust'> {
  readonly offer?: Partial<OfferOptions>
}

/** A wallet under test, and an issuer that does as the test wants. */
export interface WalletScene {
  readonly scene: IssuerScene
  readonly wallet: Wallet
  readonly vault: Vault
  /** Takes up a new offer by the authorization code flow, the holder's browser included. */
  receive(options?: ReceivingOptions): Promise<WalletCredential[]>
  /** Collects what was promised, trusting the issuer. */
  collect(id: string): ReturnType<Wallet['collect']>
  /** The paths below the issuer that were asked for, those of the metadata and the browser left out. */
  paths(): readonly string[]
}

/** The `client_id` of the wallet. */
export const walletId = 'https://wallet.example'

const redirectUri = 'https://wallet.example/cb'

/** Opens a scene that ends with the test. */
export async function openWalletScene(options: SceneOptions = {}): Promise<WalletScene> {
  const scene = await openIssuerScene(options)
  onTestFinished(() => scene.close())
  const vault = createMemoryVault()
  const wallet = await openWallet({ vault, fetch: scene.fetch, now: scene.now, ...(await attestedBy(scene)) })
  const trust = scene.issuer.trustList()
  return {
    scene,
    wallet,
    vault,
    receive: async ({ offer = {}, ...receiving } = {}) => {
      const made = await scene.offer({ grant: 'authorization_code', ...offer })
      const going = { redirectUri, trust }
      const { authorizationUrl, session } = await wallet.authorize(made.credentialOfferUri, going)
      return wallet.complete(session, await signInAt(scene, authorizationUrl, made), { ...receiving, trust })
    },
    collect: (id) => wallet.collect(id, { trust }),
    paths: () =>
      scene.requests.map(({ path }) => path).filter((path) => !/^\/(\.well-known|authorize)/.test(path)),
  }
}

/** The provider of the wallet vouches for it and for its keys. */
async function attestedBy(
  scene: IssuerScene,
): Promise<Pick<WalletOptions, 'clientAttestation' | 'attestKeys'>> {
  const { clientAttester, keyAttester, now } = scene
  const instance = await newKey()
  return {
    clientAttestation: {
      clientId: walletId,
      signer: instance,
      attest: () =>
        createClientAttestation({
          ...clientAttester,
          clientId: walletId,
          instanceKey: instance.publicJwk,
          now: now(),
        }),
    },
    attestKeys: (attestedKeys, nonce) =>
      createKeyAttestation({ ...keyAttester, attestedKeys, nonce, now: now() }),
  }
}

/** Changes the JSON that one endpoint answers, where it answers with success. */
export function tampering(
  path: string,
  change: (message: Record<string, unknown>) => Record<string, unknown>,
): NonNullable<SceneOptions['tamper']> {
  return async (request, response) => {
    if (request.path !== path || !response.ok) return response
    const message = change((await response.json()) as Record<string, unknown>)
    return new Response(JSON.stringify(message), { status: response.status, headers: response.headers })
  }
}

/** Changes the credentials that come. */
export function tamperingWithCredentials(
  change: (credentials: readonly string[]) => readonly string[],
): NonNullable<SceneOptions['tamper']> {
  return tampering('/credential', (message) => {
    const credentials = message['credentials'] as readonly { readonly credential: string }[]
    const changed = change(credentials.map(({ credential }) => credential))
    return { ...message, credentials: changed.map((credential) => ({ credential })) }
  })
}
