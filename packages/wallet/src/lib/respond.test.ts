import { type ClaimPath, type CredentialFormat, type CredentialFormatId, passed } from '@lontar/credentials'
import { didJwkSigner } from '@lontar/credentials/did'
import {
  decodeBase64Url,
  decodeUtf8,
  generatePrivateJwk,
  type JsonObject,
  parseJsonObject,
  randomBytes,
} from '@lontar/credentials/jose'
import { findFormat } from '@lontar/documents/credential-types'
import { createErrorResponse } from '@lontar/openid4vc/openid4vci'
import { beforeEach, describe, expect, it } from 'vitest'
import { credentialQuery, pathQuery, query } from './fixtures/queries.ts'
import { openScene, type Scene } from './fixtures/scene.ts'
import { hotelAsk } from './fixtures/scripted-verifier.ts'
import { openRequest } from './open-request.ts'
import type { ReceiveOptions } from './receive-credentials.ts'
import { respond } from './respond.ts'
import { type PresentationReview, reviewRequest } from './review-request.ts'
import type { WalletContext } from './wallet-context.ts'

const formats = ['vc+sd-jwt', 'dc+sd-jwt'] as const
const hotel = ['name', 'age_equal_or_over.18']

let scene: Scene
beforeEach(async () => {
  scene = await openScene()
})

const hold = (id = 'ktp_vc+sd-jwt', options: ReceiveOptions = {}) =>
  scene.wallet.receive(scene.issuer.offer({ configurationIds: [id] }), {
    trust: scene.issuer.trust,
    ...options,
  })

const lastPresentation = (): string => scene.verifier.responses.at(-1)?.vpToken?.q?.[0] ?? ''

describe('review', () => {
  beforeEach(() => hold())

  it('shows who asks for what, why and for how long, and sends nothing', async () => {
    const link = await scene.verifier.request(query(credentialQuery('vc+sd-jwt', hotel)))
    const review = await scene.wallet.review(link)
    expect(review).toMatchObject({
      verifier: {
        clientId: scene.verifier.clientId,
        name: 'Hotel Contoh',
        trusted: false,
        identifiedBy: 'decentralized_identifier',
        host: 'hotel.example',
      },
      service: 'hotel_wni',
      purpose: { id: 'Check-in hotel', en: 'Hotel check-in' },
      legalBasis: 'contract',
      retentionDays: 1,
      disclosed: hotel,
      missing: [],
      blocked: null,
    })
    expect(review.asked[0]).toEqual({ name: 'name', label: { id: 'Nama lengkap', en: 'Full name' } })
    expect(review.options).toHaveLength(1)
    expect(JSON.stringify(review)).not.toContain('YULIANA')
    expect(scene.network.calls.at(-1)?.method).toBe('GET')
    expect(scene.verifier.responses).toEqual([])
    expect(await scene.wallet.history()).toEqual([])
  })

  it('knows a verifier of the trust list by its full Client Identifier', async () => {
    const { clientId } = scene.verifier
    const link = await scene.verifier.request(query(credentialQuery('vc+sd-jwt', hotel)))
    const withEntry = (id: string) => ({
      trust: { ...scene.issuer.trust, verifiers: [{ clientId: id, asks: [] }] },
    })
    expect((await scene.wallet.review(link, withEntry(clientId))).verifier.trusted).toBe(true)
    const bare = clientId.replace('decentralized_identifier:', '')
    expect((await scene.wallet.review(link, withEntry(bare))).verifier.trusted).toBe(false)
  })

  it('H11, H12, H13: shows names of claims without their tricks', async () => {
    const link = await scene.verifier.request(
      query(pathQuery('vc+sd-jwt', [['credentialSubject', 'na\u001b[2Jme\u202E\n']])),
    )
    const { asked, missing } = await scene.wallet.review(link)
    const name = 'credentialSubject.na\\u{1b}[2Jme\\u{202e}\\u{a}'
    expect(asked).toEqual([{ name, label: { id: name, en: name } }])
    expect(missing).toEqual([name])
  })

  it.each([
    { clientName: 'Hotel\u202E' },
    { ask: { ...hotelAsk, purpose: { id: '\u0007', en: 'y' } } },
    { ask: { ...hotelAsk, service: 'x\ny' } },
  ])('H12, H13: shows the verifier’s texts without their tricks, or not at all: %#', async (changes) => {
    const link = await scene.verifier.request(query(credentialQuery('vc+sd-jwt', hotel)), changes)
    const review = await scene.wallet.review(link).catch(({ code }) => code as unknown)
    if (review !== 'authorization_request_malformed') {
      const { verifier, purpose, service } = review as PresentationReview
      for (const text of [verifier.name, purpose?.id, service]) expect(text).not.toMatch(/[\p{Cc}\p{Cf}]/u)
    }
  })

  it('says what is missing when nothing it holds would do', async () => {
    const link = await scene.verifier.request(
      query(
        pathQuery('vc+sd-jwt', [
          ['credentialSubject', 'name'],
          ['credentialSubject', 'shoeSize'],
        ]),
      ),
    )
    expect(await scene.wallet.review(link)).toMatchObject({
      options: [],
      disclosed: [],
      missing: ['credentialSubject.shoeSize'],
      blocked: 'wallet_no_matching_credential',
    })
  })

  it('skips a credential that has expired', async () => {
    scene.now = new Date('2028-01-01T00:00:00Z')
    const link = await scene.verifier.request(query(credentialQuery('vc+sd-jwt', hotel)))
    expect(await scene.wallet.review(link)).toMatchObject({ blocked: 'wallet_no_matching_credential' })
  })

  it('F11: can review the same request again', async () => {
    const link = await scene.verifier.request(query(credentialQuery('vc+sd-jwt', hotel)))
    await scene.wallet.review(link)
    expect((await scene.wallet.review(link)).blocked).toBeNull()
  })

  it('takes the request by a claimed https link too', async () => {
    const link = await scene.verifier.request(query(credentialQuery('vc+sd-jwt', hotel)))
    const https = link.replace('openid4vp://', 'https://wallet.example/present')
    expect((await scene.wallet.review(https)).blocked).toBeNull()
  })
})

describe('respond', () => {
  it.each(formats)(
    'presents exactly what was asked for from %s, bound to verifier and nonce',
    async (format) => {
      await hold(`ktp_${format}`)
      const link = await scene.verifier.request(query(credentialQuery(format, hotel)))
      const review = await scene.wallet.review(link)
      expect(await scene.wallet.respond(review, { consent: true })).toEqual({
        sent: true,
        disclosed: hotel,
        redirectUri: 'https://hotel.example/done?response_code=1',
      })
      expect(scene.verifier.responses).toHaveLength(1)
      expect(scene.verifier.responses[0]?.state).toBe(scene.verifier.state)
      const presentation = lastPresentation()
      const verdict = await findFormat(format)?.verify(presentation, {
        expectedIssuers: scene.issuer.trust.issuers,
        expectedTypes: ['https://issuer.example/vct/ktp/1'],
        // F7: the whole Client Identifier, prefix included.
        expectedKeyBinding: {
          expectedNonce: scene.verifier.nonce,
          expectedAudience: scene.verifier.clientId,
        },
        checkStatus: async () => ({ id: 'status', state: 'skipped', spec: 'test', text: { id: '', en: '' } }),
        now: scene.now,
      })
      expect(verdict?.checks.filter(({ state }) => state !== 'passed' && state !== 'skipped')).toEqual([])
      const disclosures = presentation
        .split('~')
        .slice(1, -1)
        .map((text) => JSON.parse(decodeUtf8(decodeBase64Url(text))))
      expect(disclosures).toHaveLength(2)
      expect(JSON.stringify(disclosures)).toContain('YULIANA CONTOH')
      expect(JSON.stringify(disclosures)).not.toMatch(/KUPANG|5371|1995/)
    },
  )

  it.each(['__proto__', 'constructor', 'q'])('answers a query of the name %s', async (id) => {
    await hold()
    scene.network.on('https://hotel.example/response', () => ({ json: {} }))
    const asked = { ...credentialQuery('vc+sd-jwt', hotel), id }
    const review = await scene.wallet.review(await scene.verifier.request(query(asked)))
    expect(await scene.wallet.respond(review, { consent: true })).toMatchObject({ disclosed: hotel })
    const form = new URLSearchParams(scene.network.calls.at(-1)?.body ?? '')
    expect(form.get('vp_token')?.startsWith(`{"${id}":["eyJ`)).toBe(true)
  })

  it('B18: sends nothing when a format presents more than the holder agreed to', async () => {
    await hold()
    const link = await scene.verifier.request(query(credentialQuery('vc+sd-jwt', hotel)))
    const context = {
      ...scene,
      fetch: scene.network.fetch,
      now: () => scene.now,
      randomBytes,
    } as unknown as WalletContext
    const [format] = [findFormat('vc+sd-jwt')].filter((found) => found !== undefined)
    if (format === undefined) throw new TypeError('no format')
    const birthdate = ['credentialSubject', 'birthDate']
    const tooMuch: CredentialFormat = {
      ...format,
      present: (input) => format.present({ ...input, disclose: [...input.disclose, birthdate] }),
    }
    const request = await openRequest(context, link, undefined)
    const verified = await reviewRequest({ ...context, formats: [format] }, request, undefined)
    await expect(respond({ ...context, formats: [tooMuch] }, verified, 0)).rejects.toMatchObject({
      code: 'wallet_would_overdisclose',
    })
    expect(scene.verifier.responses).toEqual([])
    expect((await respond({ ...context, formats: [format] }, verified, 0)).disclosed).toEqual(hotel)
  })

  it('discloses nothing that can be held back when no claims are asked for', async () => {
    await hold()
    const link = await scene.verifier.request(query(pathQuery('vc+sd-jwt', [])))
    const review = await scene.wallet.review(link)
    expect((await scene.wallet.respond(review, { consent: true })).disclosed).toEqual([])
    expect(lastPresentation().split('~')).toHaveLength(2)
  })

  it('does nothing without consent, and only true is consent', async () => {
    await hold()
    const review = await scene.wallet.review(
      await scene.verifier.request(query(credentialQuery('vc+sd-jwt', hotel))),
    )
    for (const options of [undefined, {}, { consent: false }, { consent: 1 }, { consent: 'true' }]) {
      await expect(scene.wallet.respond(review, options as { consent: true })).rejects.toMatchObject({
        code: 'consent_missing',
      })
    }
    expect(scene.verifier.responses).toEqual([])
    expect((await scene.wallet.respond(review, { consent: true })).sent).toBe(true)
  })

  it('answers a review one time', async () => {
    await hold()
    const review = await scene.wallet.review(
      await scene.verifier.request(query(credentialQuery('vc+sd-jwt', hotel))),
    )
    await scene.wallet.respond(review, { consent: true })
    await expect(scene.wallet.respond(review, { consent: true })).rejects.toMatchObject({
      code: 'ERR_INVALID_ARG_VALUE',
    })
    await expect(scene.wallet.decline(review)).rejects.toMatchObject({ code: 'ERR_INVALID_ARG_VALUE' })
    expect(scene.verifier.responses).toHaveLength(1)
  })

  it('declines a review one time', async () => {
    const review = await scene.wallet.review(
      await scene.verifier.request(query(credentialQuery('vc+sd-jwt', hotel))),
    )
    expect(await scene.wallet.decline(review)).toMatchObject({ sent: true, disclosed: [] })
    await expect(scene.wallet.decline(review)).rejects.toMatchObject({ code: 'ERR_INVALID_ARG_VALUE' })
    expect(scene.verifier.responses).toHaveLength(1)
  })

  it('answers no review that was copied or made by another wallet, and none can be edited', async () => {
    await hold()
    const link = await scene.verifier.request(query(credentialQuery('vc+sd-jwt', hotel)))
    const review = await scene.wallet.review(link)
    await expect(scene.wallet.respond({ ...review }, { consent: true })).rejects.toMatchObject({
      code: 'ERR_INVALID_ARG_VALUE',
    })
    const other = await openScene(scene.vault)
    await expect(other.wallet.respond(review, { consent: true })).rejects.toMatchObject({
      code: 'ERR_INVALID_ARG_VALUE',
    })
    expect(() => Object.assign(review.verifier, { clientId: 'x' })).toThrow(TypeError)
    expect(() => (review.options as unknown[]).push('x')).toThrow(TypeError)
    await expect(scene.wallet.respond(review, { consent: true, option: 1 })).rejects.toMatchObject({
      code: 'ERR_INVALID_ARG_VALUE',
    })
    expect(scene.verifier.responses).toEqual([])
  })

  it('uses a copy that was not shown before, and the least shown one when there is none', async () => {
    await hold('ktp_vc+sd-jwt', { copies: 2 })
    const used: (string | undefined)[] = []
    for (let visit = 0; visit < 4; visit += 1) {
      const link = await scene.verifier.request(query(credentialQuery('vc+sd-jwt', hotel)))
      const review = await scene.wallet.review(link)
      expect(review.options).toHaveLength(1)
      used.push(review.options[0]?.credentials[0]?.credentialId)
      await scene.wallet.respond(review, { consent: true })
    }
    expect(new Set(used.slice(0, 2)).size).toBe(2)
    expect(new Set(used.slice(2)).size).toBe(2)
    expect((await scene.wallet.list()).map(({ presentedCount }) => presentedCount)).toEqual([2, 2])
  })

  it('takes a way that the holder chose', async () => {
    await hold('ktp_vc+sd-jwt')
    await hold('ktp_dc+sd-jwt')
    const both = {
      credentials: [
        { ...credentialQuery('vc+sd-jwt', hotel), id: 'vc' },
        { ...credentialQuery('dc+sd-jwt', hotel), id: 'dc' },
      ],
      credential_sets: [{ options: [['vc'], ['dc']] }],
    }
    const review = await scene.wallet.review(await scene.verifier.request(both))
    expect(review.options.map(({ credentials }) => credentials[0]?.format)).toEqual([
      'vc+sd-jwt',
      'dc+sd-jwt',
    ])
    await scene.wallet.respond(review, { consent: true, option: 1 })
    expect(Object.keys(scene.verifier.responses[0]?.vpToken ?? {})).toEqual(['dc'])
  })

  it('presents nothing once the request or the credential has ended since the review', async () => {
    await hold()
    const hotelQuery = query(credentialQuery('vc+sd-jwt', hotel))
    const endless = { payload: ({ exp: _, ...payload }: JsonObject) => payload }
    const review = await scene.wallet.review(await scene.verifier.request(hotelQuery))
    const endlessReview = await scene.wallet.review(await scene.verifier.request(hotelQuery, endless))
    scene.now = new Date('2028-01-01T00:00:00Z')
    await expect(scene.wallet.respond(review, { consent: true })).rejects.toMatchObject({
      code: 'transaction_expired',
    })
    await expect(scene.wallet.respond(endlessReview, { consent: true })).rejects.toMatchObject({
      code: 'credential_expired',
    })
    expect(scene.verifier.responses).toEqual([])
  })

  it('presents nothing that was removed since the review, and does not bring it back', async () => {
    const [credential] = await hold()
    const link = await scene.verifier.request(query(credentialQuery('vc+sd-jwt', hotel)))
    const review = await scene.wallet.review(link)
    await scene.wallet.remove(credential?.id ?? '')
    await expect(scene.wallet.respond(review, { consent: true })).rejects.toMatchObject({
      code: 'wallet_credential_unknown',
    })
    expect(scene.verifier.responses).toEqual([])
    expect(await scene.vault.list()).toEqual([])
  })

  it('sends the browser only to an https address', async () => {
    await hold()
    for (const redirect_uri of ['javascript:alert(1)', 'data:text/html,x', 'http://hotel.example/', 7]) {
      scene.verifier.answer = { json: { redirect_uri } }
      const review = await scene.wallet.review(
        await scene.verifier.request(query(credentialQuery('vc+sd-jwt', hotel))),
      )
      expect(await scene.wallet.respond(review, { consent: true })).toMatchObject({
        sent: true,
        redirectUri: null,
      })
    }
  })

  it('says so when the verifier refuses, and the copy counts as shown', async () => {
    await hold()
    scene.verifier.answer = { status: 400, json: createErrorResponse('invalid_request') }
    const review = await scene.wallet.review(
      await scene.verifier.request(query(credentialQuery('vc+sd-jwt', hotel))),
    )
    await expect(scene.wallet.respond(review, { consent: true })).rejects.toMatchObject({
      code: 'verifier_refused',
      protocolError: 'invalid_request',
    })
    expect(await scene.wallet.history()).toMatchObject([{ outcome: 'refused' }])
    expect(await scene.wallet.list()).toMatchObject([{ presentedCount: 1 }])
  })
})

describe('F6: a hostile verifier', () => {
  beforeEach(() => hold())

  const review = async (changes: Parameters<Scene['verifier']['request']>[1]) =>
    scene.wallet.review(await scene.verifier.request(query(credentialQuery('vc+sd-jwt', hotel)), changes))
  const withPayload = (members: JsonObject) => ({
    payload: (payload: JsonObject) => ({ ...payload, ...members }),
  })
  const without = (name: string) => ({
    payload: (payload: JsonObject) =>
      Object.fromEntries(Object.entries(payload).filter(([key]) => key !== name)),
  })

  it.each([
    [
      'a bad signature',
      { alter: (jwt: string) => `${jwt.slice(0, -8)}AAAAAAAA` },
      'authorization_request_signature_invalid',
    ],
    [
      'another verifier in the object',
      withPayload({ client_id: 'decentralized_identifier:did:jwk:e30' }),
      'authorization_request_client_mismatch',
    ],
    [
      'another verifier in the link',
      { linkClientId: 'decentralized_identifier:did:jwk:e30' },
      'authorization_request_client_mismatch',
    ],
    ['no nonce', without('nonce'), 'authorization_request_malformed', 'invalid_request'],
    ['no client_id', without('client_id'), 'authorization_request_malformed'],
    ['no query', without('dcql_query'), 'authorization_request_malformed', 'invalid_request'],
    ['scope and query', withPayload({ scope: 'ktp' }), 'authorization_request_malformed', 'invalid_request'],
    [
      'a redirect_uri beside the response_uri',
      withPayload({ redirect_uri: 'https://hotel.example/' }),
      'authorization_request_malformed',
      'invalid_request',
    ],
    [
      'transaction data without a type',
      withPayload({ transaction_data: ['e30'] }),
      'transaction_data_malformed',
      'invalid_transaction_data',
    ],
    [
      'a response_uri without TLS',
      withPayload({ response_uri: 'http://hotel.example/response' }),
      'authorization_request_malformed',
    ],
    [
      'another response mode',
      withPayload({ response_mode: 'fragment.jwt' }),
      'authorization_request_unsupported',
    ],
    [
      'an encrypted answer and no key for it',
      withPayload({ response_mode: 'direct_post.jwt' }),
      'authorization_request_unsupported',
      'invalid_request',
    ],
    [
      'an answer by the browser and no address for it',
      withPayload({ response_mode: 'fragment' }),
      'authorization_request_malformed',
    ],
    ['an empty query', withPayload({ dcql_query: { credentials: [] } }), 'dcql_malformed', 'invalid_request'],
    ['an end that has passed', withPayload({ exp: 1 }), 'transaction_expired'],
    [
      'no signature',
      { alter: (jwt: string) => `${jwt.slice(0, jwt.lastIndexOf('.') + 1)}` },
      'authorization_request_signature_invalid',
    ],
  ])(
    'is refused for %s, and told so only under its own signature',
    async (_, changes, code, told?: string) => {
      await expect(review(changes)).rejects.toMatchObject({ code })
      const { state } = scene.verifier
      expect(scene.verifier.responses).toEqual(told === undefined ? [] : [{ state, error: told }])
    },
  )

  it('is refused for a signature by another key under its name', async () => {
    const signer = await didJwkSigner(await generatePrivateJwk())
    await expect(review({ signer })).rejects.toMatchObject({
      code: 'authorization_request_signature_invalid',
    })
  })

  it.each([
    ['origin:https://hotel.example', 'authorization_request_malformed', 0],
    ['did:web:hotel.example', 'authorization_request_malformed', 0],
    ['redirect_uri:https://hotel.example/response', 'authorization_request_malformed', 0],
    ['x509_hash:AAAA', 'authorization_request_malformed', 0],
    ['hotel', 'verifier_untrusted', 1],
    ['x509_san_dns:hotel.example', 'authorization_request_unsupported', 1],
  ])('is refused under the Client Identifier %s', async (clientId, code, calls) => {
    const changes = { ...withPayload({ client_id: clientId }), linkClientId: clientId }
    const before = scene.network.calls.length
    await expect(review(changes)).rejects.toMatchObject({ code })
    // Whom nobody could know is not even asked.
    expect(scene.network.calls.length - before).toBe(calls)
  })

  it.each([301, 302, 307, 308])('F9: is not followed to another address by %i', async (status) => {
    const link = await scene.verifier.request(query(credentialQuery('vc+sd-jwt', hotel)))
    const headers = { location: 'https://hotel.example/elsewhere' }
    for (const method of ['', '&request_uri_method=post']) {
      scene.network.on('https://hotel.example/request', () => ({ status, headers }))
      await expect(scene.wallet.review(link + method)).rejects.toMatchObject({
        code: 'network_status_unexpected',
      })
      expect(scene.network.calls.at(-1)?.url).toBe('https://hotel.example/request')
    }
  })

  it('S2.4-7, F12: is stopped when it does not give back the nonce of the wallet, and told nothing', async () => {
    const link = await scene.verifier.request(query(credentialQuery('vc+sd-jwt', hotel)))
    const posted = `${link}&request_uri_method=post`
    const mismatch = { code: 'authorization_request_wallet_nonce_mismatch' }
    await expect(scene.wallet.review(posted)).rejects.toMatchObject(mismatch)
    const other = await scene.verifier.request(
      query(credentialQuery('vc+sd-jwt', hotel)),
      withPayload({ wallet_nonce: 'of-another-wallet' }),
    )
    await expect(scene.wallet.review(`${other}&request_uri_method=post`)).rejects.toMatchObject(mismatch)
    const nonces = scene.network.calls
      .filter(({ body }) => body.startsWith('wallet_nonce='))
      .map(({ body }) => body)
    expect(nonces.map((body) => body.length)).toEqual([56, 56])
    expect(new Set(nonces).size).toBe(2)
    expect(scene.verifier.responses).toEqual([])
  })

  it('S2.4-6: is not asked by another method than get and post', async () => {
    const link = await scene.verifier.request(query(credentialQuery('vc+sd-jwt', hotel)))
    const before = scene.network.calls.length
    await expect(scene.wallet.review(`${link}&request_uri_method=PUT`)).rejects.toMatchObject({
      code: 'request_uri_method_invalid',
    })
    expect(scene.network.calls).toHaveLength(before)
  })

  it('S2.4-3: is held to its Request Object, whatever else its link says', async () => {
    const link = await scene.verifier.request(query(credentialQuery('vc+sd-jwt', hotel)))
    const more = '&nonce=another&response_uri=https%3A%2F%2Fevil.example%2Fresponse&dcql_query=%7B%7D'
    const { verifier } = await scene.wallet.review(link + more)
    expect(verifier.host).toBe('hotel.example')
  })

  it('gets nothing when a required credential is missing, in the same words as when the holder declines', async () => {
    const two = query(credentialQuery('vc+sd-jwt', hotel), {
      ...credentialQuery('vc+sd-jwt', ['residence_province_code'], 'KtpProofCredential'),
      id: 'r',
    })
    const unanswerable = await scene.wallet.review(await scene.verifier.request(two))
    await expect(scene.wallet.respond(unanswerable, { consent: true })).rejects.toMatchObject({
      code: 'wallet_no_matching_credential',
    })
    await scene.wallet.decline(unanswerable)
    const answerable = await scene.wallet.review(
      await scene.verifier.request(query(credentialQuery('vc+sd-jwt', hotel))),
    )
    await scene.wallet.decline(answerable)
    const bodies = scene.network.calls.filter(({ url }) => url.endsWith('/response')).map(({ body }) => body)
    // F17
    expect(bodies).toHaveLength(2)
    expect(new Set(bodies)).toEqual(new Set(['error=access_denied&state=state-of-the-request']))
  })

  it('F17: does not learn by a value whether the holder has it', async () => {
    const claims = [{ path: ['credentialSubject', 'name'], values: ['SOMEBODY ELSE'] }]
    const link = await scene.verifier.request(query({ ...credentialQuery('vc+sd-jwt', hotel), claims }))
    const blocked = await scene.wallet.review(link)
    expect(blocked).toMatchObject({ blocked: 'wallet_no_matching_credential', missing: [] })
    expect(scene.verifier.responses).toEqual([])
    await scene.wallet.decline(blocked)
    expect(scene.verifier.responses).toMatchObject([{ error: 'access_denied' }])
  })
})

describe('the NIK', () => {
  const nikQuery = query(credentialQuery('vc+sd-jwt', ['name', 'personal_administrative_number']))
  const listed = (asks: string[], clientId = scene.verifier.clientId) => ({
    trust: { ...scene.issuer.trust, verifiers: [{ clientId, asks }] },
  })
  beforeEach(() => hold())

  it('goes only to a verifier that the trust list registers for the service', async () => {
    const link = await scene.verifier.request(nikQuery)
    const review = await scene.wallet.review(link, listed(['hotel_wni']))
    expect(review).toMatchObject({ blocked: null, disclosed: ['name', 'personal_administrative_number'] })
    await scene.wallet.respond(review, { consent: true })
    expect(scene.verifier.responses).toHaveLength(1)
  })

  it('goes to nobody else', async () => {
    const link = await scene.verifier.request(nikQuery)
    for (const options of [
      {},
      { trust: scene.issuer.trust },
      listed([]),
      listed(['vehicle_tax']),
      listed(['hotel_wni'], 'other'),
    ]) {
      const review = await scene.wallet.review(link, options)
      expect(review).toMatchObject({ blocked: 'verifier_untrusted', options: [], disclosed: [] })
      await expect(scene.wallet.respond(review, { consent: true })).rejects.toMatchObject({
        code: 'verifier_untrusted',
      })
    }
    const silent = await scene.verifier.request(nikQuery, {
      payload: ({ lontar_ask: _, ...payload }) => payload,
    })
    expect((await scene.wallet.review(silent, listed(['hotel_wni']))).blocked).toBe('verifier_untrusted')
    expect(scene.verifier.responses).toEqual([])
  })

  it('does not come along when everything is asked for at once', async () => {
    const link = await scene.verifier.request(query(pathQuery('vc+sd-jwt', [['credentialSubject']])))
    expect(await scene.wallet.review(link)).toMatchObject({ blocked: 'verifier_untrusted' })
  })
})

describe('B18: what was not asked for', () => {
  const withoutDisclosures = ['vc+jwt', 'jwt_vc_json'] as const

  it.each(withoutDisclosures)(
    'law: a credential in %s is not shown when it holds something else',
    async (format) => {
      await hold(`ktp-proof_${format}`)
      const link = await scene.verifier.request(
        query(credentialQuery(format, ['residence_province_code'], 'KtpProofCredential')),
      )
      const review = await scene.wallet.review(link)
      expect(review).toMatchObject({ options: [], blocked: 'wallet_would_overdisclose', missing: [] })
      await expect(scene.wallet.respond(review, { consent: true })).rejects.toMatchObject({
        code: 'wallet_would_overdisclose',
      })
    },
  )

  const everyClaim = async (): Promise<readonly ClaimPath[]> => {
    const [held] = await scene.wallet.list()
    const { claims } = await scene.wallet.show(held?.id ?? '')
    return Object.keys(claims.credentialSubject as JsonObject)
      .filter((name) => name !== 'id')
      .map((name) => ['credentialSubject', name])
  }

  it.each(withoutDisclosures)(
    'presents %s when it holds nothing else, bound to its holder',
    async (format) => {
      await hold(`ktp-proof_${format}`)
      const paths = await everyClaim()
      const link = await scene.verifier.request(query(pathQuery(format, paths, 'KtpProofCredential')))
      const review = await scene.wallet.review(link)
      expect(review.options).toHaveLength(1)
      expect(review.blocked).toBeNull()
      const receipt = await scene.wallet.respond(review, { consent: true })
      expect(receipt.sent).toBe(true)
      expect(receipt.disclosed).toHaveLength(paths.length)
      expect(await verdictOn(format, lastPresentation())).toBe(true)
    },
  )

  it('answers with credentials of all four formats in one response', async () => {
    const all = ['vc+jwt', 'jwt_vc_json', 'vc+sd-jwt', 'dc+sd-jwt'] as const
    await hold('ktp-proof_vc+jwt')
    const w3c = (await everyClaim()).filter(([, name]) => name !== 'verification')
    for (const format of all.slice(1)) await hold(`ktp-proof_${format}`)
    const queries = all.map((format) => ({
      ...(format === 'dc+sd-jwt' || format === 'vc+sd-jwt'
        ? credentialQuery(format, ['residence_province_code'], 'KtpProofCredential')
        : pathQuery(format, w3c, 'KtpProofCredential')),
      id: all.indexOf(format).toString(),
    }))
    const review = await scene.wallet.review(await scene.verifier.request({ credentials: queries }))
    expect(review.blocked).toBeNull()
    await scene.wallet.respond(review, { consent: true })
    const { vpToken = {} } = scene.verifier.responses.at(-1) ?? {}
    expect(Object.keys(vpToken).sort()).toEqual(['0', '1', '2', '3'])
    for (const [index, format] of all.entries()) {
      const [text = ''] = vpToken[index] ?? []
      expect(await verdictOn(format, text), format).toBe(true)
    }
  })

  /** Whether the verifier of the scene, who trusts its issuer, accepts a presentation. */
  async function verdictOn(format: CredentialFormatId, text: string): Promise<boolean> {
    const { ok } = await (findFormat(format) as CredentialFormat).verify(text, {
      expectedIssuers: scene.issuer.trust.issuers,
      expectedTypes: scene.issuer.trust.issuers.flatMap(({ types }) => types),
      expectedKeyBinding: { expectedNonce: scene.verifier.nonce, expectedAudience: scene.verifier.clientId },
      checkStatus: async () => passed('status', 'a test'),
      now: scene.now,
    })
    return ok
  }

  it.each(formats)('a %s credential whose issuer hid too little is not shown either', async (format) => {
    scene.issuer.script.credentials = async ({ keys, issue }) => [
      await issue(keys[0], { plain: ['birthdate', 'birthDate'] }),
    ]
    await hold(`ktp_${format}`)
    const blocked = await scene.wallet.review(
      await scene.verifier.request(query(credentialQuery(format, hotel))),
    )
    expect(blocked).toMatchObject({ options: [], blocked: 'wallet_would_overdisclose' })
    const asked = await scene.wallet.review(
      await scene.verifier.request(query(credentialQuery(format, [...hotel, 'birthdate']))),
    )
    expect(asked.blocked).toBeNull()
  })
})

describe('history', () => {
  it('records who got which claims, newest first, without any value, and can be erased', async () => {
    await hold()
    const link = await scene.verifier.request(query(credentialQuery('vc+sd-jwt', hotel)))
    await scene.wallet.respond(await scene.wallet.review(link), { consent: true })
    scene.now = new Date(scene.now.getTime() + 60_000)
    await scene.wallet.decline(await scene.wallet.review(link))
    const verifier = { clientId: scene.verifier.clientId, name: 'Hotel Contoh' }
    const said = {
      verifier,
      service: 'hotel_wni',
      purpose: { id: 'Check-in hotel', en: 'Hotel check-in' },
      legalBasis: 'contract',
      retentionDays: 1,
    }
    expect(await scene.wallet.history()).toEqual([
      { at: scene.now, ...said, claims: [], outcome: 'declined' },
      { at: new Date(scene.now.getTime() - 60_000), ...said, claims: hotel, outcome: 'sent' },
    ])
    const ids = (await scene.vault.list()).filter((id) => id.startsWith('history.'))
    for (const id of ids) expect(JSON.stringify(await scene.vault.read(id))).not.toContain('YULIANA')
    await scene.wallet.eraseHistory()
    expect(await scene.wallet.history()).toEqual([])
    expect(await scene.wallet.list()).toHaveLength(1)
  })

  it('records that nothing was said of why it was asked', async () => {
    await hold()
    const link = await scene.verifier.request(query(credentialQuery('vc+sd-jwt', hotel)), {
      payload: ({ lontar_ask: _, ...payload }) => payload,
    })
    await scene.wallet.respond(await scene.wallet.review(link), { consent: true })
    const unsaid = { service: null, purpose: null, legalBasis: null, retentionDays: null }
    expect(await scene.wallet.history()).toMatchObject([{ ...unsaid, claims: hotel, outcome: 'sent' }])
  })

  it('reads what the first version recorded, which kept nothing of why', async () => {
    const at = '2026-11-24T02:00:00.000Z'
    const verifier = { clientId: 'client', name: null }
    const record = { recordVersion: 1, at, verifier, claims: ['name'], outcome: 'sent' }
    await scene.vault.write('history.x', record)
    const unsaid = { service: null, purpose: null, legalBasis: null, retentionDays: null }
    expect(await scene.wallet.history()).toEqual([
      { at: new Date(at), verifier, ...unsaid, claims: ['name'], outcome: 'sent' },
    ])
  })

  it.each([
    { recordVersion: 3 },
    { service: 1 },
    { purpose: 'x' },
    { purpose: { id: 'x' } },
    { legalBasis: undefined },
    { retentionDays: '1' },
  ])('does not read a record that says something else: %j', async (change) => {
    await hold()
    const link = await scene.verifier.request(query(credentialQuery('vc+sd-jwt', hotel)))
    await scene.wallet.decline(await scene.wallet.review(link))
    const [id = ''] = (await scene.vault.list()).filter((name) => name.startsWith('history.'))
    const record = (await scene.vault.read(id)) ?? {}
    await scene.vault.write(id, { ...record, ...change } as JsonObject)
    await expect(scene.wallet.history()).rejects.toMatchObject({ code: 'vault_malformed' })
  })

  it('leaves an answer that got lost as unconfirmed', async () => {
    await hold()
    const link = await scene.verifier.request(query(credentialQuery('vc+sd-jwt', hotel)))
    const review = await scene.wallet.review(link)
    scene.network.on('https://hotel.example/response', () => {
      throw new Error('the line went dead')
    })
    await expect(scene.wallet.respond(review, { consent: true })).rejects.toThrow('the line went dead')
    expect(await scene.wallet.history()).toMatchObject([{ outcome: 'unconfirmed', claims: hotel }])
  })

  it('says so when a record of the vault cannot be read', async () => {
    await scene.vault.write('history.x', { recordVersion: 1, at: 'yesterday' })
    await expect(scene.wallet.history()).rejects.toMatchObject({ code: 'vault_malformed' })
    await scene.vault.write('credential.x', parseJsonObject('{"recordVersion":1,"format":"vc+sd-jwt"}'))
    await expect(scene.wallet.list()).rejects.toMatchObject({ code: 'vault_malformed' })
    await scene.vault.delete('credential.x')
    await hold()
    const [id = ''] = (await scene.vault.list()).filter((name) => name.startsWith('credential.'))
    const record = (await scene.vault.read(id)) ?? {}
    for (const change of [
      { recordVersion: 2 },
      { presentedCount: -1 },
      { privateJwk: {} },
      { receivedAt: '' },
    ]) {
      await scene.vault.write(id, { ...record, ...change })
      await expect(scene.wallet.list()).rejects.toMatchObject({ code: 'vault_malformed' })
    }
    await scene.vault.write(id, record)
    expect(await scene.wallet.list()).toHaveLength(1)
  })
})
