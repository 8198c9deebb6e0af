import type { PrivateJwk, Signer } from '@lontar/credentials'
import { VerificationError } from '@lontar/credentials/errors'
import {
  bareJwk,
  createLocalSigner,
  generatePrivateJwk,
  hashText,
  jwkThumbprint,
  parseJws,
} from '@lontar/credentials/jose'
import fc from 'fast-check'
import { beforeAll, expect, test } from 'vitest'
import { signed } from '../fixtures/signed.ts'
import { createDpopProof } from './create-dpop-proof.ts'
import { parseDpopProof } from './parse-dpop-proof.ts'
import { verifyDpopProof } from './verify-dpop-proof.ts'

const now = new Date('2026-11-24T00:00:00Z')
const iat = now.getTime() / 1000
const url = 'https://issuer.example/ntt/token'
const expectations = { expectedMethod: 'POST', expectedUrl: url, now }

let privateJwk: PrivateJwk
let signer: Signer
let other: Signer

beforeAll(async () => {
  privateJwk = await generatePrivateJwk()
  signer = await createLocalSigner(privateJwk)
  other = await createLocalSigner(await generatePrivateJwk())
})

async function proof(claims: object = {}, header: object = {}, by = signer): Promise<string> {
  const jwk = bareJwk(signer.publicJwk)
  const payload = { jti: 'once', htm: 'POST', htu: url, iat, ...claims }
  return signed({ typ: 'dpop+jwt', jwk, ...header }, payload, by)
}

async function expectInvalid(jwt: string, more = {}): Promise<void> {
  const failure = verifyDpopProof(jwt, { ...expectations, ...more })
  await expect(failure).rejects.toThrow(VerificationError)
  await expect(failure).rejects.toMatchObject({ code: 'dpop_proof_invalid' })
}

test('what is built is what verifies', async () => {
  const jwt = await createDpopProof({ signer, method: 'POST', url, nonce: 'n', now, jti: 'once' })
  expect(await verifyDpopProof(jwt, expectations)).toEqual({
    thumbprint: await jwkThumbprint(signer.publicJwk),
    jti: 'once',
    nonce: 'n',
    usableUntil: new Date((iat + 301) * 1000),
  })
})

test('a proof has exactly the header and claims of the specification', async () => {
  const jws = parseJws(
    await createDpopProof({ signer, method: 'GET', url, accessToken: 'token', now, jti: 'a' }),
  )
  expect(jws.header).toEqual({ typ: 'dpop+jwt', alg: 'ES256', jwk: bareJwk(signer.publicJwk) })
  expect(jws.payload).toEqual({ jti: 'a', htm: 'GET', htu: url, iat, ath: await hashText('token') })
})

test('two proofs never have the same jti', async () => {
  const [one, two] = await Promise.all(
    [1, 2].map(() => createDpopProof({ signer, method: 'POST', url, now }).then(parseDpopProof)),
  )
  expect(one?.jti).toMatch(/^[\w-]{22}$/)
  expect(one?.jti).not.toBe(two?.jti)
})

test('a proof leaves the query and the fragment of the address out', async () => {
  const jwt = await createDpopProof({ signer, method: 'POST', url: `${url}?a=b#c`, now })
  expect(parseDpopProof(jwt).htu).toBe(url)
})

test('no proof is made for what is no address', async () => {
  await expect(createDpopProof({ signer, method: 'POST', url: 'token', now })).rejects.toMatchObject({
    code: 'ERR_INVALID_ARG_VALUE',
  })
})

test('a proof for a token verifies with that token and no other', async () => {
  const jwt = await createDpopProof({ signer, method: 'POST', url, accessToken: 'token', now })
  expect(await verifyDpopProof(jwt, { ...expectations, expectedAccessToken: 'token' })).toBeDefined()
  await expectInvalid(jwt, { expectedAccessToken: 'another' })
})

test('a proof without the hash of the token is refused where a token is expected', async () => {
  await expectInvalid(await proof(), { expectedAccessToken: 'token' })
})

test('a proof verifies under the key that is expected and no other', async () => {
  const expectedThumbprint = await jwkThumbprint(signer.publicJwk)
  expect(await verifyDpopProof(await proof(), { ...expectations, expectedThumbprint })).toBeDefined()
  await expectInvalid(await proof(), { expectedThumbprint: await jwkThumbprint(other.publicJwk) })
})

test.each([-300, -1, 0, 60])('a proof made %i s from now is in time', async (seconds) => {
  expect(await verifyDpopProof(await proof({ iat: iat + seconds }), expectations)).toBeDefined()
})

test.each([0.5, 299.5])(
  'a proof whose time has a fraction is remembered for as long as it verifies',
  async (before) => {
    const { usableUntil } = await verifyDpopProof(await proof({ iat: iat - before }), expectations)
    await expectInvalid(await proof({ iat: iat - before }), { now: usableUntil })
  },
)

test.each([
  ['https://ISSUER.example/ntt/token'],
  ['https://issuer.example:443/ntt/token'],
  ['https://issuer.example/ntt/token?query#fragment'],
])('2.13.2 the address %s is the same', async (htu) => {
  expect(await verifyDpopProof(await proof({ htu }), expectations)).toBeDefined()
})

test.each<[string, object]>([
  ['another method', { htm: 'GET' }],
  ['the method in small letters', { htm: 'post' }],
  ['no method', { htm: undefined }],
  ['another path', { htu: 'https://issuer.example/ntt/credential' }],
  ['a longer path', { htu: `${url}/` }],
  ['another host', { htu: 'https://evil.example/ntt/token' }],
  ['another scheme', { htu: 'http://issuer.example/ntt/token' }],
  ['another port', { htu: 'https://issuer.example:8443/ntt/token' }],
  ['an address that is none', { htu: 'token' }],
  ['no address', { htu: undefined }],
  ['no jti', { jti: undefined }],
  ['an empty jti', { jti: '' }],
  ['a jti without end', { jti: 'a'.repeat(257) }],
  ['no time', { iat: undefined }],
  ['a time that is text', { iat: String(iat) }],
  ['a time in milliseconds', { iat: iat * 1000 }],
  ['a time 301 s ago', { iat: iat - 301 }],
  ['a time 61 s ahead', { iat: iat + 61 }],
  ['an end that is over', { exp: iat }],
  ['a nonce that is a list', { nonce: ['n'] }],
  ['a hash that is a number', { ath: 1 }],
])('2.13.2 a proof with %s is refused', async (_name, claims) => {
  await expectInvalid(await proof(claims))
})

test.each<[string, () => object]>([
  ['another type', () => ({ typ: 'JWT' })],
  ['no type', () => ({ typ: undefined })],
  ['the algorithm none', () => ({ alg: 'none' })],
  ['a symmetric algorithm', () => ({ alg: 'HS256' })],
  ['the algorithm of another curve', () => ({ alg: 'ES384' })],
  ['no key', () => ({ jwk: undefined })],
  ['a private key', () => ({ jwk: privateJwk })],
  ['a symmetric key', () => ({ jwk: { kty: 'oct', k: 'c2VjcmV0' } })],
  ['another key', () => ({ jwk: bareJwk(other.publicJwk) })],
  ['a critical extension', () => ({ crit: ['exp'] })],
])('2.13.1 a proof with %s is refused', async (_name, header) => {
  await expectInvalid(await proof({}, header()))
})

test('a proof of another type is not even read', async () => {
  const jwt = await proof({}, { typ: 'JWT' })
  expect(() => parseDpopProof(jwt)).toThrow(expect.objectContaining({ code: 'dpop_proof_invalid' }))
})

test('2.13.1 two proofs in one header are refused', async () => {
  const jwt = await proof()
  const headers = new Headers([
    ['dpop', jwt],
    ['dpop', jwt],
  ])
  await expectInvalid(headers.get('dpop') ?? '')
})

test.each(['', 'a.b.c', '{}'])('%j is no proof', async (jwt) => {
  await expectInvalid(jwt)
})

test('no failure holds the key, the nonce or the address', async () => {
  const failure = await verifyDpopProof(
    await proof({ htm: 'GET', nonce: 'secretnonce' }),
    expectations,
  ).catch((error) => error)
  expect(`${failure.stack}${JSON.stringify(failure)}`).not.toMatch(/secretnonce|issuer\.example|once/)
})

test('a proof with any character changed is refused', async () => {
  const jwt = await proof()
  const change = fc.tuple(fc.nat(jwt.length - 1), fc.constantFrom(...'ABab01-_.=+/ '))
  await fc.assert(
    fc.asyncProperty(change, async ([at, character]) => {
      fc.pre(jwt[at] !== character)
      await expectInvalid(`${jwt.slice(0, at)}${character}${jwt.slice(at + 1)}`)
    }),
    { seed: 9449, numRuns: 100 },
  )
})
