import { VerificationError } from '@lontar/credentials/errors'
import { bareJwk, createLocalSigner, generatePrivateJwk, numericDate } from '@lontar/credentials/jose'
import { createX5cVerifier } from '@lontar/credentials/x509'
import { beforeEach, describe, expect, test } from 'vitest'
import type { ClientAttestationPolicy } from './attestation-policy.ts'
import {
  type AttestationChanges,
  type AttestedWallet,
  askForToken,
  createAttestedWallet,
  newSigner,
  tokenBody,
  walletId,
} from './proof-of-possession.test-support.ts'
import { certifiedKey, leafCertificate, rootCertificate, rootPem } from './test-certificates.test-support.ts'
import { type Answer, createTestIssuer, keyProof, type TestIssuer } from './test-issuer.test-support.ts'

let wallet: AttestedWallet
let world: TestIssuer

beforeEach(async () => {
  wallet = await createAttestedWallet()
  world = await issuerWith({ required: true })
})

function issuerWith(policy: Partial<ClientAttestationPolicy>): Promise<TestIssuer> {
  const attesters = [{ jwks: { keys: [wallet.attester.publicJwk] } }]
  return createTestIssuer({ clientAttestation: { attesters, ...policy } })
}

async function ask(changes?: AttestationChanges, body?: string): Promise<Answer> {
  return askForToken(world, body ?? (await tokenBody(world)), await wallet.headers(world, changes))
}

function outcome({ status, json }: Answer) {
  return [status, json.error]
}

test('an attested wallet gets a token', async () => {
  const answer = await ask()
  expect([answer.status, answer.json.token_type]).toEqual([200, 'Bearer'])
})

test('the client_id of an attested wallet is that of its attestation, and the iss of its proofs', async () => {
  const accessToken = String((await ask()).json.access_token)
  const nonce = await world.nonce()
  const proof = await keyProof({ nonce, now: world.clock.now, clientId: walletId })
  const body = { credential_configuration_id: 'ktp_vc+sd-jwt', proofs: { jwt: [proof] } }
  expect((await world.request(accessToken, body)).status).toBe(200)
})

test('2.1.22 the iss of a proof of another client is refused', async () => {
  const accessToken = String((await ask()).json.access_token)
  const nonce = await world.nonce()
  const proof = await keyProof({ nonce, now: world.clock.now, clientId: 'https://other.example' })
  const body = { credential_configuration_id: 'ktp_vc+sd-jwt', proofs: { jwt: [proof] } }
  expect(outcome(await world.request(accessToken, body))).toEqual([400, 'invalid_proof'])
})

test('2.12.3 and 2.1.14 without attestation there is no token where it is required, and the code is not used up', async () => {
  const body = await tokenBody(world)
  const answer = await askForToken(world, body)
  expect(outcome(answer)).toEqual([400, 'invalid_client'])
  expect(answer.headers.get('cache-control')).toBe('no-store')
  expect((await ask({}, body)).status).toBe(200)
})

test('where attestation is not required it may be left out, and one that is there must be right', async () => {
  world = await issuerWith({})
  expect((await askForToken(world, await tokenBody(world))).status).toBe(200)
  expect((await ask()).status).toBe(200)
  expect(outcome(await ask({ attestedBy: await newSigner() }))).toEqual([400, 'invalid_client'])
})

test('an issuer without a policy does not look at attestations', async () => {
  world = await createTestIssuer()
  expect((await ask({ attestedBy: await newSigner() })).status).toBe(200)
})

describe('the modules of the OpenID Foundation (E17)', () => {
  const modules: readonly [string, () => Promise<AttestationChanges>][] = [
    [
      'fail-client-attestation-exp-in-past',
      async () => ({ attestation: { exp: numericDate(world.clock.now) - 60 } }),
    ],
    ['fail-client-attestation-no-sub', async () => ({ attestation: { sub: undefined } })],
    ['fail-client-attestation-pop-wrong-aud', async () => ({ pop: { aud: 'https://other.example' } })],
    // A signature that is not that of the key in cnf, and one that is not that of the attester.
    ['fail-invalid-client-attestation-pop-signature', async () => ({ popHeader: { alg: 'ES384' } })],
    ['fail-invalid-client-attestation-signature', async () => ({ attestedBy: await newSigner() })],
    ['fail-mismatched-client-attestation-pop-key', async () => ({ provenBy: await newSigner() })],
  ]

  test.each(modules)('%s', async (_name, changes) => {
    const body = await tokenBody(world)
    expect(outcome(await ask(await changes(), body))).toEqual([400, 'invalid_client'])
    expect((await ask({}, body)).status).toBe(200)
  })

  test('fail-invalid-client-attestation-pop-signature, with a signature whose last bytes differ', async () => {
    const headers = await wallet.headers(world)
    const pop = headers['oauth-client-attestation-pop'] ?? ''
    const broken = `${pop.slice(0, -6)}${pop.endsWith('AAAAAA') ? 'BBBBBB' : 'AAAAAA'}`
    const answer = await askForToken(world, await tokenBody(world), {
      ...headers,
      'oauth-client-attestation-pop': broken,
    })
    expect(outcome(answer)).toEqual([400, 'invalid_client'])
  })
})

test.each<[string, () => Promise<AttestationChanges>]>([
  ['an attestation of another type', async () => ({ attestationHeader: { typ: 'JWT' } })],
  ['a proof of another type', async () => ({ popHeader: { typ: 'JWT' } })],
  ['the private key in cnf', async () => ({ attestation: { cnf: { jwk: await generatePrivateJwk() } } })],
  ['an attestation without end', async () => ({ attestation: { exp: undefined } })],
  [
    'its own key in the header of an attestation',
    async () => {
      const other = await newSigner()
      return { attestedBy: other, attestationHeader: { jwk: bareJwk(other.publicJwk) } }
    },
  ],
  [
    'the address of the token endpoint as audience',
    async () => ({ pop: { aud: 'https://issuer.example/ntt/token' } }),
  ],
  ['a proof without jti', async () => ({ pop: { jti: undefined } })],
  ['an old proof', async () => ({ pop: { iat: numericDate(world.clock.now) - 301 } })],
  ['a proof of the future', async () => ({ pop: { iat: numericDate(world.clock.now) + 61 } })],
])('2.13.10 and 2.13.11 %s is refused', async (_name, changes) => {
  expect(outcome(await ask(await changes()))).toEqual([400, 'invalid_client'])
})

test('2.13.10 one header without the other, and one that stands twice, are refused', async () => {
  const headers = await wallet.headers(world)
  const [attestation = '', pop = ''] = Object.values(headers)
  const wrong: Record<string, string>[] = [
    { 'oauth-client-attestation': attestation },
    { 'oauth-client-attestation-pop': pop },
    { ...headers, 'oauth-client-attestation': `${attestation}, ${attestation}` },
    { ...headers, 'oauth-client-attestation-pop': `${pop}, ${pop}` },
  ]
  for (const each of wrong) {
    const answer = await askForToken(world, await tokenBody(world), each)
    expect(outcome(answer)).toEqual([400, 'invalid_client'])
  }
})

test('2.13.10 a client_id that is not the sub is refused', async () => {
  const body = await tokenBody(world)
  expect(outcome(await ask({}, `${body}&client_id=other`))).toEqual([400, 'invalid_client'])
  expect((await ask({}, `${body}&client_id=${encodeURIComponent(walletId)}`)).status).toBe(200)
})

test('2.13.11 a proof serves once, also in 200 simultaneous requests', async () => {
  const headers = await wallet.headers(world)
  const bodies = await Promise.all(Array.from({ length: 200 }, () => tokenBody(world)))
  const answers = await Promise.all(bodies.map((body) => askForToken(world, body, headers)))
  expect(answers.filter(({ status }) => status === 200)).toHaveLength(1)
  const refused = answers.filter(({ status }) => status !== 200)
  expect(new Set(refused.map(({ json }) => json.error))).toEqual(new Set(['invalid_client']))
})

describe('challenges', () => {
  test('come from their endpoint and with every answer', async () => {
    const answer = await world.post('/challenge', '', {})
    const challenge = answer.json.attestation_challenge
    expect([answer.status, answer.headers.get('cache-control')]).toEqual([200, 'no-store'])
    expect(answer.headers.get('oauth-client-attestation-challenge')).toBe(challenge)
    expect((await ask({ pop: { challenge } })).status).toBe(200)
  })

  test('2.13.12 that this server did not give, or long ago, are refused with a new one', async () => {
    const old = (await world.post('/challenge', '', {})).json.attestation_challenge
    world.advance(360)
    for (const challenge of ['a', old]) {
      const answer = await ask({ pop: { challenge } })
      expect(outcome(answer)).toEqual([400, 'use_attestation_challenge'])
      const given = answer.headers.get('oauth-client-attestation-challenge')
      expect((await ask({ pop: { challenge: given } })).status).toBe(200)
    }
  })

  test('2.13.12 must be there where they are required', async () => {
    world = await issuerWith({ required: true, challengeRequired: true })
    const answer = await ask()
    expect(outcome(answer)).toEqual([400, 'use_attestation_challenge'])
    const challenge = answer.headers.get('oauth-client-attestation-challenge')
    expect((await ask({ pop: { challenge } })).status).toBe(200)
  })

  test('are not given where clients do not authenticate', async () => {
    world = await createTestIssuer()
    expect((await world.post('/challenge', '', {})).status).toBe(404)
    const { headers } = await world.post('/nonce', '', {})
    expect(headers.has('oauth-client-attestation-challenge')).toBe(false)
  })
})

test('2.13.12 an attestation that is older than the issuer takes must be renewed', async () => {
  world = await issuerWith({ maxAgeSeconds: 3600 })
  const iat = numericDate(world.clock.now)
  expect(outcome(await ask({ attestation: { iat: iat - 3601 } }))).toEqual([400, 'use_fresh_attestation'])
  expect((await ask({ attestation: { iat: iat - 3600 } })).status).toBe(200)
})

test('the certificates of an attestation lead to the roots of an attester', async () => {
  const attesters = [{ roots: ['root'] }]
  world = await issuerWith({
    attesters,
    verifyX5c: async () => ({ publicJwk: wallet.attester.publicJwk, dnsNames: [], uris: [] }),
  })
  expect((await ask({ attestationHeader: { x5c: ['leaf'] } })).status).toBe(200)
  world = await issuerWith({
    attesters,
    verifyX5c: async () => {
      throw new VerificationError('certificate_untrusted', 'The certificates lead to no root.')
    },
  })
  expect(outcome(await ask({ attestationHeader: { x5c: ['leaf'] } }))).toEqual([400, 'invalid_client'])
})

test('2.12.3 a chain of certificates has neither its root in it nor a leaf that signed itself', async () => {
  const attestedBy = await createLocalSigner(certifiedKey)
  world = await issuerWith({ attesters: [{ roots: [rootPem] }], verifyX5c: createX5cVerifier() })
  const tryChain = async (x5c: readonly string[] | undefined) => {
    // The certificates were made in the afternoon of the day on which tests begin.
    world.clock.now = new Date('2026-11-25T00:00:00Z')
    return outcome(await ask({ attestedBy, attestationHeader: { x5c } }))
  }
  expect(await tryChain([leafCertificate])).toEqual([200, undefined])
  expect(await tryChain([leafCertificate, rootCertificate])).toEqual([400, 'invalid_client'])
  expect(await tryChain([rootCertificate])).toEqual([400, 'invalid_client'])
  expect(await tryChain([])).toEqual([400, 'invalid_client'])
  expect(await tryChain(undefined)).toEqual([400, 'invalid_client'])
  world = await issuerWith({ verifyX5c: createX5cVerifier() })
  expect(await tryChain([leafCertificate])).toEqual([400, 'invalid_client'])
})

test('the metadata name the method, its algorithms and the challenge endpoint', async () => {
  const metadata = async () => (await world.get('/.well-known/oauth-authorization-server/ntt')).json
  const algorithms = ['ES256', 'ES384', 'ES256K', 'EdDSA']
  expect(await metadata()).toMatchObject({
    token_endpoint_auth_methods_supported: ['attest_jwt_client_auth'],
    client_attestation_signing_alg_values_supported: algorithms,
    client_attestation_pop_signing_alg_values_supported: algorithms,
    challenge_endpoint: 'https://issuer.example/ntt/challenge',
    'pre-authorized_grant_anonymous_access_supported': false,
  })
  world = await issuerWith({})
  expect(await metadata()).toMatchObject({
    token_endpoint_auth_methods_supported: ['none', 'attest_jwt_client_auth'],
    'pre-authorized_grant_anonymous_access_supported': true,
  })
  world = await createTestIssuer()
  expect(await metadata()).toMatchObject({ token_endpoint_auth_methods_supported: ['none'] })
  expect(await metadata()).not.toHaveProperty('challenge_endpoint')
})

test.each<[string, Partial<ClientAttestationPolicy>]>([
  ['no attester', { attesters: [] }],
  ['an attester without keys and roots', { attesters: [{ jwks: { keys: [] } }] }],
  ['roots and no check of certificates', { attesters: [{ roots: ['root'] }] }],
  ['an age of nothing', { maxAgeSeconds: 0 }],
])('an issuer with %s cannot be made', async (_name, policy) => {
  await expect(issuerWith(policy)).rejects.toMatchObject({ code: 'ERR_INVALID_ARG_VALUE' })
})
