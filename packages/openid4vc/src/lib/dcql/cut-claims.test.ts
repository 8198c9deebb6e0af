import type { JsonObject } from '@lontar/credentials/jose'
import { expect, test } from 'vitest'
import { cutClaims } from './cut-claims.ts'

const claims: JsonObject = JSON.parse(`{
  "name": "Ina",
  "nik": "secret",
  "address": { "street": "Jalan Contoh 1", "regency": "Kupang" },
  "degrees": [{ "type": "BSc", "place": "x" }, { "type": "MSc" }],
  "list": ["A", "B", "C"],
  "nothing": null,
  "__proto__": { "x": 1 }
}`)

test.each([
  [[], {}],
  [[['name']], { name: 'Ina' }],
  [[['nothing']], { nothing: null }],
  [[['address', 'regency']], { address: { regency: 'Kupang' } }],
  [[['address', 'regency'], ['address']], { address: { street: 'Jalan Contoh 1', regency: 'Kupang' } }],
  [[['degrees', null, 'type']], { degrees: [{ type: 'BSc' }, { type: 'MSc' }] }],
  [[['degrees', 1]], { degrees: [{ type: 'MSc' }] }],
  [
    [
      ['list', 2],
      ['list', 0],
    ],
    { list: ['A', 'C'] },
  ],
  [[['missing'], ['name', 'x']], {}],
])('%j leaves exactly what it selects', (paths, left) => {
  expect(cutClaims(claims, paths)).toEqual(left)
})

test('an index counts the elements as they were issued', () => {
  const issuedIndices = [{ path: ['list'], indices: [1, 4, 5] }]
  expect(cutClaims(claims, [['list', 4]], issuedIndices)).toEqual({ list: ['B'] })
  expect(cutClaims(claims, [['list', 0]], issuedIndices)).toEqual({})
})

test('a member of any name is an own one of the copy', () => {
  expect(JSON.stringify(cutClaims(claims, [['__proto__', 'x']]))).toBe('{"__proto__":{"x":1}}')
})
