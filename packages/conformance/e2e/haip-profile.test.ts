import type { Signer, TrustList } from '@lontar/credentials'
import { didJwkSigner } from '@lontar/credentials/did'
import { generatePrivateJwk } from '@lontar/credentials/jose'
import type { DcApiMessage } from '@lontar/openid4vc/openid4vp'
import { createVerifier, type Verifier, type VerifierOptions } from '@lontar/verifier'
import type { Wallet } from '@lontar/wallet'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  askHotel,
  type CertifiedScene,
  certified,
  hashOf,
  hotel,
  openCertifiedScene,
} from './support/certified-scene.ts'

let scene: CertifiedScene
let wallet: Wallet
let signer: Signer
let clientId: string
let trust: TrustList

beforeAll(async () => {
  scene = await openCertifiedScene(['ktp_dc+sd-jwt', 'ktp_vc+sd-jwt'], { profile: 'haip' })
  ;({ wallet, trust } = scene)
  signer = await certified(scene.leaf)
  clientId = await hashOf(scene.leaf)
}, 60_000)

afterAll(() => scene.close())

function meet<Result>(
  options: Partial<VerifierOptions>,
  work: (verifier: Verifier, requestUri: string, transactionId: string) => Promise<Result>,
): Promise<Result> {
  return scene.meet(
    () => options,
    async (verifier) => {
      const { requestUri, transactionId } = await askHotel(verifier)
      return work(verifier, requestUri, transactionId)
    },
  )
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
    const given = {
      ...scene.verifierAt('https://hotel.example'),
      profile: 'haip' as const,
      ...(await options()),
    }
    expect(() => createVerifier(given)).toThrow(expect.objectContaining({ code: 'ERR_INVALID_ARG_VALUE' }))
  })
})

/** What a page of the verifier's origin is given, and how it brings an answer there. */
async function openPage(verifier: Verifier) {
  const { origin } = new URL(verifier.url)
  const guard = verifier.require(hotel)
  const visit = async (headers: Record<string, string>): Promise<Response> => {
    const { response } = await guard(new Request(`${origin}/check-in`, { headers }))
    if (response === undefined) throw new TypeError('the guard let the call through')
    return response
  }
  const asked = await visit({ 'lontar-element': '1' })
  const cookie = asked.headers.getSetCookie()[0]?.split(';')[0] ?? ''
  const { dcApi } = (await asked.json()) as {
    readonly dcApi: { readonly requests: readonly DcApiMessage[]; readonly responseUrl: string }
  }
  const [request] = dcApi.requests
  if (request === undefined) throw new TypeError('There is no request.')
  const bring = (answer: unknown): Promise<Response> =>
    fetch(origin + dcApi.responseUrl, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin, cookie },
      body: JSON.stringify(answer),
    })
  return { origin, request, bring, standing: () => visit({ 'lontar-element': '1', cookie }) }
}

const anonymous = async () => {
  const did = await didJwkSigner(await generatePrivateJwk())
  return { clientId: `decentralized_identifier:${did.keyId.split('#')[0]}`, signer: did }
}

/** Section 5.2: a wallet supports all three kinds of requests, a verifier at least one. */
describe('through the Digital Credentials API, HAIP', () => {
  const ways: readonly [string, string, () => Promise<Partial<VerifierOptions>>][] = [
    ['signed, as by default', 'x509_hash', async () => ({})],
    ['unsigned', 'origin', async () => ({ dcApiProtocols: ['openid4vp-v1-unsigned'] })],
    [
      'signed by several',
      'x509_hash',
      async () => ({
        dcApiProtocols: ['openid4vp-v1-multisigned'],
        otherIdentities: [await anonymous()],
      }),
    ],
  ]
  test.each(ways)('has a wallet answer a request that is %s', async (_name, identifiedBy, options) => {
    const given = { profile: 'haip' as const, signer, clientId, ...(await options()) }
    await meet(given, async (verifier) => {
      const { origin, request, bring, standing } = await openPage(verifier)
      const review = await wallet.reviewDcApi(request, { origin, trust })
      expect(review.verifier).toMatchObject({ identifiedBy })
      const { dcApiResponse } = await wallet.respond(review, { consent: true })
      expect(dcApiResponse?.data).toEqual({ response: expect.stringMatching(/^[\w-]+\.\.[\w.-]+$/) })
      expect((await bring(dcApiResponse)).status).toBe(200)
      expect((await standing()).status).toBe(200)
    })
  })

  test('has a wallet take the signature under a certificate, also beside one of a verifier that it knows', async () => {
    const known = await anonymous()
    const given = {
      askFormats: ['dc+sd-jwt'] as const,
      dcApiProtocols: ['openid4vp-v1-multisigned'] as const,
      ...known,
      otherIdentities: [{ signer, clientId }],
    }
    await meet(given, async (verifier) => {
      const { origin, request } = await openPage(verifier)
      const registered = { ...trust, verifiers: [{ clientId: known.clientId, asks: [] }] }
      const review = await wallet.reviewDcApi(request, { origin, trust: registered })
      expect(review.verifier).toMatchObject({ identifiedBy: 'x509_hash', clientId })
    })
  })

  const unlike: readonly [string, () => Promise<Partial<VerifierOptions>>][] = [
    ['signed under a DID', anonymous],
    [
      'signed under the host of its certificate',
      async () => ({ signer, clientId: 'x509_san_dns:localhost' }),
    ],
    [
      'signed by several, none of them under a certificate',
      async () => ({
        ...(await anonymous()),
        dcApiProtocols: ['openid4vp-v1-multisigned'],
        otherIdentities: [await anonymous()],
      }),
    ],
    ['for an answer in clear', async () => ({ signer, clientId, responseMode: 'direct_post' })],
    ['for another format', async () => ({ signer, clientId, askFormats: ['vc+sd-jwt'] })],
  ]
  test.each(unlike)('has a wallet refuse a request that is %s', async (_name, options) => {
    const given = { askFormats: ['dc+sd-jwt'] as const, ...(await options()) }
    await meet(given, async (verifier) => {
      const { origin, request } = await openPage(verifier)
      await expect(wallet.reviewDcApi(request, { origin, trust })).rejects.toMatchObject({
        code: 'authorization_request_unsupported',
      })
    })
  })
})
