import type { PrivateJwk, PublicJwk, Signer } from '@lontar/credentials'
import { VerificationError } from '@lontar/credentials/errors'
import type { VerifyX5c } from '@lontar/credentials/issuer-key'
import { bareJwk, createLocalSigner, generatePrivateJwk, parseJws } from '@lontar/credentials/jose'
import { beforeAll, expect, test } from 'vitest'
import { signed } from '../../oauth/fixtures/signed.ts'
import { createKeyAttestation } from './create-key-attestation.ts'
import { parseKeyAttestation } from './parse-key-attestation.ts'
import { type KeyAttestationExpectations, verifyKeyAttestation } from './verify-key-attestation.ts'

const now = new Date('2026-11-24T00:00:00Z')
const iat = now.getTime() / 1000
const typ = 'key-attestation+jwt'

let attester: Signer
let other: Signer
let secret: PrivateJwk
let keys: PublicJwk[]
let expectations: KeyAttestationExpectations

beforeAll(async () => {
  attester = await createLocalSigner(await generatePrivateJwk())
  other = await createLocalSigner(await generatePrivateJwk())
  secret = await generatePrivateJwk()
  const signers = await Promise.all([1, 2].map(async () => createLocalSigner(await generatePrivateJwk())))
  keys = signers.map(({ publicJwk }) => bareJwk(publicJwk))
  expectations = {
    expectedAttesters: [{ jwks: { keys: [attester.publicJwk] } }],
    expectedProofType: 'jwt',
    now,
  }
})

async function attestation(claims: object = {}, header: object = {}, by = attester): Promise<string> {
  return signed({ typ, ...header }, { iat, exp: iat + 60, attested_keys: keys, ...claims }, by)
}

async function expectInvalid(jwt: string, more: Partial<KeyAttestationExpectations> = {}): Promise<void> {
  const failure = verifyKeyAttestation(jwt, { ...expectations, ...more })
  await expect(failure).rejects.toThrow(VerificationError)
  await expect(failure).rejects.toMatchObject({ code: 'key_attestation_invalid' })
}

test('what is built is what verifies, with the keys in their order', async () => {
  const jwt = await createKeyAttestation({
    signer: attester,
    attestedKeys: keys,
    nonce: 'n',
    keyStorage: ['iso_18045_high'],
    userAuthentication: ['iso_18045_moderate'],
    now,
  })
  expect(await verifyKeyAttestation(jwt, expectations)).toEqual({
    attestedKeys: keys,
    nonce: 'n',
    keyStorage: ['iso_18045_high'],
    userAuthentication: ['iso_18045_moderate'],
  })
})

test('an attestation has exactly the header and claims of the specification', async () => {
  const jws = parseJws(
    await createKeyAttestation({ signer: attester, attestedKeys: keys, now, issuer: 'i', x5c: ['leaf'] }),
  )
  expect(jws.header).toMatchObject({ typ, alg: 'ES256', x5c: ['leaf'] })
  expect(jws.payload).toEqual({ iss: 'i', iat, exp: iat + 300, attested_keys: keys })
})

test('an attestation of another type is not even read', async () => {
  const jwt = await attestation({}, { typ: 'JWT' })
  expect(() => parseKeyAttestation(jwt)).toThrow(expect.objectContaining({ code: 'key_attestation_invalid' }))
})

test('parsing believes nothing and gives what there is', async () => {
  expect(parseKeyAttestation(await attestation({}, {}, other))).toEqual({
    verified: false,
    attestedKeys: keys,
    iat: now,
    exp: new Date((iat + 60) * 1000),
    keyStorage: [],
    userAuthentication: [],
  })
})

test('2.1.39 an attestation needs an end with a jwt proof, and not as a proof of its own', async () => {
  const jwt = await attestation({ exp: undefined })
  await expectInvalid(jwt)
  expect(
    await verifyKeyAttestation(jwt, { ...expectations, expectedProofType: 'attestation' }),
  ).toMatchObject({ attestedKeys: keys })
})

test.each<[string, () => object]>([
  ['no keys', () => ({ attested_keys: undefined })],
  ['an empty list of keys', () => ({ attested_keys: [] })],
  ['a key that is no list', () => ({ attested_keys: keys[0] })],
  ['the same key twice', () => ({ attested_keys: [keys[0], { ...keys[0], kid: 'again' }] })],
  ['a private key', () => ({ attested_keys: [secret] })],
  ['a symmetric key', () => ({ attested_keys: [{ kty: 'oct', k: 'c2VjcmV0' }] })],
  ['65 keys', () => ({ attested_keys: Array.from({ length: 65 }, () => keys[0]) })],
  ['no time', () => ({ iat: undefined })],
  ['a time that is to come', () => ({ iat: iat + 61 })],
  ['an end that is over', () => ({ exp: iat })],
  ['an end that is text', () => ({ exp: String(iat + 60) })],
  ['an end in milliseconds', () => ({ exp: (iat + 60) * 1000 })],
  ['a nonce that is a list', () => ({ nonce: ['n'] })],
  ['an empty list of strengths', () => ({ key_storage: [] })],
])('2.1.39 an attestation with %s is refused', async (_name, claims) => {
  await expectInvalid(await attestation(claims()))
  await expectInvalid(await attestation(claims()), { expectedProofType: 'attestation' })
})

test.each<[string, object]>([
  ['another type', { typ: 'JWT' }],
  ['the type without hyphen', { typ: 'keyattestation+jwt' }],
  ['no type', { typ: undefined }],
  ['the algorithm none', { alg: 'none' }],
  ['a symmetric algorithm', { alg: 'HS256' }],
])('2.1.39 an attestation with %s is refused', async (_name, header) => {
  await expectInvalid(await attestation({}, header))
})

test('2.1.39 an attestation that no trusted attester signed is refused, also one that brings its own key', async () => {
  await expectInvalid(await attestation({}, {}, other))
  await expectInvalid(await attestation({}, { jwk: bareJwk(other.publicJwk) }, other))
  await expectInvalid(await attestation(), { expectedAttesters: [] })
})

test('the certificates of an attestation lead to the roots of an attester', async () => {
  const verifyX5c: VerifyX5c = async () => ({ publicJwk: attester.publicJwk, dnsNames: [], uris: [] })
  const jwt = await attestation({}, { x5c: ['leaf'] })
  const expectedAttesters = [{ roots: ['root'] }]
  expect(await verifyKeyAttestation(jwt, { ...expectations, expectedAttesters, verifyX5c })).toBeDefined()
  await expectInvalid(jwt, { expectedAttesters })
})

test.each(['', 'a.b.c', '{}'])('%j is no attestation', async (jwt) => {
  await expectInvalid(jwt)
})
