import { expect, test } from 'vitest'
import { parseParameters } from './parse-parameters.ts'

const parse = (text: string) => parseParameters(text, 'token_request_malformed')

test('names and values are decoded', () => {
  expect([...parse('a=1+2&b%20c=%C3%A9&d=x=y')]).toEqual([
    ['a', '1 2'],
    ['b c', 'é'],
    ['d', 'x=y'],
  ])
})

test('a parameter without a value counts as absent', () => {
  expect([...parse('a=&b&c=1')]).toEqual([['c', '1']])
  expect(parse('').size).toBe(0)
})

test.each(['a=1&a=1', 'a=1&a=2', 'a=1&%61=2', 'a=&a=1', 'a&a'])(
  'a repeated parameter is refused (%s)',
  (text) => {
    expect(() => parse(text)).toThrow(expect.objectContaining({ code: 'token_request_malformed' }))
  },
)

test.each(['a=%', 'a=%zz', 'a=%ff', '%c3=1'])('what is not percent-encoded UTF-8 is refused (%s)', (text) => {
  expect(() => parse(text)).toThrow(expect.objectContaining({ code: 'token_request_malformed' }))
})

test('there are at most 64 parameters', () => {
  const many = (count: number) => Array.from({ length: count }, (_, index) => `p${index}=1`).join('&')
  expect(parse(many(64)).size).toBe(64)
  expect(() => parse(many(65))).toThrow(expect.objectContaining({ code: 'token_request_malformed' }))
})

test('names of the language itself are parameters like any other', () => {
  expect(parse('__proto__=1&constructor=2').get('__proto__')).toBe('1')
})
