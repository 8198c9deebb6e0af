import { didJwkSigner } from '@lontar/credentials/did'
import {
  decodeBase64Url,
  decodeUtf8,
  generatePrivateJwk,
  hashText,
  type JsonObject,
  type PrivateJwk,
  parseJsonObject,
} from '@lontar/credentials/jose'
import {
  createClientMetadata,
  createDcApiRefusal,
  createMultisignedDcApiRequest,
  createSignedDcApiRequest,
  createTransactionData,
  createUnsignedDcApiRequest,
  type DcApiMessage,
  type DcApiRequestSigner,
  decryptDcApiResponse,
  encryptionJwkOf,
  parseDcApiResponse,
  type SignedDcApiRequestInput,
} from '@lontar/openid4vc/openid4vp'
import { beforeEach, describe, expect, it } from 'vitest'
import { credentialQuery, query } from './fixtures/queries.ts'
import { openScene, type Scene } from './fixtures/scene.ts'
import { hotelAsk } from './fixtures/scripted-verifier.ts'
import { openWallet } from './open-wallet.ts'

const origin = 'https://hotel.example'
const claims = ['name', 'age_equal_or_over.18']

let scene: Scene
let hotel: DcApiRequestSigner
beforeEach(async () => {
  scene = await openScene()
  hotel = await newSigner()
  await scene.wallet.receive(scene.issuer.offer({ configurationIds: ['ktp_vc+sd-jwt'] }), {
    trust: scene.issuer.trust,
  })
})

async function newSigner(): Promise<DcApiRequestSigner> {
  const signer = await didJwkSigner(await generatePrivateJwk())
  return { clientId: `decentralized_identifier:${signer.keyId.replace('#0', '')}`, signer }
}

function input(changes: Partial<SignedDcApiRequestInput> = {}): SignedDcApiRequestInput {
  return {
    responseMode: 'dc_api',
    nonce: 'nonce-of-the-request',
    dcqlQuery: query(credentialQuery('vc+sd-jwt', claims)),
    clientMetadata: createClientMetadata({ clientName: 'Hotel Contoh' }),
    ask: hotelAsk,
    expectedOrigins: [origin],
    issuedAt: scene.now,
    expiresAt: new Date(scene.now.getTime() + 300_000),
    ...changes,
  }
}

const signed = async () => createSignedDcApiRequest(input(), hotel)
const code = (expected: string) => expect.objectContaining({ code: expected })

async function answer(request: DcApiMessage): Promise<DcApiMessage> {
  const review = await scene.wallet.reviewDcApi(request, { origin })
  const receipt = await scene.wallet.respond(review, { consent: true })
  expect(receipt).toMatchObject({ sent: false, redirectUri: null, disclosed: claims })
  if (receipt.dcApiResponse === undefined) throw new TypeError('there is no answer for the platform')
  return receipt.dcApiResponse
}

/** The payload of the key binding JWT of the only presentation. */
function boundTo({ protocol, data }: DcApiMessage): JsonObject {
  const response = parseDcApiResponse({ protocol, data })
  const text = 'vpToken' in response ? (response.vpToken?.q?.[0] ?? '') : ''
  return parseJsonObject(decodeUtf8(decodeBase64Url(text.split('~').at(-1)?.split('.')[1] ?? '')))
}

describe('a request through the Digital Credentials API', () => {
  it('is shown with its origin, and sends nothing', async () => {
    const calls = scene.network.calls.length
    const review = await scene.wallet.reviewDcApi(await signed(), { origin })
    expect(review).toMatchObject({
      verifier: {
        clientId: hotel.clientId,
        identifiedBy: 'decentralized_identifier',
        name: 'Hotel Contoh',
        trusted: false,
        host: 'hotel.example',
        origin,
      },
      purpose: { id: 'Check-in hotel', en: 'Hotel check-in' },
      disclosed: claims,
      blocked: null,
    })
    expect(scene.network.calls).toHaveLength(calls)
    expect(await scene.wallet.history()).toEqual([])
  })

  it('A.4: is answered for the origin even when it is signed, by the same protocol, and reaches no network', async () => {
    const calls = scene.network.calls.length
    const response = await answer(await signed())
    expect(response.protocol).toBe('openid4vp-v1-signed')
    expect(Object.keys(response.data)).toEqual(['vp_token'])
    expect(boundTo(response)).toMatchObject({ aud: `origin:${origin}`, nonce: 'nonce-of-the-request' })
    expect(scene.network.calls).toHaveLength(calls)
    expect(await scene.wallet.history()).toMatchObject([
      { verifier: { clientId: hotel.clientId }, claims, outcome: 'unconfirmed' },
    ])
  })

  it('A.2: that nobody signed is known by its origin, whatever client_id and origins it claims', async () => {
    const { protocol, data } = createUnsignedDcApiRequest(input())
    const claimed = { client_id: hotel.clientId, expected_origins: ['https://elsewhere.example'] }
    const request = { protocol, data: { ...data, ...claimed } }
    const trust = { ...scene.issuer.trust, verifiers: [{ clientId: hotel.clientId, asks: ['hotel_wni'] }] }
    const { verifier } = await scene.wallet.reviewDcApi(request, { origin, trust })
    expect(verifier).toMatchObject({
      clientId: `origin:${origin}`,
      identifiedBy: 'origin',
      trusted: false,
      origin,
    })
    expect(boundTo(await answer(request))).toMatchObject({ aud: `origin:${origin}` })
  })

  it('that nobody signed opens no NIK, though it claims to be a registered verifier', async () => {
    const dcqlQuery = query(credentialQuery('vc+sd-jwt', ['personal_administrative_number']))
    const trust = { ...scene.issuer.trust, verifiers: [{ clientId: hotel.clientId, asks: ['hotel_wni'] }] }
    const { protocol, data } = createUnsignedDcApiRequest(input({ dcqlQuery }))
    const request = { protocol, data: { ...data, client_id: hotel.clientId } }
    expect((await scene.wallet.reviewDcApi(request, { origin, trust })).blocked).toBe('verifier_untrusted')
    const honest = await createSignedDcApiRequest(input({ dcqlQuery }), hotel)
    expect((await scene.wallet.reviewDcApi(honest, { origin, trust })).blocked).toBeNull()
  })

  it('multisigned-one-invalid-signature: is answered when another signature is right', async () => {
    const other = await newSigner()
    const { protocol, data } = await createMultisignedDcApiRequest(input(), [hotel, other])
    const [one, two] = data.signatures as readonly JsonObject[]
    const signatures = [{ ...one, signature: String(two?.signature) }, { ...two }]
    const request = { protocol, data: { ...data, signatures } }
    const review = await scene.wallet.reviewDcApi(request, { origin })
    expect(review.verifier.clientId).toBe(other.clientId)
    const response = await answer(request)
    expect(response.protocol).toBe('openid4vp-v1-multisigned')
    expect(boundTo(response)).toMatchObject({ aud: `origin:${origin}` })
  })

  it('dc_api.jwt: is answered encrypted to the key of the request, and with nothing beside it', async () => {
    const expectedKey: PrivateJwk = { ...(await generatePrivateJwk()), kid: 'of-the-request' }
    const clientMetadata = createClientMetadata({ encryptionJwk: await encryptionJwkOf(expectedKey) })
    const request = await createSignedDcApiRequest(
      input({ responseMode: 'dc_api.jwt', clientMetadata }),
      hotel,
    )
    const { data } = await answer(request)
    expect(Object.keys(data)).toEqual(['response'])
    const opened = await decryptDcApiResponse(
      { jwe: String(data.response) },
      { expectedKey, expectedEncryptions: ['A256GCM'] },
    )
    expect(Object.keys(opened.vpToken ?? {})).toEqual(['q'])
  })

  it.each(['dc_api', 'dc_api.jwt'] as const)(
    'A.4: is declined with an error and nothing beside it, under %s',
    async (responseMode) => {
      const encryptionJwk = await encryptionJwkOf(await generatePrivateJwk())
      const clientMetadata = createClientMetadata({ encryptionJwk })
      const request = await createSignedDcApiRequest(input({ responseMode, clientMetadata }), hotel)
      const receipt = await scene.wallet.decline(await scene.wallet.reviewDcApi(request, { origin }))
      expect(receipt).toEqual({
        sent: false,
        disclosed: [],
        redirectUri: null,
        dcApiResponse: { protocol: request.protocol, data: { error: 'access_denied' } },
      })
    },
  )

  it('needs consent, is answered once, and not after its end', async () => {
    const review = await scene.wallet.reviewDcApi(await signed(), { origin })
    await expect(scene.wallet.respond(review, { consent: false as true })).rejects.toEqual(
      code('consent_missing'),
    )
    await scene.wallet.respond(review, { consent: true })
    await expect(scene.wallet.respond(review, { consent: true })).rejects.toThrow(TypeError)
    const late = await scene.wallet.reviewDcApi(await signed(), { origin })
    scene.now = new Date(scene.now.getTime() + 300_000)
    await expect(scene.wallet.respond(late, { consent: true })).rejects.toEqual(code('transaction_expired'))
  })

  it('wrong-expected-origins: is refused, and the platform can be told invalid_request', async () => {
    const request = await createSignedDcApiRequest(
      input({ expectedOrigins: ['https://elsewhere.example', `${origin}/`] }),
      hotel,
    )
    const error: unknown = await scene.wallet.reviewDcApi(request, { origin }).catch((reason) => reason)
    expect(error).toEqual(code('authorization_request_origin_mismatch'))
    expect(createDcApiRefusal(request, error)).toEqual({
      protocol: 'openid4vp-v1-signed',
      data: { error: 'invalid_request' },
    })
    expect(await scene.wallet.history()).toEqual([])
  })

  it('of another protocol, or whose data are of another, is refused', async () => {
    const { data } = await signed()
    const refuse = (protocol: string) => scene.wallet.reviewDcApi({ protocol, data }, { origin })
    await expect(refuse('openid4vp')).rejects.toEqual(code('authorization_request_unsupported'))
    await expect(refuse('openid4vp-v1-unsigned')).rejects.toEqual(code('authorization_request_malformed'))
    await expect(refuse('openid4vp-v1-multisigned')).rejects.toEqual(code('authorization_request_malformed'))
  })

  it.each(['', 'null', 'https://hotel.example\n', 'https://hotel.example evil', 'x'.repeat(2049)])(
    'from %j is the mistake of the platform',
    async (odd) => {
      const request = createUnsignedDcApiRequest(input())
      await expect(scene.wallet.reviewDcApi(request, { origin: odd })).rejects.toThrow(TypeError)
    },
  )

  it('of an app is shown with the origin that the platform has for apps', async () => {
    const app = 'android:apk-key-hash:7d1r1xUzrNLrHrpV'
    const { verifier } = await scene.wallet.reviewDcApi(createUnsignedDcApiRequest(input()), { origin: app })
    expect(verifier).toMatchObject({ host: app, origin: app, clientId: `origin:${app}` })
  })

  it('holds transaction data as a link does: shown and hashed when known, else refused', async () => {
    const type = 'https://hotel.example/payment'
    const text = createTransactionData({ type, credentialIds: ['q'], data: { amount: '1' } })
    const request = createUnsignedDcApiRequest(input({ transactionData: [text] }))
    const error: unknown = await scene.wallet.reviewDcApi(request, { origin }).catch((reason) => reason)
    expect(error).toEqual(code('transaction_data_unsupported'))
    expect(createDcApiRefusal(request, error)?.data).toEqual({ error: 'invalid_transaction_data' })
    const describe = () => ({ id: 'Bayar Rp 1', en: 'Pay Rp 1' })
    const { vault, network } = scene
    const transactionDataTypes = { [type]: { members: ['amount'], describe } }
    const wallet = await openWallet({
      vault,
      fetch: network.fetch,
      now: () => scene.now,
      transactionDataTypes,
    })
    const review = await wallet.reviewDcApi(request, { origin })
    expect(review.transactionData).toEqual([{ type, text: describe() }])
    const { dcApiResponse } = await wallet.respond(review, { consent: true })
    expect(dcApiResponse && boundTo(dcApiResponse)).toMatchObject({
      transaction_data_hashes: [await hashText(text)],
    })
  })
})
