import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Signer, TrustList } from '@lontar/credentials'
import { didJwkSigner } from '@lontar/credentials/did'
import { createGuardedFetch } from '@lontar/credentials/guarded-fetch'
import { createLocalSigner, generatePrivateJwk, type PrivateJwk } from '@lontar/credentials/jose'
import { createX5cVerifier } from '@lontar/credentials/x509'
import { ask as createAsk } from '@lontar/documents/ask'
import { createX509Hash } from '@lontar/openid4vc/openid4vp'
import { createCertificate, startLoopbackServer } from '@lontar/testkit'
import {
  createMemoryVerifierStore,
  createVerifier,
  type Verifier,
  type VerifierOptions,
} from '@lontar/verifier'
import { createMemoryVault, openWallet, type Wallet } from '@lontar/wallet'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openRealIssuer, type RealIssuer } from './support/real-issuer.ts'

const hotel = createAsk('hotel', {
  service: 'hotel_wni',
  credential: 'KtpCredential',
  purpose: { id: 'Check-in hotel', en: 'Hotel check-in' },
  legalBasis: 'contract',
  claims: ['name'],
  retentionDays: 1,
})
const fetch = createGuardedFetch({ dangerouslyAllowLoopbackHttp: true })
const hour = 3_600_000

let folder: string
let issuer: RealIssuer
let wallet: Wallet
let signer: Signer
let clientId: string
let trust: TrustList

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lontar-haip-'))
  issuer = await openRealIssuer({ file: join(folder, 'issuer.db') })
  wallet = await openWallet({
    vault: createMemoryVault(),
    fetch,
    verifyX5c: createX5cVerifier(),
    profile: 'haip',
  })
  const { credentialOfferUri } = await issuer.issuer.offer(await issuer.identity(), {
    configurationIds: ['ktp_dc+sd-jwt', 'ktp_vc+sd-jwt'],
    txCode: false,
  })
  await wallet.receive(credentialOfferUri, { trust: issuer.issuer.trustList() })
  const validity = { notBefore: new Date(Date.now() - hour), notAfter: new Date(Date.now() + hour) }
  const root = await createCertificate({ commonName: 'Root', isCa: true, keyUsageBits: 0x06, ...validity })
  const leaf = await createCertificate({
    commonName: 'Hotel',
    issuedBy: root,
    isCa: false,
    keyUsageBits: 0x80,
    dnsNames: ['localhost'],
    ...validity,
  })
  signer = { ...(await createLocalSigner(leaf.privateJwk as PrivateJwk)), x5c: [leaf.base64] }
  clientId = `x509_hash:${await createX509Hash(leaf.base64)}`
  trust = { ...issuer.issuer.trustList(), roots: [root.pem] }
}, 60_000)

afterAll(async () => {
  await issuer.close()
  await rm(folder, { recursive: true, force: true })
})

const base = (url: string): VerifierOptions => ({
  url,
  name: 'Hotel Contoh',
  trust: issuer.issuer.trustList(),
  store: createMemoryVerifierStore(),
  fetch,
})

async function meet<Result>(
  options: Partial<VerifierOptions>,
  work: (verifier: Verifier, requestUri: string, transactionId: string) => Promise<Result>,
): Promise<Result> {
  const server = await startLoopbackServer((request) => verifier.fetch(request))
  const verifier = createVerifier({ ...base(server.url), ...options })
  try {
    const request = await verifier.request(hotel)
    if (!('requestUri' in request)) throw new TypeError('this ask needs a request')
    return await work(verifier, request.requestUri, request.transactionId)
  } finally {
    await server.close()
  }
}

describe('a verifier and a wallet of HAIP', () => {
  test('understand each other', async () => {
    await meet({ profile: 'haip', signer, clientId }, async (verifier, requestUri, transactionId) => {
      const review = await wallet.review(requestUri, { trust })
      expect(review.verifier).toMatchObject({ identifiedBy: 'x509_hash', trusted: true })
      expect(review.options.map(({ credentials }) => credentials[0]?.format)).toEqual(['dc+sd-jwt'])
      await wallet.respond(review, { consent: true })
      expect((await verifier.result(transactionId)).state).toBe('accepted')
    })
  })
})

describe('a wallet of HAIP', () => {
  const unlike: readonly [string, () => Promise<Partial<VerifierOptions>>][] = [
    [
      'whose verifier is known by a DID',
      async () => ({ signer: await didJwkSigner(await generatePrivateJwk()) }),
    ],
    ['that comes by value', async () => ({ signer, clientId, passRequestBy: 'value' })],
    ['for an answer in clear', async () => ({ signer, clientId, responseMode: 'direct_post' })],
    ['for another format', async () => ({ signer, clientId, askFormats: ['vc+sd-jwt'] })],
  ]
  test.each(unlike)('refuses a request %s', async (_name, options) => {
    const given = { askFormats: ['dc+sd-jwt'] as const, ...(await options()) }
    await meet(given, async (verifier, requestUri, transactionId) => {
      await expect(wallet.review(requestUri, { trust })).rejects.toMatchObject({
        code: 'authorization_request_unsupported',
      })
      expect((await verifier.result(transactionId)).state).not.toBe('accepted')
    })
  })
})

describe('a verifier of HAIP', () => {
  const unlike: readonly [string, () => Promise<Partial<VerifierOptions>>][] = [
    ['a DID', async () => ({ signer: await didJwkSigner(await generatePrivateJwk()) })],
    ['no key', async () => ({ clientId })],
    ['requests by value', async () => ({ signer, clientId, passRequestBy: 'value' })],
    ['answers in clear', async () => ({ signer, clientId, responseMode: 'direct_post' })],
    ['another format', async () => ({ signer, clientId, askFormats: ['dc+sd-jwt', 'vc+sd-jwt'] })],
  ]
  test.each(unlike)('is none with %s', async (_name, options) => {
    const given = { ...base('https://hotel.example'), profile: 'haip' as const, ...(await options()) }
    expect(() => createVerifier(given)).toThrow(expect.objectContaining({ code: 'ERR_INVALID_ARG_VALUE' }))
  })
})
