import { expect, test } from 'vitest'
import { isEndpointUrl, isIssuerIdentifier } from './endpoint-url.ts'

test.each([
  'https://issuer.example',
  'https://issuer.example/a/b?c=d',
  'https://issuer.example:8443/',
  'http://localhost:3000/a',
  'http://127.0.0.1:3000',
  'http://127.8.9.1/',
  'http://[::1]:3000/x',
])('%s is an endpoint', (text) => {
  expect(isEndpointUrl(text)).toBe(true)
})

test.each([
  'http://issuer.example',
  'http://localhost.example/',
  'http://127.0.0.1.example/',
  'http://10.0.0.1/',
  'http://[::2]/',
  'ftp://localhost/',
  'javascript:alert(1)',
  'https:issuer.example',
  'https:/issuer.example',
  'https:///issuer.example',
  'https://',
  'https://user@issuer.example/',
  'https://user:secret@issuer.example/',
  'https://issuer.example\\@evil.example/',
  'https://issuer.example/#fragment',
  'https://issuer.example/a b',
  'https://issuer.example/\n',
  ' https://issuer.example/',
  'HTTPS://issuer.example/',
  'https://issuer.exämple/',
  'https://[::1',
  `https://issuer.example/${'a'.repeat(2048)}`,
  '',
])('%j is not an endpoint', (text) => {
  expect(isEndpointUrl(text)).toBe(false)
})

test('an issuer identifier has no query', () => {
  expect(isIssuerIdentifier('https://issuer.example/a')).toBe(true)
  expect(isIssuerIdentifier('https://issuer.example/a?b')).toBe(false)
})
