import { expect, test } from 'vitest'
import { expectRefusal } from '../support/expect-refusal.ts'
import { useScene } from '../support/use-scene.ts'

const used = useScene()

test.each([
  ['alone', true],
  ['beside the one in the header', false],
])('a token in the query is refused, %s, and in the header it opens', async (_how, alone) => {
  const { client } = used
  const token = await client.accessToken()
  const headers: Record<string, string> = alone ? { authorization: '' } : {}
  const answer = await client.collect(token, 1, { query: `?access_token=${token}`, headers })
  expectRefusal(answer, 'invalid_token', 401)
  // RFC 6750 section 3.1: who brought no token is told no error in the challenge.
  expect(answer.headers.get('www-authenticate')).toMatch(/^DPoP algs="[A-Za-z0-9 ]*ES256[A-Za-z0-9 ]*"$/)
  expect((await client.collect(token)).status).toBe(200)
})
