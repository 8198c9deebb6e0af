import type { Signer } from '@lontar/credentials'
import { createGuardedFetch, type GuardedFetch } from '@lontar/credentials/guarded-fetch'
import { createLocalSigner, generatePrivateJwk, randomToken } from '@lontar/credentials/jose'
import { createX5cVerifier } from '@lontar/credentials/x509'
import { credentialFormats } from '@lontar/documents/credential-types'
import { parseKtp } from '@lontar/documents/ktp'
import { signVerifiedIdentity } from '@lontar/documents/verified-identity'
import {
  createIssuer,
  createMemoryIssuerStore,
  type DeliveryNotification,
  type Issuer,
  type IssuerConfiguration,
  type Offer,
  type OfferOptions,
} from '@lontar/issuer'
import { mariaContoh, startLoopbackServer } from '@lontar/testkit'
import { type Answer, answerOf } from './answer.ts'
import { type CertifiedKey, certify, createRoot } from './certified-key.ts'

/** The public address of every scene: TLS ends before the issuer, which hears HTTP on loopback. */
export const issuerUrl = 'https://issuer.example/ntt'

/** What is asked for: HAIP knows no other format. */
export const configurationId = 'ktp_dc+sd-jwt'

/** A request as it reached the issuer. */
export interface SeenRequest {
  /** The path below `issuerUrl`, such as `/token`; the whole path when it is not below it. */
  readonly path: string
  readonly headers: Headers
  readonly body: string
}

/** What a test may choose. */
export interface SceneOptions {
  /** False for an issuer that wants neither DPoP nor attestations; true by default. */
  readonly haip?: boolean
  readonly configuration?: Partial<IssuerConfiguration>
  /** Changes what the issuer answers, on its way to the wallet. */
  readonly tamper?: (request: SeenRequest, response: Response) => Promise<Response> | Response
}

/** An issuer as HAIP wants it, over real HTTP, with a wallet provider that it trusts. */
export interface IssuerScene {
  readonly issuer: Issuer
  /** What time it is, everywhere in the scene. */
  now(): Date
  advance(seconds: number): void
  /** The authority above the issuer and the attesters, as PEM. */
  readonly rootPem: string
  readonly clientAttester: CertifiedKey
  readonly keyAttester: CertifiedKey
  readonly notifications: DeliveryNotification[]
  /** Everything that was asked, in order. */
  readonly requests: readonly SeenRequest[]
  /** The way of a wallet to the scene, and nowhere else. */
  readonly fetch: GuardedFetch
  /** Asks an address below `issuerUrl`, or another of its host. */
  send(url: string, init?: RequestInit): Promise<Answer>
  /** Proves an invented person anew and offers credentials. */
  offer(options?: Partial<OfferOptions>): Promise<Offer>
  close(): Promise<void>
}

const start = new Date('2026-11-24T02:17:23Z')

/** Opens a scene. With HAIP, DPoP, client attestation and key attestation are required. */
export async function openIssuerScene(options: SceneOptions = {}): Promise<IssuerScene> {
  const { haip = true, configuration = {}, tamper = (_request, response) => response } = options
  const root = await createRoot()
  const [issuing, clientAttester, keyAttester, evidence] = await Promise.all([
    certify('issuer.example', root, { dnsNames: ['issuer.example'], uris: [issuerUrl] }),
    certify('wallet-provider.example', root),
    certify('key-storage.example', root),
    createLocalSigner(await generatePrivateJwk()),
  ])
  const attestation = { attesters: [{ roots: [root.pem] }], required: true, verifyX5c: createX5cVerifier() }
  const notifications: DeliveryNotification[] = []
  const clock = { now: start }
  const now = (): Date => clock.now
  const issuer = createIssuer({
    url: issuerUrl,
    name: 'Dinas Contoh',
    signer: issuing.signer,
    certificateChain: issuing.x5c,
    metadataSigner: issuing.signer,
    store: createMemoryIssuerStore(),
    formats: credentialFormats().filter(({ id }) => id === 'dc+sd-jwt'),
    evidenceKeys: [{ ...evidence.publicJwk, kid: evidence.keyId }],
    timeZone: 'Asia/Makassar',
    ...(haip && {
      dpop: 'required',
      clientAttestation: { ...attestation, challengeRequired: true },
      keyAttestation: attestation,
      clients: { attestedClients: true },
    }),
    encryption: { keys: [{ ...(await generatePrivateJwk()), kid: 'encryption-1' }] },
    now,
    onNotification: (notification) => notifications.push(notification),
    ...configuration,
  })
  const requests: SeenRequest[] = []
  const server = await startLoopbackServer(async (request) => {
    const seen = await see(request.clone())
    requests.push(seen)
    return tamper(seen, await issuer.fetch(request))
  })
  const guarded = createGuardedFetch({ dangerouslyAllowLoopbackHttp: true })
  return {
    issuer,
    now,
    advance: (seconds) => {
      clock.now = new Date(clock.now.getTime() + seconds * 1000)
    },
    rootPem: root.pem,
    clientAttester,
    keyAttester,
    notifications,
    requests,
    fetch: (url, init) => guarded(onLoopback(url, server.url), init),
    send: async (url, init = {}) =>
      answerOf(await fetch(onLoopback(url, server.url), { redirect: 'manual', ...init })),
    offer: async (wanted = {}) =>
      issuer.offer(await proveMaria(evidence, now()), {
        configurationIds: [configurationId],
        byReference: false,
        ...wanted,
      }),
    close: () => server.close(),
  }
}

async function see(request: Request): Promise<SeenRequest> {
  const { pathname } = new URL(request.url)
  const path = pathname.startsWith('/ntt/') ? pathname.slice(4) : pathname
  return { path, headers: request.headers, body: await request.text() }
}

function proveMaria(signer: Signer, now: Date) {
  const evidence = { organization: 'Dinas Contoh', time: now, simulated: false } as const
  return signVerifiedIdentity({
    identity: {
      jti: randomToken(),
      document: { kind: 'ktp', card: parseKtp(mariaContoh) },
      assuranceLevel: 'substantial',
      evidence: [{ type: 'document', checkMethod: 'vri', ...evidence }],
      issuedAt: now,
      expiresAt: new Date(now.getTime() + 600_000),
    },
    signer,
  })
}

function onLoopback(url: string, address: string): string {
  const { origin, pathname, search } = new URL(url)
  if (origin !== new URL(issuerUrl).origin) throw new TypeError('the scene has one host')
  return address + pathname + search
}
