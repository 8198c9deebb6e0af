// F15, over real HTTP: what a holder authorises is what the verifier asked, or nothing.
import { createGuardedFetch } from '@lontar/credentials/guarded-fetch'
import { encodeBase64Url, hashText, type JsonObject, parseJws } from '@lontar/credentials/jose'
import { createTransactionDataHashes, type TransactionDataHashes } from '@lontar/credentials/presentation'
import { findFormat } from '@lontar/documents/credential-types'
import { matchCredential } from '@lontar/openid4vc/dcql'
import {
  createAuthorizationResponse,
  parseAuthorizationRequestUri,
  type RequestObject,
  verifyRequestObject,
} from '@lontar/openid4vc/openid4vp'
import { type LoopbackServer, startLoopbackServer } from '@lontar/testkit'
import {
  createMemoryVerifierStore,
  createVerifier,
  type TransactionDataRequest,
  type Verifier,
} from '@lontar/verifier'
import { createMemoryVault, openWallet, type Wallet, type WalletOptions } from '@lontar/wallet'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { refusalOf } from './support/lanes.ts'
import { type HeldCredential, openRooms, type Rooms } from './support/rooms.ts'

const payment = 'https://hotel.example/payment'
const deposit: TransactionDataRequest = { type: payment, data: { amount: '500.000' } }
const stay: TransactionDataRequest = { type: payment, data: { amount: '1.250.000' } }
const strong: TransactionDataRequest = { ...stay, hashAlgorithms: ['sha-512', 'sha-384'] }

const transactionDataTypes: WalletOptions['transactionDataTypes'] = {
  [payment]: {
    members: ['amount'],
    describe: ({ amount }) => ({ id: `Bayar Rp ${amount}`, en: `Pay Rp ${amount}` }),
  },
}

let rooms: Rooms
let server: LoopbackServer
let verifier: Verifier
let wallet: Wallet
let ignorant: Wallet
/** Changes the Request Object on its way to a wallet. */
let onTheWay: (jwt: string) => string
const overHttp = createGuardedFetch({ dangerouslyAllowLoopbackHttp: true })

beforeAll(async () => {
  rooms = await openRooms()
  onTheWay = (jwt) => jwt
  server = await startLoopbackServer(async (request) => {
    const response = await verifier.fetch(request)
    if (!request.url.includes('/request/')) return response
    return new Response(onTheWay(await response.text()), response)
  })
  const now = () => rooms.clock.now
  verifier = createVerifier({
    url: server.url,
    name: 'Hotel Contoh',
    trust: rooms.trust,
    signer: rooms.verifierSigner,
    store: createMemoryVerifierStore(),
    responseMode: 'direct_post',
    fetch: rooms.network.fetch,
    now,
  })
  const fetch: typeof overHttp = (url, init) =>
    url.startsWith(server.url) ? overHttp(url, init) : rooms.network.fetch(url, init)
  wallet = await openWallet({ vault: createMemoryVault(), fetch, now, transactionDataTypes })
  ignorant = await openWallet({ vault: createMemoryVault(), fetch, now })
  for (const each of [wallet, ignorant]) {
    const options = { configurationIds: ['ktp_dc+sd-jwt'], txCode: false }
    const { credentialOfferUri } = await rooms.issuer.offer(await rooms.identity(), options)
    await each.receive(credentialOfferUri, { trust: rooms.trust })
  }
})
afterAll(() => server.close())

const asked = {
  service: 'hotel_deposit',
  purpose: { id: 'Uang jaminan', en: 'Deposit' },
  legalBasis: 'contract',
  retentionDays: 1,
} as const

/** One credential of a format is asked for, and these transactions. */
async function request(format: string, transactionData: readonly TransactionDataRequest[]) {
  const isProof = format === 'vc+jwt'
  const types = rooms.trust.issuers.flatMap((issuer) => issuer.types)
  const type = types.filter((url) => url.includes(isProof ? '/ktp-proof/' : '/ktp/'))
  const meta = format === 'dc+sd-jwt' ? { vct_values: type } : { type_values: [type] }
  const dcqlQuery = { credentials: [{ id: 'card', format, meta }] }
  const created = await verifier.requestQuery({ ...asked, dcqlQuery }, { transactionData })
  return { ...created, object: await read(created.requestUri) }
}

async function read(requestUri: string): Promise<RequestObject> {
  const { clientId, requestUri: url = '' } = parseAuthorizationRequestUri(requestUri)
  const jwt = (await overHttp(url)).text()
  return verifyRequestObject(jwt, { expectedClientId: clientId, now: rooms.clock.now })
}

/** Presents with whatever hashes, signed by the true holder. */
async function present(object: RequestObject, held: HeldCredential, hashes?: TransactionDataHashes) {
  const format = findFormat(held.format)
  if (format === undefined) throw new TypeError('no such format')
  const [query] = object.dcqlQuery.credentials
  const parsed = await format.parse(held.text)
  const selected = query && matchCredential(query, parsed)?.claims
  return format.present({
    credential: held.text,
    disclose: held.format === 'vc+jwt' ? [['credentialSubject']] : (selected ?? []),
    signer: held.holder,
    audience: object.clientId,
    nonce: object.nonce,
    ...(hashes && { transactionDataHashes: hashes }),
    now: rooms.clock.now,
  })
}

async function post(object: RequestObject, presentation: string): Promise<number> {
  const body = createAuthorizationResponse({ vpToken: { card: [presentation] }, state: object.state })
  const headers = { 'content-type': 'application/x-www-form-urlencoded' }
  return (await fetch(object.responseUri, { method: 'POST', headers, body })).status
}

const decode = (text: string): JsonObject => JSON.parse(Buffer.from(text, 'base64url').toString())

type Forge = (object: RequestObject) => Promise<TransactionDataHashes | undefined>

const honest: Forge = async ({ transactionData = [] }) => createTransactionDataHashes(transactionData)

const missing = 'transaction_data_missing'
const unexpected = 'transaction_data_unexpected'
const mismatch = 'transaction_data_mismatch'
const algorithm = 'transaction_data_algorithm_unexpected'

const attacks: readonly [string, string, readonly TransactionDataRequest[], Forge][] = [
  [
    'a changed amount',
    mismatch,
    [deposit],
    async ({ transactionData: [entry] = [] }) => {
      const changed = { ...decode(entry?.text ?? ''), amount: '1' }
      return {
        transaction_data_hashes: [await hashText(encodeBase64Url(Buffer.from(JSON.stringify(changed))))],
      }
    },
  ],
  [
    'the hash of the JSON instead of the text that was sent',
    mismatch,
    [deposit],
    async ({ transactionData: [entry] = [] }) => ({
      transaction_data_hashes: [await hashText(Buffer.from(entry?.text ?? '', 'base64url').toString())],
    }),
  ],
  ['no hashes', missing, [deposit], async () => undefined],
  ['an empty list of hashes', mismatch, [deposit], async () => ({ transaction_data_hashes: [] })],
  [
    'one hash of two',
    mismatch,
    [deposit, stay],
    async ({ transactionData = [] }) => createTransactionDataHashes(transactionData.slice(0, 1)),
  ],
  [
    'two hashes in the other order',
    mismatch,
    [deposit, stay],
    async ({ transactionData = [] }) => createTransactionDataHashes(transactionData.toReversed()),
  ],
  [
    'a hash more than was asked',
    mismatch,
    [deposit],
    async ({ transactionData: [entry] = [] }) =>
      createTransactionDataHashes([entry, entry].flatMap((each) => each ?? [])),
  ],
  [
    'a weaker hash function, by name',
    algorithm,
    [strong],
    async ({ transactionData: [entry] = [] }) =>
      createTransactionDataHashes([{ text: entry?.text ?? '', hashAlgorithms: ['sha-256'] }]),
  ],
  [
    'a weaker hash function, without a name',
    algorithm,
    [strong],
    async ({ transactionData: [entry] = [] }) => createTransactionDataHashes([{ text: entry?.text ?? '' }]),
  ],
  [
    'a hash function that is none',
    algorithm,
    [deposit],
    async (object) => ({
      transaction_data_hashes: [],
      ...(await honest(object)),
      transaction_data_hashes_alg: 'none',
    }),
  ],
  [
    'a transaction that nobody asked for',
    unexpected,
    [],
    async () => ({ transaction_data_hashes: [await hashText('a payment')] }),
  ],
]

describe.each([
  ['dc+sd-jwt', 'ktp_dc+sd-jwt'],
  ['vc+sd-jwt', 'ktp_vc+sd-jwt'],
  ['vc+jwt', 'ktp-proof_vc+jwt'],
] as const)(
  'F15 transaction_data tampered, hash omitted, hash alg downgraded: %s',
  (format, configurationId) => {
    let held: HeldCredential
    beforeAll(async () => {
      held = (await rooms.collect(configurationId))[0] as HeldCredential
    })

    test.each([
      ['two', [deposit, stay]],
      ['one with a stronger function', [strong]],
    ])(
      'the twin of each attack: the hashes of %s, as asked, are accepted',
      async (_name, transactionData) => {
        const { object, transactionId } = await request(format, transactionData)
        expect(await post(object, await present(object, held, await honest(object)))).toBe(200)
        const result = await verifier.result(transactionId)
        expect(result.state).toBe('accepted')
        expect(result.transactionData).toEqual(
          transactionData.map(({ type, data }) => ({ type, data, queryId: 'card' })),
        )
      },
    )

    test.each(attacks)('%s is refused as %s', async (_name, code, transactionData, forge) => {
      const { object, transactionId } = await request(format, transactionData)
      expect(await post(object, await present(object, held, await forge(object)))).toBe(400)
      const { state, verdict, transactionData: authorised } = await verifier.result(transactionId)
      expect(state).toBe('refused')
      expect(refusalOf(verdict ?? { ok: false, checks: [] })).toBe(code)
      expect(authorised).toBeUndefined()
    })

    test('what was authorised for another request is refused', async () => {
      const source = await request(format, [deposit])
      const target = await request(format, [deposit])
      const stolen = await present(source.object, held, await honest(source.object))
      expect(await post(target.object, stolen)).toBe(400)
      const { verdict } = await verifier.result(target.transactionId)
      expect(refusalOf(verdict ?? { ok: false, checks: [] })).toBe('key_binding_nonce_mismatch')
    })
  },
)

describe('F15 in the wallet', () => {
  test('the twin: what the holder read and agreed to is what the verifier asked', async () => {
    const { requestUri, transactionId } = await request('dc+sd-jwt', [deposit, stay])
    const review = await wallet.review(requestUri, { trust: rooms.trust })
    expect(review.transactionData.map(({ text }) => text.en)).toEqual(['Pay Rp 500.000', 'Pay Rp 1.250.000'])
    await wallet.respond(review, { consent: true })
    const { state, transactionData } = await verifier.result(transactionId)
    expect(state).toBe('accepted')
    expect(transactionData?.map(({ data }) => data)).toEqual([deposit.data, stay.data])
  })

  test('data that were changed on the way are not those that the verifier signed', async () => {
    const { requestUri, transactionId } = await request('dc+sd-jwt', [deposit])
    onTheWay = (jwt) => {
      const [header, , signature] = jwt.split('.')
      const { payload } = parseJws(jwt)
      const [text] = payload.transaction_data as [string]
      const changed = Buffer.from(JSON.stringify({ ...decode(text), amount: '5' })).toString('base64url')
      const forged = Buffer.from(JSON.stringify({ ...payload, transaction_data: [changed] }))
      return `${header}.${forged.toString('base64url')}.${signature}`
    }
    await expect(wallet.review(requestUri, { trust: rooms.trust })).rejects.toMatchObject({
      code: 'authorization_request_signature_invalid',
    })
    onTheWay = (jwt) => jwt
    expect((await verifier.result(transactionId)).state).toBe('pending')
  })

  test.each([
    ['of an unknown type', () => wallet, { type: 'https://hotel.example/loan', data: { amount: '1' } }],
    ['with an unknown field', () => wallet, { ...deposit, data: { amount: '1', fee: '1.000.000' } }],
    ['of any type, to a wallet without support', () => ignorant, deposit],
  ])('data %s are an error that the verifier hears of, and nothing is shown', async (_name, which, entry) => {
    const { requestUri, transactionId } = await request('dc+sd-jwt', [entry])
    const code = /^transaction_data_(?:unsupported|malformed)$/
    await expect(which().review(requestUri, { trust: rooms.trust })).rejects.toMatchObject({
      code: expect.stringMatching(code),
    })
    const { state, verdict } = await verifier.result(transactionId)
    expect(state).toBe('refused')
    expect(refusalOf(verdict ?? { ok: false, checks: [] })).toBe('presentation_declined')
    expect((await which().history()).some(({ claims }) => claims.length > 0 && which() === ignorant)).toBe(
      false,
    )
  })
})
