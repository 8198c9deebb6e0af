import type { JsonObject } from '@lontar/credentials/jose'
import { describe, expect, it } from 'vitest'
import { parseRegistryResponse } from './parse-registry-response.ts'

const asked = new Map([
  ['name', { field: 'NAMA_LGKP', value: 'MARIA CONTOH', minScore: 90 }],
  ['sex', { field: 'JENIS_KLMIN', value: 'Perempuan', minScore: 100 }],
])
const record = { NAMA_LGKP: 'Sesuai (95)', JENIS_KLMIN: 'Sesuai' }

function parse(members: JsonObject) {
  return parseRegistryResponse(members, asked, 'NIK')
}

describe('a response of the register', () => {
  it('answers every element', () => {
    expect(parse({ content: [record], lastPage: false, numberOfElements: 1, quotaLimiter: 1523 })).toEqual({
      state: 'active',
      fields: { name: { match: true, score: 95 }, sex: { match: true } },
    })
  })

  it('is held against the threshold again, and a code has no part of a match', () => {
    const low = { NAMA_LGKP: 'Sesuai (89)', JENIS_KLMIN: 'Sesuai (99)' }
    expect(parse({ content: [low] })?.fields).toEqual({
      name: { match: false, score: 89 },
      sex: { match: false, score: 99 },
    })
  })

  it.each([
    ['11', 'dead'],
    ['12', 'duplicate'],
    ['13', 'not_found'],
    ['14', 'inactive'],
    ['15', 'bad_format'],
  ])('with the code %s says %s, as text or number, beside or in the record', (code, state) => {
    for (const value of [code, Number(code)]) {
      expect(parse({ content: [{ RESPONSE_CODE: value, RESPONSE: 'x' }] })).toEqual({ state, fields: {} })
      expect(parse({ RESPONSE_CODE: value })).toEqual({ state, fields: {} })
      expect(parse({ RESPONSE_CODE: value, content: [{ RESPONSE_CODE: code }] })?.state).toBe(state)
    }
  })

  it('names a person dead although it answers elements too', () => {
    expect(parse({ content: [{ ...record, RESPONSE_CODE: '11' }] })?.state).toBe('dead')
  })

  it.each<[string, JsonObject]>([
    ['nothing', {}],
    ['no list', { content: record }],
    ['an empty list', { content: [] }],
    ['an empty record', { content: [{}] }],
    ['two records', { content: [record, record] }],
    ['a list in the list', { content: [[record]] }],
    ['an unknown code', { content: [{ RESPONSE_CODE: '00', ...record }] }],
    ['a code of an odd kind', { content: [{ RESPONSE_CODE: null, ...record }] }],
    ['two codes', { RESPONSE_CODE: '11', content: [{ RESPONSE_CODE: '12' }] }],
    ['one element too few', { content: [{ NAMA_LGKP: 'Sesuai' }] }],
    ['another word', { content: [{ ...record, JENIS_KLMIN: 'Cocok' }] }],
    ['a truth value', { content: [{ ...record, JENIS_KLMIN: true }] }],
    ['an empty text', { content: [{ ...record, JENIS_KLMIN: '' }] }],
    ['a NIK that is denied', { content: [{ ...record, NIK: 'Tidak Sesuai' }] }],
    ['a NIK that is not answered', { content: [{ ...record, NIK: '' }] }],
  ])('of %s is none', (_, members) => {
    expect(parse(members)).toBeUndefined()
  })

  it('may confirm the NIK', () => {
    expect(parse({ content: [{ ...record, NIK: 'Sesuai' }] })?.state).toBe('active')
  })
})
