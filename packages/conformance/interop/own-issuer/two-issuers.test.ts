import { didJwkSigner } from '@lontar/credentials/did'
import { createGuardedFetch } from '@lontar/credentials/guarded-fetch'
import { createLocalSigner, generatePrivateJwk, randomToken } from '@lontar/credentials/jose'
import { credentialFormats } from '@lontar/documents/credential-types'
import { parseKtp } from '@lontar/documents/ktp'
import { signVerifiedIdentity } from '@lontar/documents/verified-identity'
import { createIssuer, createIssuerHost, createMemoryIssuerStore, type Issuer } from '@lontar/issuer'
import { mariaContoh, startLoopbackServer } from '@lontar/testkit'
import { createMemoryVault, openWallet } from '@lontar/wallet'
import { afterAll, beforeAll, expect, test } from 'vitest'

const configurationIds = ['ktp_vc+sd-jwt']
const redirectUri = 'https://dompet.example/kembali'

let issuers: readonly [Issuer, Issuer]
let offer: (issuer: Issuer) => ReturnType<Issuer['offer']>
let close: () => Promise<void>
beforeAll(async () => {
  const evidence = await createLocalSigner(await generatePrivateJwk())
  const server = await startLoopbackServer((request) => host.fetch(request))
  const make = async (path: string, timeZone: string): Promise<Issuer> =>
    createIssuer({
      url: server.url + path,
      name: `Dinas ${path}`,
      signer: await didJwkSigner(await generatePrivateJwk()),
      store: createMemoryIssuerStore(),
      formats: credentialFormats().filter(({ id }) => id !== 'jwt_vc_json'),
      evidenceKeys: [{ ...evidence.publicJwk, kid: evidence.keyId }],
      clients: { publicClients: [{ clientId: 'dompet', redirectUris: [redirectUri] }] },
      timeZone,
      dangerouslyAllowLoopbackHttp: true,
    })
  issuers = [await make('/ntt', 'Asia/Makassar'), await make('/papua', 'Asia/Jayapura')]
  const host = createIssuerHost({ issuers })
  close = () => server.close()
  offer = async (issuer) => {
    const now = new Date()
    const identity = await signVerifiedIdentity({
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
      signer: evidence,
    })
    return issuer.offer(identity, { configurationIds })
  }
})
afterAll(() => close())

const open = () =>
  openWallet({
    vault: createMemoryVault(),
    fetch: createGuardedFetch({ dangerouslyAllowLoopbackHttp: true }),
  })

test('two issuers of one host each give their own credential, and neither is taken for the other', async () => {
  const wallet = await open()
  for (const issuer of issuers) {
    const { credentialOfferUri, txCode } = await offer(issuer)
    const trust = issuer.trustList()
    const reviewed = await wallet.resolveOffer(credentialOfferUri, { trust })
    expect(reviewed).toMatchObject({ issuer: issuer.url, issuerTrusted: true })
    const [kept] = await wallet.receive(reviewed, { txCode: txCode ?? '' })
    expect(kept).toMatchObject({ issuer: issuer.issuer, type: `${issuer.url}/vct/ktp/1` })
  }
  expect(await wallet.list()).toHaveLength(2)
})

test('trust in one of them is no trust in the other', async () => {
  const wallet = await open()
  const [first, second] = issuers
  const { credentialOfferUri, txCode } = await offer(second)
  const trust = first.trustList()
  const attempt = wallet.receive(credentialOfferUri, { trust, txCode: txCode ?? '' })
  await expect(attempt).rejects.toMatchObject({ code: 'issuer_untrusted' })
  const wanted = { issuer: second.url, configurationIds }
  const begun = wallet.authorize(wanted, { clientId: 'dompet', redirectUri, trust })
  await expect(begun).rejects.toMatchObject({ code: 'issuer_untrusted' })
})

test('E18: the answer of one of them is none to a session with the other', async () => {
  const wallet = await open()
  const [first, second] = issuers
  const going = { clientId: 'dompet', redirectUri }
  const wanted = { issuer: first.url, configurationIds }
  const { session } = await wallet.authorize(wanted, { ...going, trust: first.trustList() })
  const answer = `${redirectUri}?code=a&state=b&iss=${encodeURIComponent(second.url)}`
  await expect(wallet.complete(session, answer, { trust: first.trustList() })).rejects.toMatchObject({
    code: 'oauth_response_mismatch',
  })
})
