import { expect, test } from 'vitest'
import { parseLink } from './parse-link.ts'

const parse = (text: string) => parseLink(text, ['openid4vp'], 'authorization_request_malformed')

test.each([
  'openid4vp://?a=1',
  'OPENID4VP://?a=1',
  'openid4vp://authorize?a=1',
  'openid4vp://?a=1#b',
  ' openid4vp://?a=1\n',
  'https://wallet.example/open?a=1',
])('the parameters of %j are read', (text) => {
  expect([...parse(text)]).toEqual([['a', '1']])
})

test.each([
  'other://?a=1',
  'https://?a=1',
  'http://wallet.example/?a=1',
  'openid4vp://',
  'openid4vp:?a=1',
  '?a=1',
  '',
  'a=1',
])('%j is not such a link', (text) => {
  expect(() => parse(text)).toThrow(expect.objectContaining({ code: 'authorization_request_malformed' }))
})

test('a link of hostile length is refused at once', () => {
  const started = performance.now()
  expect(() => parse(`openid4vp://?${'a'.repeat(1_000_000)}`)).toThrow()
  expect(() => parse(`${' '.repeat(60_000)}x`)).toThrow()
  expect(performance.now() - started).toBeLessThan(2000)
})
