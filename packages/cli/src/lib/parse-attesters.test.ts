import { generatePrivateJwk } from '@lontar/credentials/jose'
import { expect, test } from 'vitest'
import { parseAttesters } from './parse-attesters.ts'

const { d: _d, ...publicJwk } = await generatePrivateJwk()
const key = { ...publicJwk, kid: 'one' }
const pem = '-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----'

test('attesters are read as they were written', () => {
  const attesters = [
    { issuer: 'https://provider.example', jwks: { keys: [key] }, clientIds: ['dompet'] },
    { roots: [pem] },
  ]
  expect(parseAttesters(attesters)).toEqual(attesters)
})

test.each([
  ['no list', { jwks: { keys: [key] } }],
  ['nobody', []],
  ['one without keys', [{ issuer: 'https://provider.example' }]],
  ['one with keys and certificates', [{ jwks: { keys: [key] }, roots: [pem] }]],
  ['one with no key', [{ jwks: { keys: [] } }]],
  ['one with no certificate', [{ roots: [] }]],
  ['one with something else for a certificate', [{ roots: ['x'] }]],
  ['one with a key of no kind', [{ jwks: { keys: [{ kty: 'oct', k: 'AA' }] } }]],
  ['one for no client', [{ roots: [pem], clientIds: [] }]],
  ['one with a member that is not known', [{ roots: [pem], only: 'x' }]],
  ['a number', [1]],
])('%s is refused', (_title, value) => {
  expect(() => parseAttesters(value as never)).toThrow()
})
