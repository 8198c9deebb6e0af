import type { Signer } from '@lontar/credentials'
import { OperationError } from '@lontar/credentials/errors'
import { bareJwk, generatePrivateJwk, jwkThumbprint, numericDate } from '@lontar/credentials/jose'
import { beforeEach, describe, expect, test } from 'vitest'
import type { IssuerStore } from './issuer-store.ts'
import { createMemoryIssuerStore } from './memory-issuer-store.ts'
import {
  askForToken,
  boundToken,
  type DpopChanges,
  dpopProof,
  newSigner,
  serverNonceOf,
  tokenBody,
} from './proof-of-possession.test-support.ts'
import { type Answer, createTestIssuer, keyProof, type TestIssuer } from './test-issuer.test-support.ts'

const algorithms = 'algs="ES256 ES384 ES256K EdDSA"'
const ktp = 'ktp_vc+sd-jwt'

let world: TestIssuer
let signer: Signer

beforeEach(async () => {
  world = await createTestIssuer()
  signer = await newSigner()
})

function outcome({ status, json, headers }: Answer) {
  return [status, json.error, headers.get('www-authenticate')]
}

async function credentialBody(nonce?: string): Promise<string> {
  const proof = await keyProof({ nonce: nonce ?? (await world.nonce()), now: world.clock.now })
  return JSON.stringify({ credential_configuration_id: ktp, proofs: { jwt: [proof] } })
}

/** Asks for a credential with a token under a scheme, and a DPoP proof. */
async function collect(authorization: string, dpop?: string): Promise<Answer> {
  return world.post('/credential', await credentialBody(), {
    'content-type': 'application/json',
    authorization,
    ...(dpop !== undefined && { dpop }),
  })
}

describe('at the token endpoint', () => {
  test('2.13.6 a token that is asked for with DPoP is bound and says so', async () => {
    const dpop = await dpopProof(world, { signer, path: '/token' })
    const answer = await askForToken(world, await tokenBody(world), { dpop })
    expect(answer.json).toEqual({
      access_token: expect.any(String),
      token_type: 'DPoP',
      expires_in: 300,
    })
    expect(answer.headers.get('cache-control')).toBe('no-store')
  })

  test('without DPoP a token is a bearer token, as before', async () => {
    const answer = await askForToken(world, await tokenBody(world))
    expect(answer.json).toMatchObject({ token_type: 'Bearer', expires_in: 300 })
  })

  test('2.13.5 a proof without a nonce is told to use one, and the code is not used up', async () => {
    const body = await tokenBody(world)
    const bare = await dpopProof(world, { signer, path: '/token', claims: { nonce: undefined } })
    const refused = await askForToken(world, body, { dpop: bare })
    expect(outcome(refused)).toEqual([400, 'use_dpop_nonce', null])
    const nonce = refused.headers.get('dpop-nonce')
    expect(nonce).toMatch(/^[\w-]{43}$/)
    const dpop = await dpopProof(world, { signer, path: '/token', claims: { nonce } })
    expect((await askForToken(world, body, { dpop })).status).toBe(200)
  })

  test('2.13.5 a nonce that was never given, or long ago, is no nonce', async () => {
    const body = await tokenBody(world, { expiresInSeconds: 86_400 })
    const old = await serverNonceOf(world)
    world.advance(360)
    for (const nonce of ['a'.repeat(43), old, await world.nonce()]) {
      const dpop = await dpopProof(world, { signer, path: '/token', claims: { nonce } })
      expect(outcome(await askForToken(world, body, { dpop }))).toEqual([400, 'use_dpop_nonce', null])
    }
    const dpop = await dpopProof(world, { signer, path: '/token' })
    expect((await askForToken(world, body, { dpop })).status).toBe(200)
  })

  test.each<[string, () => DpopChanges]>([
    ['another type', () => ({ header: { typ: 'JWT' } })],
    ['the algorithm none', () => ({ header: { alg: 'none' } })],
    ['a symmetric algorithm', () => ({ header: { alg: 'HS256' } })],
    ['no key', () => ({ header: { jwk: undefined } })],
    ['another method', () => ({ claims: { htm: 'GET' } })],
    ['the address of another endpoint', () => ({ claims: { htu: 'https://issuer.example/ntt/credential' } })],
    ['the address of another host', () => ({ claims: { htu: 'https://other.example/ntt/token' } })],
    ['no jti', () => ({ claims: { jti: undefined } })],
    ['a time 301 s ago', () => ({ claims: { iat: numericDate(world.clock.now) - 301 } })],
    ['a time 61 s ahead', () => ({ claims: { iat: numericDate(world.clock.now) + 61 } })],
  ])('2.13.1 and 2.13.2 a proof with %s is refused, and the code is not used up', async (_name, changes) => {
    const body = await tokenBody(world)
    const dpop = await dpopProof(world, { signer, path: '/token', ...changes() })
    const answer = await askForToken(world, body, { dpop })
    expect(outcome(answer)).toEqual([400, 'invalid_dpop_proof', null])
    expect(answer.headers.get('cache-control')).toBe('no-store')
    expect((await askForToken(world, body)).status).toBe(200)
  })

  test('2.13.1 a proof with a private key, or by another key than its own, is refused', async () => {
    const body = await tokenBody(world)
    const changes = [{ header: { jwk: await generatePrivateJwk() } }, { signedBy: await newSigner() }]
    for (const change of changes) {
      const dpop = await dpopProof(world, { signer, path: '/token', ...change })
      expect(outcome(await askForToken(world, body, { dpop }))).toEqual([400, 'invalid_dpop_proof', null])
    }
  })

  test('2.13.1 two proofs are refused', async () => {
    const proofs = await Promise.all([1, 2].map(() => dpopProof(world, { signer, path: '/token' })))
    const answer = await askForToken(world, await tokenBody(world), { dpop: proofs.join(', ') })
    expect(outcome(answer)).toEqual([400, 'invalid_dpop_proof', null])
  })

  test('2.13.2 a proof serves once', async () => {
    const dpop = await dpopProof(world, { signer, path: '/token' })
    expect((await askForToken(world, await tokenBody(world), { dpop })).status).toBe(200)
    const again = await askForToken(world, await tokenBody(world), { dpop })
    expect(outcome(again)).toEqual([400, 'invalid_dpop_proof', null])
  })

  test('the jti of one key does not use up that of another', async () => {
    const claims = { jti: 'the same' }
    for (const key of [signer, await newSigner()]) {
      const dpop = await dpopProof(world, { signer: key, path: '/token', claims })
      expect((await askForToken(world, await tokenBody(world), { dpop })).status).toBe(200)
    }
  })

  test('2.12.1 where DPoP is required there is no token without, and the code is not used up', async () => {
    world = await createTestIssuer({ dpop: 'required' })
    const body = await tokenBody(world)
    expect(outcome(await askForToken(world, body))).toEqual([400, 'invalid_dpop_proof', null])
    const dpop = await dpopProof(world, { signer, path: '/token' })
    expect((await askForToken(world, body, { dpop })).json).toMatchObject({ token_type: 'DPoP' })
  })
})

describe('at the credential endpoint', () => {
  test('a bound token opens its grant with a proof by its key', async () => {
    const accessToken = await boundToken(world, signer)
    const dpop = await dpopProof(world, { signer, path: '/credential', accessToken })
    const answer = await collect(`DPoP ${accessToken}`, dpop)
    expect(answer.status).toBe(200)
    expect(answer.headers.get('dpop-nonce')).toMatch(/^[\w-]{43}$/)
  })

  test('2.13.4 a bound token under Bearer is refused, with and without a proof (E15)', async () => {
    const accessToken = await boundToken(world, signer)
    const dpop = await dpopProof(world, { signer, path: '/credential', accessToken })
    const expected = [401, 'invalid_token', `Bearer error="invalid_token", DPoP ${algorithms}`]
    expect(outcome(await collect(`Bearer ${accessToken}`))).toEqual(expected)
    expect(outcome(await collect(`Bearer ${accessToken}`, dpop))).toEqual(expected)
    expect((await collect(`DPoP ${accessToken}`, dpop)).status).toBe(200)
  })

  test('a bearer token under DPoP is refused', async () => {
    const accessToken = await world.redeem()
    const dpop = await dpopProof(world, { signer, path: '/credential', accessToken })
    const expected = [401, 'invalid_token', `DPoP error="invalid_token", ${algorithms}`]
    expect(outcome(await collect(`DPoP ${accessToken}`, dpop))).toEqual(expected)
    expect((await collect(`Bearer ${accessToken}`)).status).toBe(200)
  })

  test('a token that is unknown, or without its proof, is refused (E15)', async () => {
    const accessToken = await boundToken(world, signer)
    const expected = [401, 'invalid_token', `DPoP error="invalid_token", ${algorithms}`]
    expect(outcome(await collect(`DPoP ${accessToken}`))).toEqual(expected)
    expect(outcome(await collect(`DPoP ${'a'.repeat(43)}`))).toEqual(expected)
    expect(outcome(await collect('DPoP '))).toEqual([
      401,
      'invalid_token',
      `Bearer error="invalid_token", DPoP ${algorithms}`,
    ])
  })

  test('2.13.5 a proof without a good nonce is told to use one, with 401', async () => {
    const accessToken = await boundToken(world, signer)
    for (const nonce of [undefined, 'a'.repeat(43)]) {
      const input = { signer, path: '/credential', accessToken, claims: { nonce } }
      const answer = await collect(`DPoP ${accessToken}`, await dpopProof(world, input))
      expect(outcome(answer)).toEqual([401, 'use_dpop_nonce', `DPoP error="use_dpop_nonce", ${algorithms}`])
      expect(answer.headers.get('dpop-nonce')).toMatch(/^[\w-]{43}$/)
    }
    const dpop = await dpopProof(world, { signer, path: '/credential', accessToken })
    expect((await collect(`DPoP ${accessToken}`, dpop)).status).toBe(200)
  })

  test.each<[string, () => Promise<DpopChanges>]>([
    ['no hash of the token', async () => ({ claims: { ath: undefined } })],
    ['the hash of another token', async () => ({ claims: { ath: 'a'.repeat(43) } })],
    ['another method', async () => ({ claims: { htm: 'GET' } })],
    [
      'the address of the token endpoint',
      async () => ({ claims: { htu: 'https://issuer.example/ntt/token' } }),
    ],
    ['another key', async () => ({ header: { jwk: bareJwk((await newSigner()).publicJwk) } })],
    ['an old time', async () => ({ claims: { iat: numericDate(world.clock.now) - 301 } })],
    ['another type', async () => ({ header: { typ: 'JWT' } })],
  ])('2.13.3 a proof with %s is refused (E15)', async (_name, changes) => {
    const accessToken = await boundToken(world, signer)
    const dpop = await dpopProof(world, { signer, path: '/credential', accessToken, ...(await changes()) })
    const expected = [401, 'invalid_dpop_proof', `DPoP error="invalid_dpop_proof", ${algorithms}`]
    expect(outcome(await collect(`DPoP ${accessToken}`, dpop))).toEqual(expected)
  })

  test('2.13.3 a perfect proof by another key than that of the token is refused (E15)', async () => {
    const accessToken = await boundToken(world, signer)
    const dpop = await dpopProof(world, { signer: await newSigner(), path: '/credential', accessToken })
    const expected = [401, 'invalid_dpop_proof', `DPoP error="invalid_dpop_proof", ${algorithms}`]
    expect(outcome(await collect(`DPoP ${accessToken}`, dpop))).toEqual(expected)
  })

  test('2.13.2 of 200 simultaneous requests with one proof one comes through (E15)', async () => {
    const accessToken = await boundToken(world, signer, { copies: 10 })
    const dpop = await dpopProof(world, { signer, path: '/credential', accessToken })
    const answers = await Promise.all(Array.from({ length: 200 }, () => collect(`DPoP ${accessToken}`, dpop)))
    const statuses = answers.map(({ status }) => status)
    expect(statuses.filter((status) => status === 200)).toHaveLength(1)
    expect(statuses.filter((status) => status === 401)).toHaveLength(199)
  })

  test('where DPoP is required nothing else is asked for', async () => {
    world = await createTestIssuer({ dpop: 'required' })
    const json = { 'content-type': 'application/json' }
    const none = await world.post('/credential', '{}', json)
    expect(outcome(none)).toEqual([401, 'invalid_token', `DPoP ${algorithms}`])
    const bearer = await world.post('/credential', '{}', {
      ...json,
      authorization: `Bearer ${'a'.repeat(43)}`,
    })
    expect(outcome(bearer)).toEqual([401, 'invalid_token', `DPoP error="invalid_token", ${algorithms}`])
  })

  test('the store keeps the thumbprint of the key with the token', async () => {
    const kept: unknown[] = []
    world = await createTestIssuer({
      wrapStore: (store): IssuerStore => ({
        ...store,
        redeemCode: async (input) => {
          kept.push(input.dpopThumbprint)
          return store.redeemCode(input)
        },
      }),
    })
    await boundToken(world, signer)
    await world.redeem()
    expect(kept).toEqual([await jwkThumbprint(signer.publicJwk), undefined])
  })
})

describe('at the endpoints for what comes later', () => {
  const json = { 'content-type': 'application/json' }
  const endpoints = [
    ['/deferred', { transaction_id: 'unknown' }, 'invalid_transaction_id'],
    [
      '/notification',
      { notification_id: 'unknown', event: 'credential_accepted' },
      'invalid_notification_id',
    ],
  ] as const

  test.each(endpoints)(
    '2.1.30 %s takes a bound token with a proof for itself alone',
    async (path, body, error) => {
      const accessToken = await boundToken(world, signer)
      const ask = async (headers: Record<string, string>) =>
        world.post(path, JSON.stringify(body), { ...json, ...headers })
      const authorization = `DPoP ${accessToken}`
      const challenge = (name: string) => [401, name, `DPoP error="${name}", ${algorithms}`]
      expect(outcome(await ask({ authorization }))).toEqual(challenge('invalid_token'))
      const elsewhere = await dpopProof(world, { signer, path: '/credential', accessToken })
      expect(outcome(await ask({ authorization, dpop: elsewhere }))).toEqual(challenge('invalid_dpop_proof'))
      const bare = await dpopProof(world, { signer, path, accessToken, claims: { nonce: undefined } })
      const told = await ask({ authorization, dpop: bare })
      expect(outcome(told)).toEqual(challenge('use_dpop_nonce'))
      expect(told.headers.get('dpop-nonce')).toMatch(/^[\w-]{43}$/)
      expect((await ask({ authorization: `Bearer ${accessToken}` })).status).toBe(401)
      const dpop = await dpopProof(world, { signer, path, accessToken })
      const answer = await ask({ authorization, dpop })
      expect([answer.status, answer.json.error]).toEqual([400, error])
    },
  )
})

describe('nonces of the server', () => {
  test('2.1.19 come with the answer of the Nonce Endpoint and are no c_nonce', async () => {
    const answer = await world.post('/nonce', '', {})
    expect(Object.keys(answer.json)).toEqual(['c_nonce'])
    const nonce = answer.headers.get('dpop-nonce') ?? ''
    expect(nonce).toMatch(/^[\w-]{43}$/)
    expect(nonce).not.toBe(answer.json.c_nonce)
    const accessToken = await world.redeem()
    const proof = await keyProof({ nonce, now: world.clock.now })
    const refused = await world.request(accessToken, {
      credential_configuration_id: ktp,
      proofs: { jwt: [proof] },
    })
    expect([refused.status, refused.json.error]).toEqual([400, 'invalid_nonce'])
  })

  test('are the same for a minute, then another, and the old one is still good for a while', async () => {
    const first = await serverNonceOf(world)
    world.advance(59)
    expect(await serverNonceOf(world)).toBe(first)
    world.advance(1)
    expect(await serverNonceOf(world)).not.toBe(first)
    world.advance(299)
    const dpop = await dpopProof(world, { signer, path: '/token', claims: { nonce: first } })
    expect((await askForToken(world, await tokenBody(world), { dpop })).status).toBe(200)
  })

  test('of one process are good in another on the same store', async () => {
    const store = createMemoryIssuerStore()
    const [one, two] = await Promise.all([1, 2].map(() => createTestIssuer({ store })))
    const nonce = await serverNonceOf(one as TestIssuer)
    const dpop = await dpopProof(two as TestIssuer, { signer, path: '/token', claims: { nonce } })
    const answer = await askForToken(two as TestIssuer, await tokenBody(two as TestIssuer), { dpop })
    expect(answer.status).toBe(200)
  })

  test('that cannot be kept cost nobody a token, and are tried again', async () => {
    let broken = true
    world = await createTestIssuer({
      wrapStore: (store): IssuerStore => ({
        ...store,
        createServerNonce: async (...input) => {
          if (broken) throw new OperationError('database_locked', 'The database is locked.')
          return store.createServerNonce(...input)
        },
      }),
    })
    const answer = await askForToken(world, await tokenBody(world))
    expect([answer.status, answer.headers.get('dpop-nonce')]).toEqual([200, null])
    expect(world.errors).toEqual([expect.objectContaining({ code: 'database_locked' })])
    broken = false
    expect(await serverNonceOf(world)).toMatch(/^[\w-]{43}$/)
  })

  test('can be read by wallets in browsers, whose requests may carry proofs (H15)', async () => {
    const answer = await world.post('/nonce', '', {})
    const exposed = answer.headers.get('access-control-expose-headers')
    expect(exposed).toContain('DPoP-Nonce')
    expect(exposed).toContain('OAuth-Client-Attestation-Challenge')
    const preflight = await world.issuer.fetch(
      new Request('https://issuer.example/ntt/token', { method: 'OPTIONS' }),
    )
    const allowed = preflight.headers.get('access-control-allow-headers')?.split(', ')
    expect(allowed).toEqual(
      expect.arrayContaining(['DPoP', 'OAuth-Client-Attestation', 'OAuth-Client-Attestation-PoP']),
    )
  })
})

test('the metadata name the algorithms of DPoP proofs', async () => {
  const answer = await world.get('/.well-known/oauth-authorization-server/ntt')
  expect(answer.json).toMatchObject({
    dpop_signing_alg_values_supported: ['ES256', 'ES384', 'ES256K', 'EdDSA'],
  })
})
