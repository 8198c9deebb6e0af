import { expect, test } from 'vitest'
import { answer, recordingFetch } from '../fixtures/answer.ts'
import { createAttestationChallengeResponse } from './create-attestation-challenge-response.ts'
import { fetchAttestationChallenge } from './fetch-attestation-challenge.ts'
import { parseAttestationChallengeResponse } from './parse-attestation-challenge-response.ts'

const endpoint = 'https://issuer.example/challenge'
const json = { 'content-type': 'application/json' }

test('what is built is what is read', () => {
  const message = createAttestationChallengeResponse('AYjcyMzY3ZDhiNmJkNTZ')
  expect(message).toEqual({ attestation_challenge: 'AYjcyMzY3ZDhiNmJkNTZ' })
  expect(parseAttestationChallengeResponse(message)).toBe('AYjcyMzY3ZDhiNmJkNTZ')
})

test.each([[{}], [{ attestation_challenge: '' }], [{ attestation_challenge: 1 }], [[]], [null]])(
  '%j is refused',
  (value) => {
    expect(() => parseAttestationChallengeResponse(value)).toThrow(
      expect.objectContaining({ code: 'attestation_challenge_malformed' }),
    )
  },
)

test('a challenge is fetched', async () => {
  const { fetch, requests } = recordingFetch(answer(200, createAttestationChallengeResponse('c'), json))
  expect(await fetchAttestationChallenge(endpoint, { fetch })).toBe('c')
  expect(requests.map(({ url }) => url)).toEqual([endpoint])
})

test.each([
  [answer(400, { error: 'invalid_request' }), 'issuer_refused'],
  [answer(500, {}), 'network_status_unexpected'],
  [answer(200, {}, json), 'attestation_challenge_malformed'],
  [answer(200, createAttestationChallengeResponse('c')), 'attestation_challenge_malformed'],
])('an answer that is none fails', async (response, code) => {
  const { fetch } = recordingFetch(response)
  await expect(fetchAttestationChallenge(endpoint, { fetch })).rejects.toMatchObject({ code })
})
