import type { JsonObject } from '@lontar/credentials/jose'
import { hashText } from '@lontar/credentials/jose'
import { parseTransactionDataHashes } from '@lontar/credentials/presentation'
import type { DcqlQuery } from '@lontar/openid4vc/dcql'
import { type CreateTransactionDataInput, createTransactionData } from '@lontar/openid4vc/openid4vp'
import { beforeEach, describe, expect, test, vi } from 'vitest'
import { credentialQuery, query } from './fixtures/queries.ts'
import { openScene, type Scene } from './fixtures/scene.ts'
import { openWallet } from './open-wallet.ts'
import type { TransactionDataTypes } from './transaction-data-type.ts'
import type { Wallet } from './wallet.ts'

const payment = 'https://hotel.example/payment'

const transactionDataTypes: TransactionDataTypes = {
  [payment]: {
    members: ['amount'],
    describe: ({ amount }) =>
      typeof amount === 'string' ? { id: `Bayar Rp ${amount}`, en: `Pay Rp ${amount}` } : undefined,
  },
}

let scene: Scene
let wallet: Wallet
beforeEach(async () => {
  scene = await openScene()
  wallet = await open(transactionDataTypes)
  await hold('ktp_vc+sd-jwt')
})

const hold = (id: string) =>
  scene.wallet.receive(scene.issuer.offer({ configurationIds: [id] }), { trust: scene.issuer.trust })

const open = (types: TransactionDataTypes) =>
  openWallet({
    vault: scene.vault,
    fetch: scene.network.fetch,
    now: () => scene.now,
    transactionDataTypes: types,
  })

const data = (changes: Partial<CreateTransactionDataInput> = {}): string =>
  createTransactionData({ type: payment, credentialIds: ['q'], data: { amount: '100.000' }, ...changes })

const one = query(credentialQuery('vc+sd-jwt', ['name']))

const request = (texts: readonly string[], asked: DcqlQuery = one) =>
  scene.verifier.request(asked, {
    payload: (payload: JsonObject) => ({ ...payload, transaction_data: texts }),
  })

/** What each presentation authorises, by query id. */
function authorised() {
  const entries = Object.entries(scene.verifier.responses[0]?.vpToken ?? {})
  return Object.fromEntries(entries.map(([id, texts]) => [id, texts.map(parseTransactionDataHashes)]))
}

describe('transaction data of a type that the application knows', () => {
  test('are shown before consent, in the order of the request', async () => {
    const review = await wallet.review(await request([data(), data({ data: { amount: '1' } })]))
    expect(review.transactionData).toEqual([
      { type: payment, text: { id: 'Bayar Rp 100.000', en: 'Pay Rp 100.000' } },
      { type: payment, text: { id: 'Bayar Rp 1', en: 'Pay Rp 1' } },
    ])
    expect(Object.isFrozen(review.transactionData[0]?.text)).toBe(true)
    expect((await wallet.review(await scene.verifier.request(one))).transactionData).toEqual([])
  })

  test('are authorised by the hashes of their texts as received', async () => {
    const texts = [data(), data({ data: { amount: '1' } })]
    await wallet.respond(await wallet.review(await request(texts)), { consent: true })
    const hashes = { transaction_data_hashes: await Promise.all(texts.map(hashText)) }
    expect(authorised()).toEqual({ q: [hashes] })
  })

  test('are hashed by the function that the request prefers, and it is named', async () => {
    const text = data({ hashAlgorithms: ['sha3-256', 'sha-512', 'sha-256'] })
    await wallet.respond(await wallet.review(await request([text])), { consent: true })
    expect(authorised().q).toMatchObject([{ transaction_data_hashes_alg: 'sha-512' }])
  })

  test('are authorised by one credential alone of those that would do', async () => {
    await hold('ktp_dc+sd-jwt')
    const both = query(
      { ...credentialQuery('vc+sd-jwt', ['name']), id: 'first' },
      { ...credentialQuery('dc+sd-jwt', ['name']), id: 'second' },
    )
    const texts = [
      data({ credentialIds: ['second', 'first'] }),
      data({ credentialIds: ['second'] }),
      data({ credentialIds: ['first'], data: { amount: '1' } }),
    ]
    await wallet.respond(await wallet.review(await request(texts, both)), { consent: true })
    const [either = '', onlySecond = '', onlyFirst = ''] = await Promise.all(texts.map(hashText))
    expect(authorised()).toEqual({
      first: [{ transaction_data_hashes: [either, onlyFirst] }],
      second: [{ transaction_data_hashes: [onlySecond] }],
    })
  })

  test('have no answer where nothing presented may authorise them', async () => {
    const optional: DcqlQuery = {
      credentials: [
        { ...credentialQuery('vc+sd-jwt', ['name']), id: 'have' },
        { ...credentialQuery('dc+sd-jwt', ['name']), id: 'lack' },
      ],
      credential_sets: [{ options: [['have']] }, { options: [['lack']], required: false }],
    }
    const review = await wallet.review(await request([data({ credentialIds: ['lack'] })], optional))
    expect(review).toMatchObject({ options: [], blocked: 'wallet_no_matching_credential' })
    const honest = await wallet.review(await request([data({ credentialIds: ['lack', 'have'] })], optional))
    expect(honest.blocked).toBeNull()
  })

  test('are not authorised by a holder who declines', async () => {
    await wallet.decline(await wallet.review(await request([data()])))
    expect(scene.verifier.responses).toMatchObject([{ error: 'access_denied' }])
  })
})

describe('2.4.9 transaction data are refused, never ignored', () => {
  const loose = query({
    ...credentialQuery('vc+sd-jwt', ['name']),
    require_cryptographic_holder_binding: false,
  })
  const unsupported = 'transaction_data_unsupported'
  const malformed = 'transaction_data_malformed'

  test.each<[string, string, readonly string[], DcqlQuery?]>([
    ['an unknown type', unsupported, [data({ type: 'https://hotel.example/loan' })]],
    ['an unknown type among known ones', unsupported, [data(), data({ type: 'x' })]],
    ['a type that every object has', unsupported, [data({ type: 'constructor' })]],
    ['an unknown field', malformed, [data({ data: { amount: '1', fee: '1.000.000' } })]],
    ['a value that the type does not have', malformed, [data({ data: { amount: 1 } })]],
    ['a text that would be cut', malformed, [data({ data: { amount: '1'.repeat(500) } })]],
    ['a bad reference', malformed, [data({ credentialIds: ['other'] })]],
    ['no credential at all', malformed, [data({ credentialIds: [] })]],
    ['something that cannot be read', malformed, ['!']],
    ['nothing', malformed, []],
    ['a hash function that we do not have', unsupported, [data({ hashAlgorithms: ['sha-1'] })]],
    ['holder binding that is waived', malformed, [data()], loose],
  ])('for %s, and the verifier is told', async (_name, code, texts, asked) => {
    await expect(wallet.review(await request(texts, asked))).rejects.toMatchObject({ code })
    expect(scene.verifier.responses).toEqual([
      { error: 'invalid_transaction_data', state: scene.verifier.state },
    ])
    expect((await wallet.list()).map(({ presentedCount }) => presentedCount)).toEqual([0])
  })

  test('by a wallet that knows no type', async () => {
    await expect(scene.wallet.review(await request([data()]))).rejects.toMatchObject({ code: unsupported })
    expect(scene.verifier.responses).toMatchObject([{ error: 'invalid_transaction_data' }])
  })

  test.each([
    { id: '', en: 'Pay' },
    { id: 'Bayar', en: ' ' },
  ])('where the application has no words for them: %j', async (text) => {
    const describe = vi.fn(() => text)
    wallet = await open({ [payment]: { members: ['amount'], describe } })
    await expect(wallet.review(await request([data()]))).rejects.toMatchObject({ code: malformed })
    expect(describe).toHaveBeenCalledExactlyOnceWith({ amount: '100.000' })
  })

  test('and what they hide or turn around is shown by its number', async () => {
    const review = await wallet.review(await request([data({ data: { amount: '\u202e001' } })]))
    expect(review.transactionData[0]?.text.en).toBe('Pay Rp \\u{202e}001')
  })
})
