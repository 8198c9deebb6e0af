import { createTransactionDataHashes } from '@lontar/credentials/presentation'
import type { DcqlQuery } from '@lontar/openid4vc/dcql'
import { describe, expect, test } from 'vitest'
import { hotel } from './fixtures/asks.ts'
import { type Authorise, cardQuery, openQueryScene, type QueryScene } from './fixtures/query-scene.ts'
import { firstCode } from './fixtures/scene.ts'
import { decodeRequestDetails } from './transaction/request-details.ts'
import type { TransactionDataRequest } from './transaction/transaction-data-request.ts'

const payment = (amount: string, more: Partial<TransactionDataRequest> = {}): TransactionDataRequest => ({
  type: 'https://hotel.example/payment',
  data: { amount },
  ...more,
})
const one: DcqlQuery = { credentials: [cardQuery('card', ['name'])] }
const two: DcqlQuery = { credentials: [cardQuery('guest', ['name']), cardQuery('payer', ['birthdate'])] }

const card = (scene: QueryScene) => scene.credential({ formatId: 'dc+sd-jwt' })

/** Asks for two cards, and answers with hashes of the entries that each is said to authorise. */
async function answerTwo(
  transactionData: readonly TransactionDataRequest[],
  authorised: Readonly<Record<'guest' | 'payer', readonly number[]>>,
) {
  const scene = await openQueryScene()
  const request = await scene.ask(two, { transactionData })
  const hashesOf = async (indices: readonly number[]) => {
    const entries = (request.object.transactionData ?? []).filter((_, index) => indices.includes(index))
    return entries.length === 0 ? undefined : createTransactionDataHashes(entries)
  }
  const hashes = { guest: await hashesOf(authorised.guest), payer: await hashesOf(authorised.payer) }
  const held = { guest: [await card(scene)], payer: [await card(scene)] }
  const authorise: Authorise = (id) => hashes[id as keyof typeof hashes]
  return scene.answer(request, await scene.present(request.object, held, authorise))
}

describe('a request with transaction data', () => {
  test('asks in its order, of every credential that is bound, and keeps the text that it sent', async () => {
    const scene = await openQueryScene()
    const loose = cardQuery('loose', ['name'], { require_cryptographic_holder_binding: false })
    const { object, transactionId } = await scene.ask(
      { credentials: [...two.credentials, loose] },
      { transactionData: [payment('1'), payment('2', { hashAlgorithms: ['sha-384', 'sha-256'] })] },
    )
    expect(object.transactionData).toMatchObject([
      { credentialIds: ['guest', 'payer'], data: { amount: '1' } },
      { credentialIds: ['guest', 'payer'], data: { amount: '2' }, hashAlgorithms: ['sha-384', 'sha-256'] },
    ])
    const { record } = (await scene.store.readTransaction(transactionId)) ?? {}
    const sent = object.transactionData?.map(({ text }) => text)
    expect(decodeRequestDetails(record?.details ?? '').transactionData).toEqual(sent)
  })

  test('has none by default', async () => {
    const scene = await openQueryScene()
    expect((await scene.ask(one, { transactionData: [] })).object).not.toHaveProperty('transactionData')
    expect((await scene.ask(one)).object).not.toHaveProperty('transactionData')
  })

  test.each<[string, string, readonly TransactionDataRequest[]]>([
    [
      'a credential that is not asked for',
      'transaction_data_malformed',
      [payment('1', { credentialIds: ['x'] })],
    ],
    ['no credential', 'transaction_data_malformed', [payment('1', { credentialIds: [] })]],
    ['no type', 'transaction_data_malformed', [payment('1', { type: '' })]],
    ['a weak hash function', 'transaction_data_unsupported', [payment('1', { hashAlgorithms: ['sha-1'] })]],
    ['the same twice', 'ERR_INVALID_ARG_VALUE', [payment('1'), payment('1')]],
    ['a type inside the type', 'ERR_INVALID_ARG_VALUE', [payment('1', { data: { type: 'x' } })]],
  ])('is not made for %s', async (_name, code, transactionData) => {
    const { verifier, store } = await openQueryScene()
    const created = verifier.request(hotel, { transactionData })
    await expect(created).rejects.toMatchObject({ code })
    expect(await store.purge(new Date('2030-01-01T00:00:00Z'))).toBe(0)
  })

  test('is not made of credentials that nobody has to hold', async () => {
    const scene = await openQueryScene()
    const loose = cardQuery('loose', ['name'], { require_cryptographic_holder_binding: false })
    for (const more of [{}, { credentialIds: ['loose'] }])
      await expect(
        scene.ask({ credentials: [loose] }, { transactionData: [payment('1', more)] }),
      ).rejects.toMatchObject({ code: 'transaction_data_malformed' })
  })
})

describe('2.3.26 the answer to an ask with transaction data', () => {
  async function answerHotel(isHonest: boolean) {
    const scene = await openQueryScene()
    const created = await scene.verifier.request(hotel, { transactionData: [payment('1')] })
    if (!('requestUri' in created)) throw new TypeError('the ask needs a request')
    const object = await scene.holder.read(scene.verifier.fetch, created.requestUri, scene.now)
    const body = await scene.holder.present(object, await scene.credential(), scene.now, {
      ...(!isHonest && { transactionDataHashes: 'none' }),
    })
    await scene.post(body)
    return { scene, created, result: await scene.verifier.result(created.transactionId) }
  }

  test('tells what was authorised, by whose query, also over HTTP, and as long as it counts', async () => {
    const { scene, created, result } = await answerHotel(true)
    const { type, data } = payment('1')
    expect(result).toMatchObject({ state: 'accepted', claims: { name: 'MARIA CONTOH' } })
    expect(result.transactionData).toEqual([{ type, data, queryId: 'vc' }])
    const url = `${scene.verifier.url}/result/${created.transactionId}`
    expect(await (await scene.verifier.fetch(new Request(url))).json()).toMatchObject({
      transactionData: result.transactionData,
    })
    const { outcome } = (await scene.store.readTransaction(created.transactionId)) ?? {}
    expect(Object.keys(decodeRequestDetails(outcome?.details ?? ''))).toEqual(['authorised'])
    scene.now = created.expiresAt
    expect(await scene.verifier.result(created.transactionId)).toEqual({ state: 'expired' })
  })

  test('is refused without them, and nothing was authorised', async () => {
    const { result } = await answerHotel(false)
    expect(firstCode(result)).toBe('transaction_data_missing')
    expect(result).toMatchObject({ state: 'refused' })
    expect(result.transactionData).toBeUndefined()
  })
})

describe('2.3.26 transaction data that several credentials may authorise', () => {
  test.each([
    ['the first', { guest: [0], payer: [] }, 'guest'],
    ['the second', { guest: [], payer: [0] }, 'payer'],
  ])('are authorised by %s alone', async (_name, authorised, queryId) => {
    const result = await answerTwo([payment('1')], authorised)
    expect(result.state).toBe('accepted')
    expect(result.transactionData).toMatchObject([{ data: { amount: '1' }, queryId }])
  })

  test('are told in the order of the request, whoever authorised which', async () => {
    const result = await answerTwo([payment('1'), payment('2'), payment('3')], { guest: [1], payer: [0, 2] })
    expect(result.transactionData?.map(({ data, queryId }) => [data.amount, queryId])).toEqual([
      ['1', 'payer'],
      ['2', 'guest'],
      ['3', 'payer'],
    ])
  })

  test.each([
    ['by none of them', { guest: [], payer: [] }, 'transaction_data_missing', 0],
    ['by both of them', { guest: [0], payer: [0] }, 'transaction_data_unexpected', 1],
  ])('are refused when authorised %s', async (_name, authorised, code, credential) => {
    const result = await answerTwo([payment('1')], authorised)
    expect(firstCode(result)).toBe(code)
    expect(result.verdict?.checks.find(({ state }) => state === 'failed')).toMatchObject({
      id: 'holder_binding',
      credential,
    })
  })

  test('are refused when authorised by one that may not', async () => {
    const only = [payment('1', { credentialIds: ['payer'] })]
    expect(firstCode(await answerTwo(only, { guest: [0], payer: [] }))).toBe('transaction_data_unexpected')
    expect((await answerTwo(only, { guest: [], payer: [0] })).state).toBe('accepted')
  })

  test('are authorised by any one of several for one query', async () => {
    const scene = await openQueryScene()
    for (const chosen of [0, 1]) {
      const many = { credentials: [cardQuery('cards', ['name'], { multiple: true })] }
      const request = await scene.ask(many, { transactionData: [payment('1')] })
      const hashes = await createTransactionDataHashes(request.object.transactionData ?? [])
      const held = { cards: [await card(scene), await card(scene)] }
      const authorise: Authorise = (_id, index) => (index === chosen ? hashes : undefined)
      const result = await scene.answer(request, await scene.present(request.object, held, authorise))
      expect(result.state).toBe('accepted')
    }
  })
})

test('a presentation that came by another way is held against what its caller expects', async () => {
  const scene = await openQueryScene()
  const { object } = await scene.ask(one, { transactionData: [payment('1')] })
  const entries = object.transactionData ?? []
  const hashes = await createTransactionDataHashes(entries)
  const held = { card: [await card(scene)] }
  const [text = ''] = (await scene.present(object, held, () => hashes)).card ?? []
  const binding = { expectedNonce: object.nonce, expectedAudience: object.clientId }
  const expecting = { ...binding, expectedTransactionData: entries }
  expect((await scene.verifier.verify({ text, expectedKeyBinding: expecting })).ok).toBe(true)
  const verdict = await scene.verifier.verify({ text, expectedKeyBinding: binding })
  expect(firstCode({ state: 'refused', verdict })).toBe('transaction_data_unexpected')
})
