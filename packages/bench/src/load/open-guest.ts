import { didJwkSigner } from '@lontar/credentials/did'
import { createGuardedFetch, type GuardedFetch } from '@lontar/credentials/guarded-fetch'
import { createLocalSigner, generatePrivateJwk, randomToken } from '@lontar/credentials/jose'
import { credentialFormats } from '@lontar/documents/credential-types'
import { parseKtp } from '@lontar/documents/ktp'
import { signVerifiedIdentity } from '@lontar/documents/verified-identity'
import { createIssuer, createMemoryIssuerStore } from '@lontar/issuer'
import { mariaContoh, startLoopbackServer } from '@lontar/testkit'
import { createMemoryVault, openWallet, type Wallet } from '@lontar/wallet'

/** A holder with a credential, whose calls are timed. */
export interface TimedGuest {
  readonly wallet: Wallet
  /** The trust list of the issuer. */
  readonly trust: ReturnType<ReturnType<typeof createIssuer>['trustList']>
  /** How long the last posted answer took to be answered, in milliseconds. */
  readonly lastPost: () => number
  close(): Promise<void>
}

/** Starts an issuer over HTTP and lets a wallet collect a credential from it. */
export async function openGuest(): Promise<TimedGuest> {
  const evidenceSigner = await createLocalSigner(await generatePrivateJwk())
  // An issuer knows its address before it can be made.
  const server = await startLoopbackServer((request) => issuer.fetch(request))
  const issuer = createIssuer({
    url: server.url,
    name: 'Dinas Contoh',
    signer: await didJwkSigner(await generatePrivateJwk()),
    store: createMemoryIssuerStore(),
    formats: credentialFormats().filter(({ id }) => id === 'vc+sd-jwt'),
    evidenceKeys: [{ ...evidenceSigner.publicJwk, kid: evidenceSigner.keyId }],
    timeZone: 'Asia/Makassar',
    dangerouslyAllowLoopbackHttp: true,
  })
  const { fetch, lastPost } = timed(createGuardedFetch({ dangerouslyAllowLoopbackHttp: true }))
  const wallet = await openWallet({ vault: createMemoryVault(), fetch })
  const now = new Date()
  const identity = await signVerifiedIdentity({
    signer: evidenceSigner,
    identity: {
      jti: randomToken(),
      document: { kind: 'ktp', card: parseKtp(mariaContoh) },
      assuranceLevel: 'substantial',
      evidence: [
        { type: 'document', checkMethod: 'vri', organization: 'Dinas Contoh', time: now, simulated: false },
      ],
      issuedAt: now,
      expiresAt: new Date(now.getTime() + 600_000),
    },
  })
  const trust = issuer.trustList()
  const options = { configurationIds: ['ktp_vc+sd-jwt'], txCode: false }
  await wallet.receive((await issuer.offer(identity, options)).credentialOfferUri, { trust })
  return { wallet, trust, lastPost, close: () => server.close() }
}

function timed(fetch: GuardedFetch): { readonly fetch: GuardedFetch; readonly lastPost: () => number } {
  let last = 0
  return {
    lastPost: () => last,
    async fetch(url, init) {
      const start = performance.now()
      const response = await fetch(url, init)
      if (new URL(url).pathname === '/response') last = performance.now() - start
      return response
    },
  }
}
