import { afterAll, beforeAll, describe, expect, onTestFinished, test, vi } from 'vitest'
import { expectKept, openOurWallet } from '../support/our-wallet.ts'
import { type ForeignIssuer, openForeignIssuer } from './support/foreign-issuer.ts'
import { createSealedEndpoint } from './support/sealed-endpoint.ts'

/*
 * An issuer of `@openid4vc/*` 0.4.6, and our wallet. The library gives messages and checks; the server, the store and the
 * signatures are the test's. What it cannot do:
 * - `vc+jwt`: it has no schema for it.
 * - Encryption: it neither reads an encrypted request nor writes an encrypted response. jose does, around it.
 * - A deferred delivery with a `notification_id`: its own schema refuses it.
 * - Status: the credentials here have none, so that our verifier is asked without one.
 */

const formats = [
  ['dc+sd-jwt', 'ktp_dc+sd-jwt'],
  ['vc+sd-jwt', 'ktp_vc+sd-jwt'],
  ['jwt_vc_json', 'ktp-proof_jwt_vc_json'],
] as const
const redirectUri = 'https://dompet.example/kembali'

let issuer: ForeignIssuer
beforeAll(async () => {
  issuer = await openForeignIssuer()
})
afterAll(() => issuer.close())

describe('our wallet receives from @openid4vc by a pre-authorized code with a transaction code', () => {
  test.each(formats)('a %s, and tells the issuer that it kept it', async (format, configurationId) => {
    const wallet = await openOurWallet()
    const { uri, session } = await issuer.offer({ configurationIds: [configurationId] })
    const { trust } = issuer
    const kept = await wallet.receive(uri, { txCode: session.txCode, trust })
    await expectKept(wallet, kept, trust, { format })
    expect(session.events).toEqual(['credential_accepted'])
  })

  test('five copies for five keys, in another order than it asked', async () => {
    const wallet = await openOurWallet()
    const { uri, session } = await issuer.offer({ configurationIds: ['ktp_dc+sd-jwt'] })
    const kept = await wallet.receive(uri, { txCode: session.txCode, trust: issuer.trust, copies: 5 })
    await expectKept(wallet, kept, issuer.trust, { format: 'dc+sd-jwt', count: 5 })
  })

  test('nothing with a wrong transaction code', async () => {
    const wallet = await openOurWallet()
    const { uri } = await issuer.offer({ configurationIds: ['ktp_dc+sd-jwt'] })
    const refused = wallet.receive(uri, { txCode: '000000', trust: issuer.trust })
    await expect(refused).rejects.toMatchObject({ code: 'tx_code_wrong' })
    expect(await wallet.list()).toEqual([])
  })

  test('a credential later, after an officer approved', async () => {
    const start = Date.now()
    vi.useFakeTimers({ toFake: ['Date'], now: start })
    onTestFinished(() => void vi.useRealTimers())
    const wallet = await openOurWallet()
    const { trust } = issuer
    const { uri, session } = await issuer.offer({ configurationIds: ['ktp_dc+sd-jwt'], deferred: true })
    expect(await wallet.receive(uri, { txCode: session.txCode, trust })).toEqual([])
    const [{ id = '' } = {}] = await wallet.pending()
    vi.setSystemTime(start + 10_000)
    expect(await wallet.collect(id, { trust })).toMatchObject({ state: 'pending' })
    session.approved = true
    vi.setSystemTime(start + 20_000)
    const outcome = await wallet.collect(id, { trust })
    if (outcome.state !== 'received') throw new TypeError('nothing came')
    await expectKept(wallet, outcome.credentials, trust, { format: 'dc+sd-jwt' })
  })
})

describe('our wallet receives from @openid4vc by an authorization code with PAR, PKCE and DPoP', () => {
  test.each(formats)('a %s, by scope', async (format, configurationId) => {
    const wallet = await openOurWallet()
    const kept = await authorizeAndReceive(wallet, issuer, configurationId)
    await expectKept(wallet, kept, issuer.trust, { format })
  })

  test('a dc+sd-jwt, and another one by its refresh token', async () => {
    const wallet = await openOurWallet()
    const [first] = await authorizeAndReceive(wallet, issuer, 'ktp_dc+sd-jwt')
    const { trust } = issuer
    const renewed = await wallet.renew(first?.id ?? '', { trust })
    await expectKept(wallet, renewed, trust, { format: 'dc+sd-jwt' })
    expect(await wallet.list()).toHaveLength(2)
  })

  test('what the credential identifiers of its token name, by authorization details', async () => {
    const identifying = await openForeignIssuer({ identifiers: true })
    onTestFinished(() => identifying.close())
    const wallet = await openOurWallet()
    const kept = await authorizeAndReceive(wallet, identifying, 'ktp_dc+sd-jwt')
    await expectKept(wallet, kept, identifying.trust, { format: 'dc+sd-jwt', count: 2 })
  })
})

test('our wallet receives sealed, where an issuer requires that and jose opens and seals', async () => {
  const sealed = await createSealedEndpoint()
  const sealing = await openForeignIssuer({ sealed })
  onTestFinished(() => sealing.close())
  const wallet = await openOurWallet()
  const { trust } = sealing
  const { uri, session } = await sealing.offer({ configurationIds: ['ktp_dc+sd-jwt'] })
  const kept = await wallet.receive(uri, { txCode: session.txCode, trust })
  await expectKept(wallet, kept, trust, { format: 'dc+sd-jwt' })
  // The first request brought no nonce of the server, and was sent again.
  expect(sealed.seen).toEqual([
    'request ECDH-ES A256GCM penerbit-1',
    'request ECDH-ES A256GCM penerbit-1',
    'response ECDH-ES A256GCM',
  ])
})

async function authorizeAndReceive(
  wallet: Awaited<ReturnType<typeof openOurWallet>>,
  { offer, trust }: ForeignIssuer,
  configurationId: string,
) {
  const { uri } = await offer({ configurationIds: [configurationId], grant: 'authorization_code' })
  const sent = { clientId: 'dompet', redirectUri, trust }
  const { authorizationUrl, session } = await wallet.authorize(uri, sent)
  const { headers } = await fetch(authorizationUrl, { redirect: 'manual' })
  return wallet.complete(session, headers.get('location') ?? '', { trust })
}
