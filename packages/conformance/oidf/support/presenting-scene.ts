import type { TrustList } from '@lontar/credentials'
import { createX5cVerifier } from '@lontar/credentials/x509'
import type { TestCertificate } from '@lontar/testkit'
import {
  createMemoryVault,
  openWallet,
  type PresentationReview,
  type ResponseReceipt,
  type Wallet,
  type WalletOptions,
} from '@lontar/wallet'
import { onTestFinished } from 'vitest'
import { createRoot } from './certified-key.ts'
import { type Hosts, openHosts } from './hosts.ts'
import { issuerUrl, openIssuerScene } from './issuer-scene.ts'
import type { PresentationProfile } from './presentation-profile.ts'
import { type AskingChanges, openScriptedVerifier, type ScriptedVerifier } from './scripted-verifier.ts'

/** A wallet under test, over real HTTP, that has a card of a real issuer, and a verifier that does as the test wants. */
export interface PresentingScene {
  readonly profile: PresentationProfile
  readonly wallet: Wallet
  readonly verifier: ScriptedVerifier
  readonly hosts: Hosts
  /** The authority above the verifier. */
  readonly root: TestCertificate
  /** Whom the wallet trusts: the issuer, and verifiers under the root. */
  readonly trust: TrustList
  now(): Date
  /** Has the wallet read a request. */
  review(changes?: AskingChanges): Promise<PresentationReview>
  /** Has the wallet read a request, and the holder agree. */
  present(changes?: AskingChanges): Promise<ResponseReceipt>
}

/** The type of the card. */
export const cardType = `${issuerUrl}/vct/ktp/1`

/** Opens a scene that ends with the test. */
export async function openPresentingScene(
  profile: PresentationProfile,
  options: Partial<WalletOptions> = {},
): Promise<PresentingScene> {
  const issuing = await openIssuerScene({ haip: false })
  onTestFinished(() => issuing.close())
  const { origin } = new URL(issuerUrl)
  const hosts = openHosts()
  const root = await createRoot()
  const wallet = await openWallet({
    vault: createMemoryVault(),
    fetch: (url, init) => (new URL(url).origin === origin ? issuing : hosts).fetch(url, init),
    now: issuing.now,
    verifyX5c: createX5cVerifier(),
    ...options,
  })
  const trust = { ...issuing.issuer.trustList(), roots: [root.pem] }
  const { credentialOfferUri } = await issuing.offer({ txCode: false })
  await wallet.receive(credentialOfferUri, { trust })
  const verifier = await openScriptedVerifier(profile, { hosts, root, vct: cardType })
  const review = async (changes?: AskingChanges): Promise<PresentationReview> =>
    wallet.review(await verifier.ask(changes), { trust })
  return {
    profile,
    wallet,
    verifier,
    hosts,
    root,
    trust,
    now: issuing.now,
    review,
    present: async (changes) => wallet.respond(await review(changes), { consent: true }),
  }
}
