import { didJwkSigner } from '@lontar/credentials/did'
import type { GuardedFetch } from '@lontar/credentials/guarded-fetch'
import { createLocalSigner, generatePrivateJwk, parseJson } from '@lontar/credentials/jose'
import { type Ask, ask } from '@lontar/documents/ask'
import { credentialFormats } from '@lontar/documents/credential-types'
import { signVerifiedIdentity } from '@lontar/documents/verified-identity'
import { createIssuer, createMemoryIssuerStore, type Issuer } from '@lontar/issuer'
import { createMemoryVerifierStore, createVerifier, type Verifier } from '@lontar/verifier'
import { createMemoryVault, openWallet, type Wallet } from '@lontar/wallet'
import type { IAgent, TAgent } from '@veramo/core-types'
import { inventedIdentity, startOfTest } from '../proof-payload.test-support.ts'
import type { AgentMethodError } from './agent-method-error.ts'
import type { ILontarIssuer } from './lontar-issuer-methods.ts'
import { lontarIssuerPlugin } from './lontar-issuer-plugin.ts'
import type { ILontarVerifier } from './lontar-verifier-methods.ts'
import { lontarVerifierPlugin } from './lontar-verifier-plugin.ts'
import type { ILontarWallet } from './lontar-wallet-methods.ts'
import { lontarWalletPlugin } from './lontar-wallet-plugin.ts'

/** An agent with the methods of all three roles. */
export type RolesAgent = TAgent<ILontarIssuer & ILontarWallet & ILontarVerifier>

/** An issuer, a wallet and a verifier that reach each other, and one agent with their methods. */
export interface PluginWorld {
  readonly agent: RolesAgent
  readonly issuer: Issuer
  readonly wallet: Wallet
  readonly verifier: Verifier
  /** What the plugins told of. */
  readonly errors: AgentMethodError[]
  /** A fresh identity that proofing signed. */
  identity(): Promise<string>
  /** Moves the clock of everyone. */
  advance(seconds: number): void
}

const issuerUrl = 'https://issuer.example'
const verifierUrl = 'https://hotel.example'

/** The one thing that this verifier asks. */
export const checkIn: Ask = ask('hotel', {
  service: 'hotel_wni',
  credential: 'KtpCredential',
  purpose: { id: 'Check-in hotel', en: 'Hotel check-in' },
  legalBasis: 'contract',
  claims: ['name', 'age_equal_or_over.18'],
  conditions: [{ claim: 'age_equal_or_over.18', equals: true }],
  retentionDays: 1,
})

/** Opens the world; `schemaValidation` has Veramo validate what comes in and goes out besides. */
export async function openPluginWorld(options: { schemaValidation?: boolean } = {}): Promise<PluginWorld> {
  const clock = { now: startOfTest }
  const now = () => clock.now
  const evidence = await createLocalSigner(await generatePrivateJwk())
  const issuer = createIssuer({
    url: issuerUrl,
    name: 'Dinas Dukcapil Contoh',
    signer: await didJwkSigner(await generatePrivateJwk()),
    store: createMemoryIssuerStore(),
    formats: credentialFormats().filter(({ id }) => id !== 'jwt_vc_json'),
    evidenceKeys: [{ ...evidence.publicJwk, kid: evidence.keyId }],
    timeZone: 'Asia/Makassar',
    now,
  })
  const trust = issuer.trustList()
  const fetch: GuardedFetch = (url, init) =>
    fetchFrom(url.startsWith(issuerUrl) ? issuer : verifier, url, init)
  const verifier: Verifier = createVerifier({
    url: verifierUrl,
    name: 'Hotel Contoh',
    trust,
    signer: await didJwkSigner(await generatePrivateJwk()),
    store: createMemoryVerifierStore(),
    fetch,
    now,
  })
  const wallet = await openWallet({ vault: createMemoryVault(), fetch, now })
  const errors: AgentMethodError[] = []
  const onError = (error: AgentMethodError) => void errors.push(error)
  const { createAgent } = await import('@veramo/core')
  const agent = createAgent<ILontarIssuer & ILontarWallet & ILontarVerifier>({
    plugins: [
      lontarIssuerPlugin({ issuer, onError }),
      lontarWalletPlugin({ wallet, trust, now, onError }),
      lontarVerifierPlugin({ verifier, asks: new Map([['hotel', checkIn]]), onError }),
    ],
    ...options,
  })
  return {
    agent,
    issuer,
    wallet,
    verifier,
    errors,
    identity: () => signVerifiedIdentity({ identity: inventedIdentity(), signer: evidence }),
    advance: (seconds) => {
      clock.now = new Date(clock.now.getTime() + seconds * 1_000)
    },
  }
}

/** Offers a credential by the agent and takes it up by the agent. */
export async function receiveByAgent({ agent, identity }: Pick<PluginWorld, 'agent' | 'identity'>) {
  const { credentialOfferUri, txCode } = await agent.createCredentialOffer({
    identity: await identity(),
    configurationIds: ['ktp_vc+sd-jwt'],
  })
  return agent.acceptCredentialOffer({ credentialOffer: credentialOfferUri, txCode: txCode ?? '' })
}

/** What a method failed with. */
export async function failureOf(agent: IAgent, method: string, args: unknown): Promise<unknown> {
  return agent.execute(method, args).then(
    () => undefined,
    (reason: unknown) => reason,
  )
}

async function fetchFrom(
  server: Pick<Issuer, 'fetch'>,
  url: string,
  init: Parameters<GuardedFetch>[1],
): ReturnType<GuardedFetch> {
  const { status, headers, ...answer } = await read(await server.fetch(new Request(url, init)))
  return { status, headers, text: () => answer.text, json: () => parseJson(answer.text) }
}

async function read(response: Response) {
  return { status: response.status, headers: response.headers, text: await response.text() }
}
