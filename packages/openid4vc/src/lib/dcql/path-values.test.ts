import { parseJsonObject } from '@lontar/credentials/jose'
import { expect, test } from 'vitest'
import { pathValues } from './path-values.ts'

// The example of OpenID4VP 1.0 section 7.2, with an empty array more.
const claims = parseJsonObject(`{
  "name": "Arthur Dent",
  "address": { "street_address": "42 Market Street", "locality": "Milliways" },
  "degrees": [
    { "type": "Bachelor of Science", "university": "University of Betelgeuse" },
    { "type": "Master of Science" }
  ],
  "nationalities": ["British", "Betelgeusian"],
  "nothing": null,
  "empty": [],
  "0": "zero",
  "matrix": [[1, 2], [3]]
}`)

test.each([
  [['name'], ['Arthur Dent']],
  [['address'], [{ street_address: '42 Market Street', locality: 'Milliways' }]],
  [['address', 'street_address'], ['42 Market Street']],
  [
    ['degrees', null, 'type'],
    ['Bachelor of Science', 'Master of Science'],
  ],
  [['degrees', null, 'university'], ['University of Betelgeuse']],
  [['degrees', 1, 'type'], ['Master of Science']],
  [
    ['nationalities', null],
    ['British', 'Betelgeusian'],
  ],
  [['nationalities', 1], ['Betelgeusian']],
  [['nothing'], [null]],
  [['empty'], [[]]],
  [['0'], ['zero']],
  [
    ['matrix', null, null],
    [1, 2, 3],
  ],
  [['matrix', null, 1], [2]],
])('%j selects what it points to', (path, values) => {
  expect(pathValues(claims, path)).toEqual(values)
})

test.each([
  ['a missing member', ['missing']],
  ['a missing index', ['nationalities', 2]],
  ['all of an empty array', ['empty', null]],
  ['a member of a string', ['name', 'length']],
  ['a member of an array', ['nationalities', 'length']],
  ['a string that looks like an index', ['nationalities', '0']],
  ['an index of an object', [0]],
  ['an index of a string', ['name', 0]],
  ['null on an object', ['address', null]],
  ['null on null', ['nothing', null]],
  ['a mixture of objects and strings', ['degrees', null, 'type', 'x']],
  ['a negative index', ['nationalities', -1]],
  ['a negative index within the array', ['nationalities', -2]],
  ['a fraction', ['nationalities', 0.5]],
  ['a boolean', ['nationalities', true as unknown as string]],
  ['undefined', ['nationalities', undefined as unknown as string]],
  ['no component', []],
  ['an inherited member', ['toString']],
  ['the prototype', ['__proto__']],
  ['the constructor', ['constructor', 'name']],
])('%s selects nothing', (_name, path) => {
  expect(pathValues(claims, path)).toEqual([])
})

test('one element of another kind ends the whole processing', () => {
  expect(pathValues({ list: [{ a: 1 }, 'text'] }, ['list', null, 'a'])).toEqual([])
  expect(pathValues({ list: [[1], { a: 1 }] }, ['list', null, 0])).toEqual([])
})

test('an index means what it meant before others were held back', () => {
  const presented = { list: ['C', 'E'], lists: [['x'], ['y']], plain: ['A', 'B'] }
  const issuedIndices = [
    { path: ['list'], indices: [2, 4] },
    { path: ['lists', 1], indices: [3] },
  ]
  const at = (...path: (string | number | null)[]) => pathValues(presented, path, issuedIndices)
  expect(at('list', 2)).toEqual(['C'])
  expect(at('list', 4)).toEqual(['E'])
  for (const index of [0, 1, 3, 5]) expect(at('list', index)).toEqual([])
  expect(at('list', null)).toEqual(['C', 'E'])
  expect(at('lists', 1, 3)).toEqual(['y'])
  expect(at('lists', null, 0)).toEqual(['x'])
  expect(at('plain', 1)).toEqual(['B'])
})
