import { MalformedError, UnsupportedError } from '@lontar/credentials/errors'
import { encodeBase64Url, encodeUtf8, type JsonValue } from '@lontar/credentials/jose'
import { describe, expect, test } from 'vitest'
import type { DcqlQuery } from '../../dcql/dcql-query.ts'
import { createRequestParameters } from '../request-object/create-request-object.ts'
import { parseRequestParameters } from '../request-object/parse-request-object.ts'
import { createTransactionData } from './create-transaction-data.ts'
import { parseTransactionData } from './parse-transaction-data.ts'

const card = { format: 'dc+sd-jwt', meta: { vct_values: ['https://issuer.example/vct/ktp/1'] } }
const query: DcqlQuery = {
  credentials: [
    { ...card, id: 'card' },
    { ...card, id: 'other' },
    { ...card, id: 'loose', require_cryptographic_holder_binding: false },
  ],
}
const payment = { type: 'https://hotel.example/payment', credential_ids: ['card'], amount: '1250000' }

const encode = (value: unknown): string =>
  encodeBase64Url(encodeUtf8(typeof value === 'string' ? value : JSON.stringify(value)))
const parse = (value: JsonValue) => parseTransactionData(value, query)

describe('transaction data', () => {
  test('are read as they were written, with the text to hash', () => {
    const text = createTransactionData({
      type: 'urn:example:payment',
      credentialIds: ['card', 'other'],
      hashAlgorithms: ['sha-512', 'sha-256'],
      data: { amount: '1250000', payee: { name: 'Hotel Contoh' } },
    })
    expect(parse([text])).toEqual([
      {
        text,
        type: 'urn:example:payment',
        credentialIds: ['card', 'other'],
        hashAlgorithms: ['sha-512', 'sha-256'],
        data: { amount: '1250000', payee: { name: 'Hotel Contoh' } },
      },
    ])
  })

  test('keep the text of the other side letter for letter, white space of its JSON included', () => {
    const text = encode('{ "credential_ids": [ "card" ],\n "type": "a" }')
    expect(parse([text])).toEqual([{ text, type: 'a', credentialIds: ['card'], data: {} }])
  })

  test('travel in a request and stay in their order', () => {
    const texts = ['one', 'two'].map((order) =>
      createTransactionData({ type: 'a', credentialIds: ['card'], data: { order } }),
    )
    const parameters = createRequestParameters({
      clientId: 'x509_san_dns:hotel.example',
      responseUri: 'https://hotel.example/response',
      nonce: 'nonce',
      state: 'state',
      dcqlQuery: query,
      transactionData: texts,
      issuedAt: new Date(0),
      expiresAt: new Date(300_000),
    })
    expect(parameters.transaction_data).toEqual(texts)
    expect(parseRequestParameters(parameters).transactionData?.map(({ text }) => text)).toEqual(texts)
    const { transaction_data: _none, ...without } = parameters
    expect(parseRequestParameters(without)).not.toHaveProperty('transactionData')
    for (const wrong of [null, [], 'e30', {}])
      expect(() => parseRequestParameters({ ...parameters, transaction_data: wrong })).toThrow(
        expect.objectContaining({ code: 'transaction_data_malformed' }),
      )
  })

  test.each<[string, JsonValue]>([
    ['no list', encode(payment)],
    ['an empty list', []],
    ['seventeen', Array.from({ length: 17 }, () => encode(payment))],
    ['an object instead of a text', [payment]],
    ['an empty text', ['']],
    ['a text of too many characters', [encode({ ...payment, note: 'x'.repeat(20_000) })]],
    ['base64', [btoa(JSON.stringify({ ...payment, note: '???>>>' }))]],
    ['padded base64url', [`${encode(payment)}=`]],
    ['JSON that is not encoded', [JSON.stringify(payment)]],
    ['no JSON', [encode('{"type":')]],
    ['no UTF-8', [encodeBase64Url(Uint8Array.of(0x22, 0xff, 0x22))]],
    ['a list inside', [encode([payment])]],
    ['a repeated member', [encode('{"type":"a","type":"b","credential_ids":["card"]}')]],
    ['no type', [encode({ credential_ids: ['card'] })]],
    ['an empty type', [encode({ ...payment, type: '' })]],
    ['a type that is no text', [encode({ ...payment, type: 7 })]],
    ['no credential_ids', [encode({ type: 'a' })]],
    ['empty credential_ids', [encode({ ...payment, credential_ids: [] })]],
    ['credential_ids that are a text', [encode({ ...payment, credential_ids: 'card' })]],
    ['a credential that is not asked for', [encode({ ...payment, credential_ids: ['card', 'unknown'] })]],
    ['a name of every object', [encode({ ...payment, credential_ids: ['constructor'] })]],
    ['a credential without holder binding', [encode({ ...payment, credential_ids: ['card', 'loose'] })]],
    ['no list of hash functions', [encode({ ...payment, transaction_data_hashes_alg: 'sha-256' })]],
    ['an empty list of hash functions', [encode({ ...payment, transaction_data_hashes_alg: [] })]],
    ['one that is wrong among others', [encode(payment), encode({ type: 'a' })]],
  ])('are refused for %s', (_name, value) => {
    expect(() => parse(value)).toThrow(MalformedError)
    expect(() => parse(value)).toThrow(expect.objectContaining({ code: 'transaction_data_malformed' }))
  })

  test.each([
    ['one that is too weak', [['sha-1']]],
    ['one that is not implemented', [['sha3-512']]],
    ['no common one', [['sha-256'], ['sha-512']]],
    ['one by name, and the standard one besides', [['sha-512'], undefined]],
  ])('take a hash function of ours, and not %s', (_name, lists) => {
    const texts = lists.map((list) => encode({ ...payment, transaction_data_hashes_alg: list }))
    expect(() => parse(texts)).toThrow(UnsupportedError)
    expect(() => parse(texts)).toThrow(expect.objectContaining({ code: 'transaction_data_unsupported' }))
  })

  test.each(['type', 'credential_ids', 'transaction_data_hashes_alg'])(
    'cannot bring a %s of their own',
    (name) => {
      const input = { type: 'a', credentialIds: ['card'], data: { [name]: 'b' } }
      expect(() => createTransactionData(input)).toThrow(
        expect.objectContaining({ code: 'ERR_INVALID_ARG_VALUE' }),
      )
    },
  )
})
