import { didJwkSigner } from '@lontar/credentials/did'
import { VerificationError } from '@lontar/credentials/errors'
import { generatePrivateJwk } from '@lontar/credentials/jose'
import { afterAll, beforeAll, describe, expect, onTestFinished, test, vi } from 'vitest'
import { expectKept, openOurWallet } from '../support/our-wallet.ts'
import { verifyAtRest } from '../support/verify-at-rest.ts'
import { type CredoIssuer, openCredoIssuer } from './support/credo-issuer.ts'

/*
 * An issuer made of Credo 0.6.3, and our wallet. What Credo cannot do:
 * - `vc+jwt`: it has no identifier for it.
 * - Encryption, notifications, credential identifiers, wallet-initiated flows: its issuer has none of them.
 * - Sign-in: the page is another server's, to which it sends the browser on.
 * - Status: it signs what it is given and publishes no list, so that our verifier is asked without one.
 * It names the key of an SD-JWT VC by `#0` alone, and answers a pushed request with 200 instead of 201.
 */

const formats = [
  ['dc+sd-jwt', 'ktp_dc+sd-jwt'],
  ['vc+sd-jwt', 'ktp_vc+sd-jwt'],
  ['jwt_vc_json', 'ktp-proof_jwt_vc_json'],
] as const

let issuer: CredoIssuer
beforeAll(async () => {
  issuer = await openCredoIssuer()
})
afterAll(() => issuer.close())

describe('our wallet receives from Credo by a pre-authorized code with a transaction code', () => {
  test.each(formats)('a %s', async (format, configurationId) => {
    const wallet = await openOurWallet()
    const { uri, txCode } = await issuer.offer({ configurationIds: [configurationId] })
    const kept = await wallet.receive(uri, { txCode, trust: issuer.trust })
    await expectKept(wallet, kept, issuer.trust, { format })
  })

  test('three copies, each for a key of its own, by a token that must be bound', async () => {
    const wallet = await openOurWallet()
    const offer = { configurationIds: ['ktp_dc+sd-jwt'], dpopRequired: true }
    const { uri, txCode } = await issuer.offer(offer)
    const kept = await wallet.receive(uri, { txCode, trust: issuer.trust, copies: 3 })
    await expectKept(wallet, kept, issuer.trust, { format: 'dc+sd-jwt', count: 3 })
  })

  test('all of one offer', async () => {
    const wallet = await openOurWallet()
    const { uri, txCode } = await issuer.offer({ configurationIds: formats.map(([, id]) => id) })
    const kept = await wallet.receive(uri, { txCode, trust: issuer.trust })
    expect(kept.map(({ format }) => format)).toEqual(formats.map(([format]) => format))
  })

  test('nothing with a wrong transaction code, and then with the right one', async () => {
    const wallet = await openOurWallet()
    const { uri, txCode } = await issuer.offer({ configurationIds: ['ktp_dc+sd-jwt'] })
    const wrong = txCode === '000000' ? '000001' : '000000'
    const refused = wallet.receive(uri, { txCode: wrong, trust: issuer.trust })
    await expect(refused).rejects.toMatchObject({ code: 'tx_code_wrong' })
    expect(await wallet.receive(uri, { txCode, trust: issuer.trust })).toHaveLength(1)
  })

  test('what our verifier refuses as long as it wants a status', async () => {
    const wallet = await openOurWallet()
    const { uri, txCode } = await issuer.offer({ configurationIds: ['ktp_dc+sd-jwt'] })
    const [kept] = await wallet.receive(uri, { txCode, trust: issuer.trust })
    const { credential } = await wallet.show(kept?.id ?? '')
    await expect(verifyAtRest(credential, issuer.trust)).rejects.toMatchObject({ code: 'status_missing' })
  })

  test('nothing when its list does not know the issuer', async () => {
    const wallet = await openOurWallet()
    const { uri, txCode } = await issuer.offer({ configurationIds: ['ktp_dc+sd-jwt'] })
    const trust = { issuers: [], roots: [], verifiers: [] }
    const refused = wallet.receive(uri, { txCode, trust })
    await expect(refused).rejects.toThrow(VerificationError)
    await expect(refused).rejects.toMatchObject({ code: 'issuer_untrusted' })
  })

  test('a dc+sd-jwt later, after an officer approved', async () => {
    // Both keep the interval by the time, which stands still and is set forward.
    const start = Date.now()
    vi.useFakeTimers({ toFake: ['Date'], now: start })
    onTestFinished(() => void vi.useRealTimers())
    const wallet = await openOurWallet()
    const offer = { configurationIds: ['ktp_dc+sd-jwt'], deferred: true }
    const { uri, txCode, approve } = await issuer.offer(offer)
    const { trust } = issuer
    expect(await wallet.receive(uri, { txCode, trust })).toEqual([])
    const [{ id = '' } = {}] = await wallet.pending()
    vi.setSystemTime(start + 5000)
    expect(await wallet.collect(id, { trust })).toMatchObject({ state: 'pending' })
    approve()
    vi.setSystemTime(start + 10_000)
    const outcome = await wallet.collect(id, { trust })
    if (outcome.state !== 'received') throw new TypeError('nothing came')
    await expectKept(wallet, outcome.credentials, trust, { format: 'dc+sd-jwt' })
    expect(await wallet.pending()).toEqual([])
  })
})

describe('our wallet reads the metadata of Credo', () => {
  const configurationIds = ['ktp_dc+sd-jwt']

  test('signed, where it knows who has to sign them', async () => {
    const { trust } = issuer
    const wallet = await openOurWallet({ findMetadataSigner: () => trust.issuers[0] })
    const { uri, txCode } = await issuer.offer({ configurationIds })
    const kept = await wallet.receive(uri, { txCode, trust })
    await expectKept(wallet, kept, trust, { format: 'dc+sd-jwt' })
  })

  test('and none that another signed', async () => {
    const { trust } = issuer
    const stranger = await didJwkSigner(await generatePrivateJwk())
    const signer = { issuer: 'did:example:other', types: [], jwks: { keys: [stranger.publicJwk] } }
    const wallet = await openOurWallet({ findMetadataSigner: () => signer })
    const { uri } = await issuer.offer({ configurationIds })
    const refused = wallet.resolveOffer(uri, { trust })
    await expect(refused).rejects.toMatchObject({ code: 'issuer_metadata_signature_invalid' })
  })
})

describe('our wallet receives from Credo by an authorization code with PAR, PKCE and DPoP', () => {
  test.each(formats)('a %s', async (format, configurationId) => {
    const wallet = await openOurWallet()
    const configurationIds = [configurationId]
    const { uri } = await issuer.offer({
      configurationIds,
      grant: 'authorization_code',
      dpopRequired: true,
    })
    const redirectUri = 'https://dompet.example/kembali'
    const { trust } = issuer
    const { authorizationUrl, session } = await wallet.authorize(uri, {
      clientId: 'dompet',
      redirectUri,
      trust,
    })
    const location = await followTo(redirectUri, authorizationUrl)
    const kept = await wallet.complete(session, location, { trust })
    await expectKept(wallet, kept, issuer.trust, { format })
  })
})

/** A browser: follows every redirection until it is sent to the wallet. */
async function followTo(end: string, start: string): Promise<string> {
  let url = start
  for (let hops = 0; hops < 5 && !url.startsWith(end); hops += 1) {
    const response = await fetch(url, { redirect: 'manual' })
    url = response.headers.get('location') ?? `no way on: ${response.status} ${await response.text()}`
  }
  return url
}
