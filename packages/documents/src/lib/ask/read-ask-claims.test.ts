import { expect, it } from 'vitest'
import { ask } from './create-ask.ts'
import { readAskClaims } from './read-ask-claims.ts'

const hotel = ask('hotel', {
  service: 'hotel_wni',
  credential: 'KtpCredential',
  purpose: { id: 'Check-in hotel', en: 'Hotel check-in' },
  legalBasis: 'contract',
  claims: ['name', 'age_equal_or_over.18'],
  retentionDays: 1,
})

function read(claims: { readonly name: unknown; readonly age: unknown }) {
  const { name, age } = JSON.parse(JSON.stringify(claims))
  return readAskClaims(hotel, {
    format: 'dc+sd-jwt',
    claims: { name, sex: 2, age_equal_or_over: { 18: age } },
  })
}

it('reads what was asked for and nothing else', () => {
  expect(read({ name: 'MARIA CONTOH', age: true })).toEqual({
    name: 'MARIA CONTOH',
    'age_equal_or_over.18': true,
  })
})

it.each([
  { name: 7, age: true },
  { name: { first: 'MARIA' }, age: true },
  { name: null, age: true },
])('gives no value that is not of the kind of its claim: %j', (claims) => {
  expect(read(claims)).toEqual({ 'age_equal_or_over.18': true })
})

it.each(['true', 1, [true]])('gives no age that is %j', (age) => {
  expect(read({ name: 'MARIA CONTOH', age })).toEqual({ name: 'MARIA CONTOH' })
})
