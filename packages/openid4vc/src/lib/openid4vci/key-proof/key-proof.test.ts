import type { JsonObject, PrivateJwk, Signer } from '@lontar/credentials'
import { didJwkSigner } from '@lontar/credentials/did'
import { VerificationError } from '@lontar/credentials/errors'
import { createLocalSigner, parseJws, signJws } from '@lontar/credentials/jose'
import fc from 'fast-check'
import { beforeAll, expect, test } from 'vitest'
import { createKeyAttestation } from '../key-attestation/create-key-attestation.ts'
import { createKeyProof } from './create-key-proof.ts'
import { parseKeyProof } from './parse-key-proof.ts'
import { verifyKeyProof } from './verify-key-proof.ts'

const holderJwk: PrivateJwk = {
  kty: 'EC',
  crv: 'P-256',
  x: 't9y5Qc-QjVv-cbJfYBw0hD2oIDzzXOdFt58Xw0iaiSg',
  y: '7hd9-TiPQBf5U90lS-uItrOoy2QcU-wN5z1nRH-uvdc',
  d: 'Wf0_-KG4p09l3Yz4IqJ3gKUwywjqhk1E1-pRRg1gQ8s',
}
const otherJwk: PrivateJwk = {
  kty: 'EC',
  crv: 'P-256',
  x: 'ja4ye1yJsdgXTY1LRha3bqvGowBo_UmiCOa0szZgUGM',
  y: 'k0EUEr1GnbtEvsfgmnnRqbIXsGXXdm0gHh8EmI2VnJA',
  d: 'TJCOSVadHnroEHieUjLIiXwA0CabKWVUFt25Pr3pA78',
}
const { d: _, ...publicJwk } = holderJwk

const credentialIssuer = 'https://issuer.example/ntt'
const nonce = 'LarRGSbmUPYtRYO6BQ4yn8'
const now = new Date('2026-05-01T00:00:00Z')
const iat = now.getTime() / 1000
const expectations = { expectedAudience: credentialIssuer, now }

let signer: Signer
let other: Signer
let didSigner: Signer

beforeAll(async () => {
  signer = await createLocalSigner(holderJwk)
  other = await createLocalSigner(otherJwk)
  didSigner = await didJwkSigner(holderJwk)
})

const typ = 'openid4vci-proof+jwt'

/** A proof with other claims, header parameters or another signer. */
async function proof(
  claims: JsonObject = {},
  header: JsonObject = { jwk: { ...publicJwk } },
  by = signer,
): Promise<string> {
  return signJws({
    header: { typ, ...header },
    payload: { aud: credentialIssuer, iat, nonce, ...claims },
    signer: by,
  })
}

test('what is built is what verifies', async () => {
  const jwt = await createKeyProof({ signer, credentialIssuer, nonce, now })
  expect(await verifyKeyProof(jwt, expectations)).toEqual({ jwk: publicJwk, nonce })
})

test('a proof has exactly the header and claims of the specification', async () => {
  const jws = parseJws(await createKeyProof({ signer, credentialIssuer, nonce, now }))
  expect(jws.header).toEqual({ typ, alg: 'ES256', jwk: publicJwk })
  expect(jws.payload).toEqual({ aud: credentialIssuer, iat, nonce })
})

test('a proof of a did:jwk names its key by kid', async () => {
  const jwt = await proof({}, {}, didSigner)
  expect(await verifyKeyProof(jwt, expectations)).toEqual({ jwk: publicJwk, nonce, kid: didSigner.keyId })
})

test('a proof may carry an attestation of its key, and the id of the client', async () => {
  const keyAttestation = await createKeyAttestation({ signer: other, attestedKeys: [publicJwk], nonce, now })
  const jwt = await createKeyProof({
    signer,
    credentialIssuer,
    nonce,
    now,
    keyAttestation,
    clientId: 'client',
  })
  expect(parseJws(jwt).payload).toMatchObject({ iss: 'client' })
  expect(await verifyKeyProof(jwt, { ...expectations, expectedClientId: 'client' })).toEqual({
    jwk: publicJwk,
    nonce,
    keyAttestation,
  })
})

test('a proof may name its key by its place or its kid in the attestation', async () => {
  const attestedKeys = [{ ...other.publicJwk, kid: 'a' }, { ...publicJwk }]
  const key_attestation = await createKeyAttestation({ signer: other, attestedKeys, nonce, now })
  const verified = { jwk: publicJwk, nonce, keyAttestation: key_attestation }
  expect(
    await verifyKeyProof(await signed({ typ, alg: 'ES256', kid: '1', key_attestation }), expectations),
  ).toEqual(verified)
  const byName = await signed({ typ, alg: 'ES256', kid: 'a', key_attestation }, other)
  expect(await verifyKeyProof(byName, expectations)).toMatchObject({ jwk: { x: otherJwk.x } })
  await expectInvalid(await signed({ typ, alg: 'ES256', kid: 'a', key_attestation }))
  await expectInvalid(await signed({ typ, alg: 'ES256', kid: '0', key_attestation }, other))
})

test.each(['a.b.c', 1, ''])('a proof with %j as attestation is invalid', async (key_attestation) => {
  await expectInvalid(await signed({ typ, alg: 'ES256', jwk: publicJwk, key_attestation }))
})

test('parsing believes nothing and gives what there is', async () => {
  const parsed = parseKeyProof(await proof({ iss: 'client', extra: 1 }))
  expect(parsed).toEqual({
    verified: false,
    jwk: publicJwk,
    nonce,
    aud: credentialIssuer,
    iat: now,
    iss: 'client',
  })
})

// The printed proof of OpenID4VCI 1.0 appendix F.1.
const printed = [
  'eyJ0eXAiOiJvcGVuaWQ0dmNpLXByb29mK2p3dCIsImFsZyI6IkVTMjU2IiwiandrIjp7Imt0eSI6IkVDIiwiY3J2IjoiUC0yNTYiLCJ4IjoiblVXQW9BdjNYWml0aDhFN2kxOU9kYXhPTFlGT3dNLVoyRXVNMDJUaXJUNCIsInkiOiJIc2tIVThCalVpMVU5WHFpN1N3bWo4Z3dBS18weGtjRGpFV183MVNvc0VZIn19',
  'eyJhdWQiOiJodHRwczovL2NyZWRlbnRpYWwtaXNzdWVyLmV4YW1wbGUuY29tIiwiaWF0IjoxNzAxOTYwNDQ0LCJub25jZSI6IkxhclJHU2JtVVBZdFJZTzZCUTR5bjgifQ',
  '-a3EDsxClUB4O3LeDD5DVGEnNMT01FCQW4P6-2-BNBqc_Zxf0Qw4CWayLEpqkAomlkLb9zioZoipdP-jvh1WlA',
].join('.')

test('the printed proof of the specification verifies at its time', async () => {
  const at = { expectedAudience: 'https://credential-issuer.example.com', now: new Date(1_701_960_444_000) }
  expect(await verifyKeyProof(printed, at)).toMatchObject({ nonce: 'LarRGSbmUPYtRYO6BQ4yn8' })
})

test.each([-300, -1, 0, 60])('a proof made %i s from now is in time', async (seconds) => {
  expect(await verifyKeyProof(await proof({ iat: iat + seconds }), expectations)).toMatchObject({ nonce })
})

test('a proof with an end and a beginning verifies between them', async () => {
  expect(await verifyKeyProof(await proof({ exp: iat + 1, nbf: iat + 60 }), expectations)).toMatchObject({
    nonce,
  })
})

async function expectInvalid(jwt: string, more = {}): Promise<void> {
  const failure = verifyKeyProof(jwt, { ...expectations, ...more })
  await expect(failure).rejects.toThrow(VerificationError)
  await expect(failure).rejects.toMatchObject({ code: 'key_proof_invalid' })
}

test.each<[string, JsonObject]>([
  ['made 301 s ago', { iat: iat - 301 }],
  ['made 61 s ahead', { iat: iat + 61 }],
  ['without time', { iat: undefined }],
  ['with a time that is text', { iat: String(iat) }],
  ['with a time in milliseconds', { iat: iat * 1000 }],
  ['that has ended', { exp: iat }],
  ['that has not begun', { nbf: iat + 61 }],
  ['with an end that is text', { exp: String(iat + 300) }],
  ['without nonce', { nonce: undefined }],
  ['with an empty nonce', { nonce: '' }],
  ['with a nonce that is a list', { nonce: [nonce] }],
  ['without audience', { aud: undefined }],
  ['with an endpoint as audience', { aud: `${credentialIssuer}/credential` }],
  ['with a trailing slash in the audience', { aud: `${credentialIssuer}/` }],
  ['with a list as audience', { aud: [credentialIssuer] }],
  ['of a client, in an anonymous flow', { iss: 'client' }],
  ['with an iss that is a list', { iss: ['client'] }],
])('a proof %s is invalid', async (_name, claims) => {
  await expectInvalid(await proof(claims))
})

test('a proof of the expected client verifies, and one of another does not', async () => {
  const jwt = await proof({ iss: 'client' })
  expect(await verifyKeyProof(jwt, { ...expectations, expectedClientId: 'client' })).toMatchObject({ nonce })
  await expectInvalid(jwt, { expectedClientId: 'other' })
})

test.each<[string, JsonObject]>([
  ['another type', { typ: 'kb+jwt', jwk: { ...publicJwk } }],
  ['no type', { typ: undefined, jwk: { ...publicJwk } }],
  ['the type JWT', { typ: 'JWT', jwk: { ...publicJwk } }],
  ['a private key', { jwk: { ...holderJwk } }],
  ['a key that is text', { jwk: 'key' }],
  ['a key off the curve', { jwk: { ...publicJwk, y: publicJwk.x } }],
  ['a symmetric key', { jwk: { kty: 'oct', k: 'c2VjcmV0' } }],
  ['a key and a certificate', { jwk: { ...publicJwk }, x5c: ['MIIB'] }],
])('a proof with %s is invalid, and is not even read', async (_name, header) => {
  const jwt = await proof({}, header)
  expect(() => parseKeyProof(jwt)).toThrow(expect.objectContaining({ code: 'key_proof_invalid' }))
  await expectInvalid(jwt)
})

/** Signs any header, as an attacker can. */
async function signed(header: JsonObject, by = signer): Promise<string> {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
  const input = `${part(header)}.${part({ aud: credentialIssuer, iat, nonce })}`
  return `${input}.${Buffer.from(await by.sign(new TextEncoder().encode(input))).toString('base64url')}`
}

test('the attacker of these tests can also sign a proof that verifies', async () => {
  expect(
    await verifyKeyProof(await signed({ typ, alg: 'ES256', jwk: publicJwk }), expectations),
  ).toMatchObject({ nonce })
})

test.each<[string, () => JsonObject]>([
  ['no key at all', () => ({})],
  ['both a key and a kid', () => ({ jwk: publicJwk, kid: didSigner.keyId })],
  ['a certificate alone', () => ({ x5c: ['MIIB'] })],
  ['a kid that is a thumbprint', () => ({ kid: signer.keyId })],
  ['a kid that is a URL', () => ({ kid: 'https://evil.example/key' })],
  ['a kid that is a number', () => ({ kid: 0 })],
  ['a kid without fragment', () => ({ kid: didSigner.keyId.slice(0, -2) })],
  ['a kid with another fragment', () => ({ kid: `${didSigner.keyId.slice(0, -2)}#1` })],
  ['the algorithm none', () => ({ jwk: publicJwk, alg: 'none' })],
  ['the algorithm HS256', () => ({ jwk: publicJwk, alg: 'HS256' })],
  ['a critical header', () => ({ jwk: publicJwk, crit: ['exp'] })],
])('a proof with %s is invalid', async (_name, header) => {
  await expectInvalid(await signed({ typ, alg: 'ES256', ...header() }))
})

test('a proof that another key signed is invalid', async () => {
  await expectInvalid(await proof({}, { jwk: { ...publicJwk } }, other))
  await expectInvalid(await signed({ typ, alg: 'ES256', kid: didSigner.keyId }, other))
})

test.each(['', 'a', 'a.b.c', '..', '{}'])('%j is no proof', async (jwt) => {
  await expectInvalid(jwt)
})

test('no failure holds the key or the nonce', async () => {
  const failure = await verifyKeyProof(await proof({ aud: 'x' }), expectations).catch((error) => error)
  expect(`${failure.stack}${JSON.stringify(failure)}`).not.toMatch(new RegExp(`${nonce}|${publicJwk.x}`))
})

test('a proof with any character changed is invalid', async () => {
  const jwt = await createKeyProof({ signer, credentialIssuer, nonce, now })
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.=+/ '
  const change = fc.tuple(fc.nat(jwt.length - 1), fc.constantFrom(...alphabet))
  await fc.assert(
    fc.asyncProperty(change, async ([at, character]) => {
      fc.pre(jwt[at] !== character)
      await expectInvalid(`${jwt.slice(0, at)}${character}${jwt.slice(at + 1)}`)
    }),
    { seed: 5399, numRuns: 200 },
  )
})
