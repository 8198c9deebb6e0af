import type { Signer } from '@lontar/credentials'
import { createDidResolver } from '@lontar/credentials/did'
import { createIssuerKeyResolver } from '@lontar/credentials/issuer-key'
import { createX5cVerifier } from '@lontar/credentials/x509'
import { ask } from '@lontar/documents/ask'
import { createX509Hash } from '@lontar/openid4vc/openid4vp'
import {
  type CreatedRequest,
  createMemoryVerifierStore,
  createVerifier,
  type Verifier,
  type VerifierOptions,
} from '@lontar/verifier'
import { type Answer, answerOf } from './answer.ts'
import { certify, createRoot } from './certified-key.ts'
import { type Hosts, openHosts } from './hosts.ts'
import type { PresentationProfile } from './presentation-profile.ts'
import { openScriptedCredentialIssuer } from './scripted-credential-issuer.ts'
import {
  type OpenedRequest,
  openScriptedWallet,
  type PresentingChanges,
  type ScriptedWallet,
} from './scripted-wallet.ts'

/** The public address of the verifier of every scene. */
export const verifierUrl = 'https://hotel.example/lontar'

/** Where the browser of a wallet on the same device goes on. */
export const returnTo = 'https://hotel.example/done'

const hotel = ask('hotel', {
  service: 'hotel_wni',
  credential: 'KtpCredential',
  purpose: { id: 'Check-in hotel', en: 'Hotel check-in' },
  legalBasis: 'contract',
  claims: ['name', 'age_equal_or_over.18'],
  conditions: [{ claim: 'age_equal_or_over.18', equals: true }],
  retentionDays: 1,
})

/** What a wallet that gave the claims of the hotel leads to. */
export const askedClaims = { name: 'MARIA CONTOH', 'age_equal_or_over.18': true }

/** A request of the verifier, as the scripted wallet read it. */
export interface BegunRequest extends OpenedRequest {
  readonly created: CreatedRequest
}

/** How an answer was taken. */
export interface Exchange extends Answer {
  readonly scene: VerifierScene
  readonly transactionId: string
}

/** A verifier under test, over real HTTP, with a wallet and an issuer that do as the test wants. */
export interface VerifierScene {
  readonly profile: PresentationProfile
  readonly verifier: Verifier
  readonly hosts: Hosts
  readonly wallet: ScriptedWallet
  /** The base64 of the verifier's certificate. */
  readonly certificate: string
  /** Makes a request, and has the wallet open it. */
  begin(walletNonce?: string): Promise<BegunRequest>
  /** Answers a request. */
  answer(request: BegunRequest, changes?: PresentingChanges): Promise<Exchange>
  /** A request and its answer. */
  exchange(changes?: PresentingChanges): Promise<Exchange>
}

/** Opens a scene that ends with the test. */
export async function openVerifierScene(
  profile: PresentationProfile,
  options: Partial<VerifierOptions> = {},
): Promise<VerifierScene> {
  const now = (): Date => new Date('2026-11-24T02:17:23Z')
  const hosts = openHosts()
  const root = await createRoot()
  const issuer = await openScriptedCredentialIssuer(hosts, root, now)
  const { signer, x5c } = await certify('hotel.example', root, { dnsNames: ['hotel.example'] })
  const certificate = x5c[0] ?? ''
  const verifier = createVerifier({
    url: verifierUrl,
    name: 'Hotel Contoh',
    trust: { issuers: [issuer.trusted], roots: [], verifiers: [] },
    resolveIssuerKey: createIssuerKeyResolver({
      fetch: hosts.fetch,
      resolveDid: createDidResolver({ fetch: hosts.fetch, now }),
      verifyX5c: createX5cVerifier(),
    }),
    signer: { ...signer, x5c } satisfies Signer,
    ...(await identityOf(profile, certificate)),
    askFormats: ['dc+sd-jwt'],
    store: createMemoryVerifierStore(),
    fetch: hosts.fetch,
    now,
    ...options,
  })
  await hosts.serve(new URL(verifierUrl).origin, verifier.fetch)
  const wallet = openScriptedWallet(hosts, issuer.issue, now)
  const scene: VerifierScene = {
    profile,
    verifier,
    hosts,
    wallet,
    certificate,
    begin: async (walletNonce) => {
      const created = await verifier.request(hotel, profile === 'haip' ? { returnTo } : {})
      if (!('requestUri' in created)) throw new TypeError('this ask needs a request')
      const opened = await wallet.open(created.sameDeviceUri ?? created.requestUri, walletNonce)
      return { created, ...opened }
    },
    answer: async (request, changes) => {
      const headers = { 'content-type': 'application/x-www-form-urlencoded' }
      const body = await wallet.answer(request, changes)
      const response = await hosts.send(request.payload.response_uri, { method: 'POST', headers, body })
      return { ...(await answerOf(response)), scene, transactionId: request.created.transactionId }
    },
    exchange: async (changes) => scene.answer(await scene.begin(), changes),
  }
  return scene
}

async function identityOf(
  profile: PresentationProfile,
  certificate: string,
): Promise<Pick<VerifierOptions, 'clientId' | 'responseMode'>> {
  return profile === 'haip'
    ? { clientId: `x509_hash:${await createX509Hash(certificate)}`, responseMode: 'direct_post.jwt' }
    : { clientId: 'x509_san_dns:hotel.example', responseMode: 'direct_post' }
}
