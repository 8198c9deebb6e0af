import { expect, it } from 'vitest'
import { parseRegistryMatch } from './parse-registry-match.ts'

it.each([
  ['Sesuai', { match: true }],
  ['SESUAI', { match: true }],
  ['Tidak Sesuai', { match: false }],
  ['tidak sesuai', { match: false }],
  ['Sesuai (100)', { match: true, score: 100 }],
  ['Sesuai (1)', { match: true, score: 1 }],
  ['Tidak Sesuai (40)', { match: false, score: 40 }],
  ['Tidak Sesuai (100)', { match: false, score: 100 }],
])('%s is an answer', (text, answer) => {
  expect(parseRegistryMatch(text)).toEqual(answer)
})

it('Sesuai (0) is no match: word and score are judged together', () => {
  expect(parseRegistryMatch('Sesuai (0)')).toEqual({ match: false, score: 0 })
})

it('a threshold of the caller counts', () => {
  expect(parseRegistryMatch('Sesuai (89)', 90)).toEqual({ match: false, score: 89 })
  expect(parseRegistryMatch('Sesuai (90)', 90)).toEqual({ match: true, score: 90 })
})

it.each([
  '',
  ' Sesuai',
  'Sesuai ',
  'Sesuai\n',
  'Sesuai(100)',
  'Sesuai (101)',
  'Sesuai (1000)',
  'Sesuai (-1)',
  'Sesuai (9.5)',
  'Sesuai (१)',
  'Belum Sesuai',
  'TidakSesuai',
  'true',
  true,
  1,
  null,
  undefined,
  ['Sesuai'],
])('%j is no answer', (text) => {
  expect(parseRegistryMatch(text)).toBeUndefined()
})
