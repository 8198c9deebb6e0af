import type { PrivateJwk, Signer } from '@lontar/credentials'
import { VerificationError } from '@lontar/credentials/errors'
import type { VerifyX5c } from '@lontar/credentials/issuer-key'
import {
  bareJwk,
  createLocalSigner,
  generatePrivateJwk,
  jwkThumbprint,
  parseJws,
} from '@lontar/credentials/jose'
import { beforeAll, expect, test } from 'vitest'
import { signed } from '../fixtures/signed.ts'
import { createClientAttestation } from './create-client-attestation.ts'
import { createClientAttestationPop } from './create-client-attestation-pop.ts'
import { parseClientAttestationHeaders } from './parse-client-attestation-headers.ts'
import { type ClientAttestationExpectations, verifyClientAttestation } from './verify-client-attestation.ts'

const now = new Date('2026-11-24T00:00:00Z')
const iat = now.getTime() / 1000
const audience = 'https://issuer.example/ntt'
const clientId = 'https://wallet.example'
const attestationType = 'oauth-client-attestation+jwt'
const popType = 'oauth-client-attestation-pop+jwt'

let instanceJwk: PrivateJwk
let attester: Signer
let instance: Signer
let other: Signer
let expectations: ClientAttestationExpectations

beforeAll(async () => {
  instanceJwk = await generatePrivateJwk()
  instance = await createLocalSigner(instanceJwk)
  attester = await createLocalSigner(await generatePrivateJwk())
  other = await createLocalSigner(await generatePrivateJwk())
  expectations = {
    expectedAttesters: [{ jwks: { keys: [attester.publicJwk] } }],
    expectedAudience: audience,
    now,
  }
})

interface Parts {
  readonly attestation?: object
  readonly attestationHeader?: object
  readonly attestedBy?: Signer
  readonly pop?: object
  readonly popHeader?: object
  readonly provenBy?: Signer
}

/** The two headers with other claims, header parameters or signers. */
async function headersWith(parts: Parts = {}) {
  const cnf = { jwk: bareJwk(instance.publicJwk) }
  return {
    attestation: await signed(
      { typ: attestationType, ...parts.attestationHeader },
      { sub: clientId, iat, exp: iat + 600, cnf, ...parts.attestation },
      parts.attestedBy ?? attester,
    ),
    pop: await signed(
      { typ: popType, ...parts.popHeader },
      { aud: audience, jti: 'once', iat, ...parts.pop },
      parts.provenBy ?? instance,
    ),
  }
}

async function expectInvalid(
  headers: { readonly attestation: string; readonly pop: string },
  more: Partial<ClientAttestationExpectations> = {},
  code = 'client_attestation_invalid',
): Promise<void> {
  const failure = verifyClientAttestation(headers, { ...expectations, ...more })
  await expect(failure).rejects.toThrow(VerificationError)
  await expect(failure).rejects.toMatchObject({ code })
}

async function built({ issuer, draft07 = false }: { issuer?: string; draft07?: boolean } = {}) {
  return {
    attestation: await createClientAttestation({
      signer: attester,
      clientId,
      instanceKey: instance.publicJwk,
      now,
      ...(issuer !== undefined && { issuer }),
    }),
    pop: await createClientAttestationPop({
      signer: instance,
      audience,
      challenge: 'c',
      ...(draft07 && { clientId }),
      now,
      jti: 'once',
    }),
  }
}

test('what is built verifies, in the form of the later drafts and in that of draft 07', async () => {
  const verified = {
    clientId,
    instanceKey: bareJwk(instance.publicJwk),
    thumbprint: await jwkThumbprint(instance.publicJwk),
    jti: 'once',
    challenge: 'c',
    usableUntil: new Date((iat + 301) * 1000),
  }
  expect(await verifyClientAttestation(await built(), expectations)).toEqual(verified)
  const draft07 = await built({ issuer: 'https://attester.example', draft07: true })
  expect(await verifyClientAttestation(draft07, expectations)).toEqual(verified)
})

test('both have exactly the header and claims of the specification', async () => {
  const headers = await built()
  const [attestation, pop] = [parseJws(headers.attestation), parseJws(headers.pop)]
  expect(attestation.header).toEqual({ typ: attestationType, alg: 'ES256', kid: attester.keyId })
  const cnf = { jwk: bareJwk(instance.publicJwk) }
  expect(attestation.payload).toEqual({ sub: clientId, iat, exp: iat + 86_400, cnf })
  expect(pop.header).toMatchObject({ typ: popType, alg: 'ES256' })
  expect(pop.payload).toEqual({ aud: audience, jti: 'once', iat, exp: iat + 300, challenge: 'c' })
})

test('what an attacker of these tests signs verifies too, if nothing is wrong with it', async () => {
  expect(await verifyClientAttestation(await headersWith(), expectations)).toMatchObject({ clientId })
})

test('an audience that is a list of one is taken, and unknown claims are ignored', async () => {
  const headers = await headersWith({
    pop: { aud: [audience], x: 1 },
    attestation: { wallet_name: 'Dompet' },
  })
  expect(await verifyClientAttestation(headers, expectations)).toMatchObject({ clientId })
})

test.each<[string, Parts]>([
  ['no sub', { attestation: { sub: undefined } }],
  ['an empty sub', { attestation: { sub: '' } }],
  ['no end', { attestation: { exp: undefined } }],
  ['an end that is over', { attestation: { exp: iat } }],
  ['an end that is text', { attestation: { exp: String(iat + 600) } }],
  ['a beginning that is to come', { attestation: { nbf: iat + 61 } }],
  ['no key', { attestation: { cnf: undefined } }],
  ['a key by name', { attestation: { cnf: { kid: 'a' } } }],
  ['another type', { attestationHeader: { typ: 'JWT' } }],
  ['the algorithm none', { attestationHeader: { alg: 'none' } }],
  ['a symmetric algorithm', { attestationHeader: { alg: 'HS256' } }],
  ['the name of a key that is not pinned', { attestationHeader: { kid: 'other' } }],
])('2.13.10 an attestation with %s is refused', async (name, parts) => {
  const pinned = { jwks: { keys: [{ ...attester.publicJwk, kid: 'pinned' }] } }
  await expectInvalid(
    await headersWith(parts),
    name.includes('pinned') ? { expectedAttesters: [pinned] } : {},
  )
})

test('2.13.10 an attestation with a private key is refused', async () => {
  await expectInvalid(await headersWith({ attestation: { cnf: { jwk: instanceJwk } } }))
})

test('2.13.10 an attestation that no trusted attester signed is refused, also one that brings its own key', async () => {
  await expectInvalid(await headersWith({ attestedBy: other }))
  await expectInvalid(
    await headersWith({ attestedBy: other, attestationHeader: { jwk: bareJwk(other.publicJwk) } }),
  )
  await expectInvalid(await headersWith(), { expectedAttesters: [] })
})

test('2.13.10 an attestation of another client than the request is refused', async () => {
  expect(
    await verifyClientAttestation(await headersWith(), { ...expectations, expectedClientId: clientId }),
  ).toMatchObject({ clientId })
  await expectInvalid(await headersWith(), { expectedClientId: 'https://other.example' })
})

test('an attester that is known by name signs under that name or none', async () => {
  const issuer = 'https://attester.example'
  const expectedAttesters = [{ issuer, jwks: { keys: [attester.publicJwk] } }]
  for (const iss of [issuer, undefined]) {
    const headers = await headersWith({ attestation: { iss } })
    expect(await verifyClientAttestation(headers, { ...expectations, expectedAttesters })).toBeDefined()
  }
  const headers = await headersWith({ attestation: { iss: 'https://other.example' } })
  await expectInvalid(headers, { expectedAttesters })
})

test('the certificates of an attestation lead to the roots of an attester', async () => {
  const verifyX5c: VerifyX5c = async ({ x5c, roots }) => {
    expect([x5c, roots]).toEqual([['leaf'], ['root']])
    return { publicJwk: attester.publicJwk, dnsNames: [], uris: [] }
  }
  const headers = await headersWith({ attestationHeader: { x5c: ['leaf'] } })
  const expectedAttesters = [{ roots: ['root'] }]
  expect(
    await verifyClientAttestation(headers, { ...expectations, expectedAttesters, verifyX5c }),
  ).toMatchObject({ clientId })
  await expectInvalid(headers, { expectedAttesters })
  const obliging: VerifyX5c = async () => ({ publicJwk: attester.publicJwk, dnsNames: [], uris: [] })
  await expectInvalid(headers, { verifyX5c: obliging })
  const refusing: VerifyX5c = () =>
    Promise.reject(new VerificationError('certificate_untrusted', 'The certificate leads to no root.'))
  await expectInvalid(headers, { expectedAttesters, verifyX5c: refusing })
})

test.each<[string, Parts]>([
  ['the address of an endpoint as audience', { pop: { aud: `${audience}/token` } }],
  ['no audience', { pop: { aud: undefined } }],
  ['two audiences', { pop: { aud: [audience, 'https://other.example'] } }],
  ['no jti', { pop: { jti: undefined } }],
  ['no time', { pop: { iat: undefined } }],
  ['a time 301 s ago', { pop: { iat: iat - 301 } }],
  ['a time 61 s ahead', { pop: { iat: iat + 61 } }],
  ['a time in milliseconds', { pop: { iat: iat * 1000 } }],
  ['an end that is over', { pop: { exp: iat } }],
  ['the name of another client', { pop: { iss: 'https://other.example' } }],
  ['a challenge that is a list', { pop: { challenge: ['c'] } }],
  ['another type', { popHeader: { typ: 'JWT' } }],
  ['the type of the attestation', { popHeader: { typ: attestationType } }],
  ['the algorithm none', { popHeader: { alg: 'none' } }],
])('2.13.11 a proof with %s is refused', async (_name, parts) => {
  await expectInvalid(await headersWith(parts))
})

test('2.13.11 a proof by another key than that of the attestation is refused, also one that brings it', async () => {
  await expectInvalid(await headersWith({ provenBy: other }))
  await expectInvalid(await headersWith({ provenBy: other, popHeader: { jwk: bareJwk(other.publicJwk) } }))
})

test('2.13.12 an attestation that is older than is taken is stale, and so is one that does not say when it was made', async () => {
  const stale = 'client_attestation_stale'
  await expectInvalid(await headersWith({ attestation: { iat: iat - 61 } }), { maxAgeSeconds: 60 }, stale)
  await expectInvalid(await headersWith({ attestation: { iat: undefined } }), { maxAgeSeconds: 60 }, stale)
  const fresh = await headersWith({ attestation: { iat: iat - 60 } })
  expect(await verifyClientAttestation(fresh, { ...expectations, maxAgeSeconds: 60 })).toBeDefined()
})

test('an attestation that nobody trusts is not told that it is stale', async () => {
  await expectInvalid(await headersWith({ attestedBy: other, attestation: { iat: iat - 61 } }), {
    maxAgeSeconds: 60,
  })
})

test.each(['', 'a.b.c', '{}'])('%j is neither an attestation nor a proof', async (jwt) => {
  const headers = await headersWith()
  await expectInvalid({ ...headers, attestation: jwt })
  await expectInvalid({ ...headers, pop: jwt })
})

test('the headers of a request are read, and there may be none', () => {
  const headers = new Headers({ 'OAuth-Client-Attestation': 'a', 'OAuth-Client-Attestation-PoP': 'b' })
  expect(parseClientAttestationHeaders(headers)).toEqual({ attestation: 'a', pop: 'b' })
  expect(parseClientAttestationHeaders(new Headers())).toBeUndefined()
})

test.each<[string, [string, string][]]>([
  ['no proof', [['OAuth-Client-Attestation', 'a']]],
  ['a proof alone', [['OAuth-Client-Attestation-PoP', 'a']]],
  [
    'two attestations',
    [
      ['OAuth-Client-Attestation', 'a'],
      ['OAuth-Client-Attestation', 'a'],
      ['OAuth-Client-Attestation-PoP', 'b'],
    ],
  ],
  [
    'two proofs',
    [
      ['OAuth-Client-Attestation', 'a'],
      ['OAuth-Client-Attestation-PoP', 'b'],
      ['OAuth-Client-Attestation-PoP', 'b'],
    ],
  ],
])('2.13.10 headers with %s are refused', (_name, entries) => {
  expect(() => parseClientAttestationHeaders(new Headers(entries))).toThrow(
    expect.objectContaining({ code: 'client_attestation_invalid' }),
  )
})

test('no failure holds the client or its key', async () => {
  const headers = await headersWith({ pop: { aud: 'https://secret.example' } })
  const failure = await verifyClientAttestation(headers, expectations).catch((error) => error)
  expect(`${failure.stack}${JSON.stringify(failure)}`).not.toMatch(
    new RegExp(`secret\\.example|wallet\\.example|${instance.publicJwk.x}`),
  )
})
