import type { Signer } from '@lontar/credentials'
import { createLocalSigner, generatePrivateJwk, parseJws } from '@lontar/credentials/jose'
import { beforeAll, expect, test } from 'vitest'
import { createDpopFetch } from '../dpop/create-dpop-fetch.ts'
import { parseDpopProof } from '../dpop/parse-dpop-proof.ts'
import { answer, type Recorded, recordingFetch } from '../fixtures/answer.ts'
import { createClientAttestation } from './create-client-attestation.ts'
import { createClientAttestationFetch } from './create-client-attestation-fetch.ts'

const now = () => new Date('2026-11-24T00:00:00Z')
const audience = 'https://issuer.example'
const token = `${audience}/token`
const ok = answer(200, {})
const challengeHeader = 'oauth-client-attestation-challenge'
const refused = answer(400, { error: 'use_attestation_challenge' }, { [challengeHeader]: 'first' })

let signer: Signer
let attestation: string

beforeAll(async () => {
  signer = await createLocalSigner(await generatePrivateJwk())
  const attester = await createLocalSigner(await generatePrivateJwk())
  const instanceKey = signer.publicJwk
  attestation = await createClientAttestation({
    signer: attester,
    clientId: 'wallet',
    instanceKey,
    now: now(),
  })
})

const client = () => ({ attestation, signer, audience, endpoints: [token] })

function popOf(request: Recorded | undefined) {
  return parseJws(request?.headers.get('oauth-client-attestation-pop') ?? '').payload
}

test('a request to an endpoint named carries both headers, and one to another neither', async () => {
  const { fetch, requests } = recordingFetch(ok)
  const attestedFetch = createClientAttestationFetch({ ...client(), fetch, now })
  await attestedFetch(token, { method: 'POST', headers: { accept: 'application/json' } })
  await attestedFetch(`${audience}/credential`, { method: 'POST' })
  expect(requests.map(({ headers }) => headers.get('oauth-client-attestation'))).toEqual([attestation, null])
  expect(requests[1]?.headers.get('oauth-client-attestation-pop')).toBeNull()
  expect(requests[0]?.headers.get('accept')).toBe('application/json')
  expect(popOf(requests[0])).toMatchObject({ aud: audience, iss: 'wallet' })
})

test('the proof has the challenge and the client where they are given', async () => {
  const { fetch, requests } = recordingFetch(ok)
  const options = { ...client(), fetch, now, challenge: 'c', clientId: 'given' }
  await createClientAttestationFetch(options)(token, { method: 'POST' })
  expect(popOf(requests[0])).toMatchObject({ challenge: 'c', iss: 'given' })
})

test('what is no attestation is found out at once', () => {
  const { fetch } = recordingFetch(ok)
  const options = { ...client(), attestation: 'none', fetch, now }
  expect(() => createClientAttestationFetch(options)).toThrow(
    expect.objectContaining({ code: 'jws_malformed' }),
  )
})

test('a request that is refused for want of a challenge is sent once more, anew', async () => {
  const { fetch, requests } = recordingFetch(refused, ok)
  const response = await createClientAttestationFetch({ ...client(), fetch, now })(token, { method: 'POST' })
  expect(response.status).toBe(200)
  const [first, second, ...more] = requests.map(popOf)
  expect(more).toEqual([])
  expect(first).not.toHaveProperty('challenge')
  expect(second).toMatchObject({ challenge: 'first' })
  expect(first?.jti).not.toBe(second?.jti)
})

test('a request is not sent a third time, nor when there is nothing to send anew', async () => {
  const twice = recordingFetch(refused)
  await createClientAttestationFetch({ ...client(), fetch: twice.fetch, now })(token, { method: 'POST' })
  expect(twice.requests).toHaveLength(2)
  const once = recordingFetch(answer(400, { error: 'use_attestation_challenge' }))
  await createClientAttestationFetch({ ...client(), fetch: once.fetch, now })(token, { method: 'POST' })
  expect(once.requests).toHaveLength(1)
})

test('the challenge of any answer is used for the next request', async () => {
  const { fetch, requests } = recordingFetch(answer(200, {}, { [challengeHeader]: 'next' }), ok)
  const attestedFetch = createClientAttestationFetch({ ...client(), fetch, now })
  await attestedFetch(token, { method: 'POST' })
  await attestedFetch(token, { method: 'POST' })
  expect(popOf(requests[1])).toMatchObject({ challenge: 'next' })
})

test('with DPoP a server may ask for the nonce and for the challenge, and no proof is sent twice', async () => {
  const { fetch, requests } = recordingFetch(
    refused,
    answer(400, { error: 'use_dpop_nonce' }, { 'dpop-nonce': 'n' }),
    ok,
  )
  const dpopFetch = createDpopFetch({ fetch, signer, now, clientAttestation: client() })
  expect((await dpopFetch(token, { method: 'POST' })).status).toBe(200)
  expect(requests.map((request) => popOf(request)['challenge'])).toEqual([undefined, 'first', 'first'])
  const proofs = requests.map((request) => parseDpopProof(request.headers.get('dpop') ?? ''))
  expect(proofs.map(({ nonce }) => nonce)).toEqual([undefined, undefined, 'n'])
  expect(new Set(requests.map((request) => popOf(request)['jti'])).size).toBe(3)
  expect(new Set(proofs.map(({ jti }) => jti)).size).toBe(3)
})
