import { createLocalSigner, generatePrivateJwk } from '@lontar/credentials/jose'
import { expect, test } from 'vitest'
import { expectVerified, openOwnScene } from './support/own-scene.ts'

const ktp = { configurationIds: ['ktp_vc+sd-jwt'] }

test.each(['ktp_dc+sd-jwt', 'ktp_vc+sd-jwt', 'ktp-proof_vc+jwt', 'ktp-proof_jwt_vc_json'])(
  'a %s comes with a transaction code, under a token that is bound by DPoP',
  async (configurationId) => {
    const scene = await openOwnScene({ dpop: 'required' })
    const { credentialOfferUri, txCode } = await scene.offer({ configurationIds: [configurationId] })
    const offer = await scene.wallet.resolveOffer(credentialOfferUri, { trust: scene.trust })
    expect(offer).toMatchObject({ issuerTrusted: true, txCodeRequired: true })
    const kept = await scene.wallet.receive(offer, { txCode: txCode ?? '' })
    await expectVerified(scene, kept, 1)
    const authorizations = scene.sent.flatMap(({ headers }) => headers['authorization'] ?? [])
    expect(authorizations.every((each) => each.startsWith('DPoP '))).toBe(true)
    expect(authorizations.length).toBeGreaterThan(0)
  },
)

test('a wrong transaction code is told apart, and the right one still works', async () => {
  const { wallet, trust, offer } = await openOwnScene()
  const { credentialOfferUri, txCode } = await offer(ktp)
  const wrong = txCode === '000000' ? '000001' : '000000'
  const attempt = wallet.receive(credentialOfferUri, { trust, txCode: wrong })
  await expect(attempt).rejects.toMatchObject({ code: 'tx_code_wrong' })
  expect(await wallet.receive(credentialOfferUri, { trust, txCode: txCode ?? '' })).toHaveLength(1)
})

test('a batch comes in one request, and everything of an offer by value without a code', async () => {
  const scene = await openOwnScene()
  const configurationIds = ['ktp_vc+sd-jwt', 'ktp_dc+sd-jwt', 'ktp-proof_vc+sd-jwt']
  const { credentialOfferUri } = await scene.offer({
    ...{ configurationIds, copies: 5, txCode: false, byReference: false },
  })
  const kept = await scene.wallet.receive(credentialOfferUri, { trust: scene.trust, copies: 5 })
  await expectVerified(scene, kept, 15)
  expect(scene.sent.filter(({ path }) => path === '/credential')).toHaveLength(3)
})

test.each([
  ['because the issuer requires both', { requestRequired: true, responseRequired: true }, {}],
  ['because the issuer requires the response', { responseRequired: true }, {}],
  ['because the holder wants it', {}, { encrypt: true }],
])('messages are encrypted %s', async (_why, required, receiving) => {
  const keys = [{ ...(await generatePrivateJwk()), kid: 'encryption-1' }]
  const scene = await openOwnScene({ encryption: { keys, ...required } })
  const { credentialOfferUri, txCode } = await scene.offer(ktp)
  const options = { trust: scene.trust, txCode: txCode ?? '', ...receiving }
  await expectVerified(scene, await scene.wallet.receive(credentialOfferUri, options), 1)
  const { headers, body } = scene.sent.findLast(({ path }) => path === '/credential') ?? {}
  expect(headers?.['content-type']).toBe('application/jwt')
  expect(body?.split('.')).toHaveLength(5)
})

test('the issuer hears once that what it gave was kept', async () => {
  const scene = await openOwnScene()
  const { credentialOfferUri, txCode } = await scene.offer(ktp)
  await scene.wallet.receive(credentialOfferUri, { trust: scene.trust, txCode: txCode ?? '' })
  expect(scene.notifications).toMatchObject([{ event: 'credential_accepted' }])
})

test('the issuer hears that the holder did not want it, and the wallet keeps nothing', async () => {
  const scene = await openOwnScene()
  const { credentialOfferUri, txCode } = await scene.offer(ktp)
  const attempt = scene.wallet.receive(credentialOfferUri, {
    ...{ trust: scene.trust, txCode: txCode ?? '' },
    confirm: () => false,
  })
  await expect(attempt).rejects.toMatchObject({ code: 'consent_missing' })
  expect(scene.notifications).toMatchObject([{ event: 'credential_deleted' }])
  expect(await scene.vault.list()).toEqual([])
})

test('signed metadata are taken of the signer that the wallet knows, and of no other', async () => {
  const metadataSigner = await createLocalSigner(await generatePrivateJwk(), { keyId: 'metadata-1' })
  const scene = await openOwnScene({ metadataSigner })
  const stranger = await createLocalSigner(await generatePrivateJwk(), { keyId: 'metadata-1' })
  const trusting = (signer: typeof metadataSigner) =>
    scene.open({
      findMetadataSigner: (issuer) => ({
        ...{ issuer, types: [] },
        jwks: { keys: [{ ...signer.publicJwk, kid: signer.keyId }] },
      }),
    })
  const { credentialOfferUri, txCode } = await scene.offer(ktp)
  const options = { trust: scene.trust, txCode: txCode ?? '' }
  await expect((await trusting(stranger)).receive(credentialOfferUri, options)).rejects.toMatchObject({
    code: 'issuer_metadata_signature_invalid',
  })
  expect(await (await trusting(metadataSigner)).receive(credentialOfferUri, options)).toHaveLength(1)
  const unsigned = await openOwnScene()
  const second = await unsigned.offer(ktp)
  const wallet = await unsigned.open({
    findMetadataSigner: (issuer) => ({
      ...{ issuer, types: [] },
      jwks: { keys: [{ ...metadataSigner.publicJwk, kid: 'metadata-1' }] },
    }),
  })
  const attempt = wallet.receive(second.credentialOfferUri, { trust: unsigned.trust })
  await expect(attempt).rejects.toMatchObject({ code: 'issuer_metadata_signature_invalid' })
})
