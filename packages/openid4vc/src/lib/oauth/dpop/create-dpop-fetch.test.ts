import type { Signer } from '@lontar/credentials'
import { createLocalSigner, generatePrivateJwk, hashText } from '@lontar/credentials/jose'
import { beforeAll, expect, test } from 'vitest'
import { answer, type Recorded, recordingFetch } from '../fixtures/answer.ts'
import { createDpopFetch } from './create-dpop-fetch.ts'
import { parseDpopProof } from './parse-dpop-proof.ts'
import { verifyDpopProof } from './verify-dpop-proof.ts'

const now = new Date('2026-11-24T00:00:00Z')
const token = 'https://issuer.example/token'
const credential = 'https://issuer.example/credential'
const ok = answer(200, {})
const refusedByServer = answer(400, { error: 'use_dpop_nonce' }, { 'dpop-nonce': 'first' })
const refusedByResource = answer(
  401,
  {},
  { 'dpop-nonce': 'first', 'www-authenticate': 'DPoP error="use_dpop_nonce"' },
)

let signer: Signer

beforeAll(async () => {
  signer = await createLocalSigner(await generatePrivateJwk())
})

function proofOf(request: Recorded | undefined) {
  return parseDpopProof(request?.headers.get('dpop') ?? '')
}

test('each request carries a proof of its own', async () => {
  const { fetch, requests } = recordingFetch(ok)
  const dpopFetch = createDpopFetch({ fetch, signer, now: () => now })
  await dpopFetch(token, { method: 'POST', headers: { accept: 'application/json' }, body: 'a=b' })
  await dpopFetch(`${token}?a=b`)
  expect(requests.map(({ headers }) => headers.get('accept'))).toEqual(['application/json', null])
  const [first, second] = requests.map(proofOf)
  expect([first?.htm, second?.htm]).toEqual(['POST', 'GET'])
  expect(first?.jti).not.toBe(second?.jti)
  const jwt = requests[0]?.headers.get('dpop') ?? ''
  expect(await verifyDpopProof(jwt, { expectedMethod: 'POST', expectedUrl: token, now })).toBeDefined()
})

test('the token of the Authorization header is in the proof, and a Bearer token is not', async () => {
  const { fetch, requests } = recordingFetch(ok)
  const dpopFetch = createDpopFetch({ fetch, signer, now: () => now })
  await dpopFetch(credential, { method: 'POST', headers: { authorization: 'DPoP abc' } })
  await dpopFetch(credential, { method: 'POST', headers: { Authorization: 'Bearer abc' } })
  expect(requests.map((request) => proofOf(request).ath)).toEqual([await hashText('abc'), undefined])
})

test.each([
  ['an authorization server', refusedByServer],
  ['a resource', refusedByResource],
])('a request that %s refuses for want of a nonce is sent once more, anew', async (_name, refused) => {
  const { fetch, requests } = recordingFetch(refused, ok)
  const response = await createDpopFetch({ fetch, signer, now: () => now })(token, { method: 'POST' })
  expect(response.status).toBe(200)
  const [first, second, ...more] = requests.map(proofOf)
  expect(more).toEqual([])
  expect([first?.nonce, second?.nonce]).toEqual([undefined, 'first'])
  expect(first?.jti).not.toBe(second?.jti)
})

test('a request is not sent a third time', async () => {
  const { fetch, requests } = recordingFetch(refusedByServer)
  const response = await createDpopFetch({ fetch, signer, now: () => now })(token, { method: 'POST' })
  expect(response.status).toBe(400)
  expect(requests).toHaveLength(2)
})

test.each([
  ['another error', answer(400, { error: 'invalid_dpop_proof' }, { 'dpop-nonce': 'first' })],
  ['no nonce', answer(400, { error: 'use_dpop_nonce' })],
  ['a nonce that no header can hold', answer(400, { error: 'use_dpop_nonce' }, { 'dpop-nonce': 'a"b' })],
  ['a nonce without end', answer(400, { error: 'use_dpop_nonce' }, { 'dpop-nonce': 'a'.repeat(513) })],
  ['the error under another status', answer(500, { error: 'use_dpop_nonce' }, { 'dpop-nonce': 'first' })],
])('a refusal with %s is not sent again', async (_name, refused) => {
  const { fetch, requests } = recordingFetch(refused, ok)
  expect(await createDpopFetch({ fetch, signer, now: () => now })(token, { method: 'POST' })).toBe(refused)
  expect(requests).toHaveLength(1)
})

test('2.2.15 the newest nonce of every answer is used, at any endpoint of the same origin and nowhere else', async () => {
  const { fetch, requests } = recordingFetch(
    answer(200, {}, { 'dpop-nonce': 'first' }),
    answer(200, {}, { 'dpop-nonce': 'second' }),
    ok,
  )
  const dpopFetch = createDpopFetch({ fetch, signer, now: () => now })
  await dpopFetch('https://issuer.example/nonce', { method: 'POST' })
  await dpopFetch(token, { method: 'POST' })
  await dpopFetch(credential, { method: 'POST' })
  await dpopFetch('https://other.example/credential', { method: 'POST' })
  expect(requests.map((request) => proofOf(request).nonce)).toEqual([undefined, 'first', 'second', undefined])
})

test('only the last sixteen origins are remembered', async () => {
  const { fetch, requests } = recordingFetch(answer(200, {}, { 'dpop-nonce': 'n' }))
  const dpopFetch = createDpopFetch({ fetch, signer, now: () => now })
  for (let index = 0; index <= 16; index++) await dpopFetch(`https://${index}.example/`)
  await dpopFetch('https://0.example/')
  await dpopFetch('https://16.example/')
  expect(requests.slice(-2).map((request) => proofOf(request).nonce)).toEqual([undefined, 'n'])
})
