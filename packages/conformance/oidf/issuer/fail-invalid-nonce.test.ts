import { createCredentialRequest } from '@lontar/openid4vc/openid4vci'
import { expect, test } from 'vitest'
import { expectRefusal } from '../support/expect-refusal.ts'
import { configurationId } from '../support/issuer-scene.ts'
import { useScene } from '../support/use-scene.ts'

const used = useScene()

async function askWith(nonce: string, accessToken: string) {
  const { client } = used
  const proofs = await client.prove(await client.keys(), { nonce })
  return client.post(accessToken, createCredentialRequest({ configurationId, proofs }))
}

test('a nonce that the issuer never gave is refused, and a fresh one is taken', async () => {
  const token = await used.client.accessToken()
  expectRefusal(await askWith('made-up-by-the-wallet', token), 'invalid_nonce')
  expect((await askWith(await used.client.nonce(), token)).status).toBe(200)
})

test('a nonce serves once', async () => {
  const token = await used.client.accessToken({ copies: 2 })
  const nonce = await used.client.nonce()
  expect((await askWith(nonce, token)).status).toBe(200)
  expectRefusal(await askWith(nonce, token), 'invalid_nonce')
})

test('a nonce is fresh, long, and not to be stored', async () => {
  const { client, scene } = used
  const nonces = await Promise.all(Array.from({ length: 16 }, () => client.nonce()))
  expect(new Set(nonces).size).toBe(16)
  // 96 bits or more, in base64url.
  for (const nonce of nonces) expect(nonce).toMatch(/^[A-Za-z0-9_-]{16,}$/)
  const { status, headers } = await scene.send('https://issuer.example/ntt/nonce', { method: 'POST' })
  expect([status, headers.get('cache-control')]).toEqual([200, 'no-store'])
})
