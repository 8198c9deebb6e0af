import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Signer, TrustList } from '@lontar/credentials'
import { createGuardedFetch } from '@lontar/credentials/guarded-fetch'
import { createLocalSigner, type PrivateJwk } from '@lontar/credentials/jose'
import { createX5cVerifier } from '@lontar/credentials/x509'
import { type Ask, ask } from '@lontar/documents/ask'
import { createX509Hash } from '@lontar/openid4vc/openid4vp'
import { createCertificate, startLoopbackServer, type TestCertificate } from '@lontar/testkit'
import {
  type CreatedRequest,
  createMemoryVerifierStore,
  createVerifier,
  type Verifier,
  type VerifierOptions,
} from '@lontar/verifier'
import { createMemoryVault, openWallet, type Wallet, type WalletOptions } from '@lontar/wallet'
import { openRealIssuer } from './real-issuer.ts'

/** What the hotel asks for. */
export const hotel: Ask<'name'> = ask('hotel', {
  service: 'hotel_wni',
  credential: 'KtpCredential',
  purpose: { id: 'Check-in hotel', en: 'Hotel check-in' },
  legalBasis: 'contract',
  claims: ['name'],
  retentionDays: 1,
})

const fetch = createGuardedFetch({ dangerouslyAllowLoopbackHttp: true })
const hour = 3_600_000

/** From an hour ago for two hours. */
export const validity = {
  notBefore: new Date(Date.now() - hour),
  notAfter: new Date(Date.now() + hour),
}

/** Who a verifier is; the address at which it is answered is known only once it listens. */
export type Identify = (responseUri: string) => Partial<VerifierOptions> | Promise<Partial<VerifierOptions>>

/** A root, a certificate of a hotel under it, and a wallet that holds a credential of a real issuer. */
export interface CertifiedScene {
  readonly wallet: Wallet
  readonly root: TestCertificate
  /** The certificate of the hotel; it names `localhost`. */
  readonly leaf: TestCertificate
  /** The key of the certificate. */
  readonly key: PrivateJwk
  /** The trust list of the issuer, with the root. */
  readonly trust: TrustList
  /** The options of a verifier at this URL that nobody has identified yet. */
  verifierAt(url: string): VerifierOptions
  /** Serves a verifier as `localhost`, so that a certificate can name it, and lets a test meet it. */
  meet<Result>(identify: Identify, work: (verifier: Verifier) => Promise<Result>): Promise<Result>
  close(): Promise<void>
}

/**
 * Opens it.
 *
 * @param configurationIds the credentials that the wallet collects
 */
export async function openCertifiedScene(
  configurationIds: readonly string[],
  options: Pick<WalletOptions, 'profile'> = {},
): Promise<CertifiedScene> {
  const folder = await mkdtemp(join(tmpdir(), 'lontar-certified-'))
  const issuer = await openRealIssuer({ file: join(folder, 'issuer.db') })
  const trusted = issuer.issuer.trustList()
  const verifyX5c = createX5cVerifier()
  const wallet = await openWallet({ vault: createMemoryVault(), fetch, verifyX5c, ...options })
  const identity = await issuer.identity()
  const { credentialOfferUri } = await issuer.issuer.offer(identity, { configurationIds, txCode: false })
  await wallet.receive(credentialOfferUri, { trust: trusted })
  const root = await createCertificate({ commonName: 'Root', isCa: true, keyUsageBits: 0x06, ...validity })
  const leaf = await certify(root)
  const verifierAt = (url: string): VerifierOptions => ({
    url,
    name: 'Hotel Contoh',
    trust: trusted,
    store: createMemoryVerifierStore(),
    fetch,
  })
  return {
    wallet,
    root,
    leaf,
    key: leaf.privateJwk as PrivateJwk,
    trust: { ...trusted, roots: [root.pem] },
    verifierAt,
    meet: (identify, work) => meet(verifierAt, identify, work),
    async close() {
      await issuer.close()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

/** A certificate for signing requests. */
export function certify(issuedBy: TestCertificate, dnsNames = ['localhost']): Promise<TestCertificate> {
  const traits = { commonName: 'Hotel', isCa: false, keyUsageBits: 0x80, dnsNames, ...validity }
  return createCertificate({ ...traits, issuedBy })
}

/** A signer with the key of a certificate, which it shows. */
export async function certified({ privateJwk, base64 }: TestCertificate): Promise<Signer> {
  return { ...(await createLocalSigner(privateJwk as PrivateJwk)), x5c: [base64] }
}

/** The Client Identifier of whoever has a certificate. */
export async function hashOf({ base64 }: TestCertificate): Promise<string> {
  return `x509_hash:${await createX509Hash(base64)}`
}

/** Lets a verifier ask for the credential of the hotel. */
export async function askHotel(verifier: Verifier): Promise<CreatedRequest> {
  const request = await verifier.request(hotel)
  if (!('requestUri' in request)) throw new TypeError('this ask needs a request')
  return request
}

async function meet<Result>(
  verifierAt: CertifiedScene['verifierAt'],
  identify: Identify,
  work: (verifier: Verifier) => Promise<Result>,
): Promise<Result> {
  // A verifier knows its address before it can be made.
  const server = await startLoopbackServer((request) => verifier.fetch(request))
  const url = server.url.replace('127.0.0.1', 'localhost')
  const verifier = createVerifier({ ...verifierAt(url), ...(await identify(`${url}/response`)) })
  try {
    return await work(verifier)
  } finally {
    await server.close()
  }
}
