import { decodeJwt, decodeProtectedHeader } from 'jose'
import { expect, test } from 'vitest'
import { issuerUrl } from '../support/issuer-scene.ts'
import { openWalletScene, walletId } from '../support/wallet-scene.ts'

const refused = () => Response.json({ error: 'use_attestation_challenge' }, { status: 400 })
const header = 'oauth-client-attestation-challenge'

test('the proof of the client holds the challenge that the server gave, at both endpoints', async () => {
  const given: unknown[] = []
  const { scene, receive } = await openWalletScene({
    tamper: async ({ path }, response) => {
      if (path === '/challenge') given.push((await response.clone().json()).attestation_challenge)
      const named = response.headers.get(header)
      if (named !== null) given.push(named)
      return response
    },
  })
  expect(await receive()).toHaveLength(1)
  expect(scene.requests.map(({ path }) => path)).toContain('/challenge')
  for (const endpoint of ['/par', '/token']) {
    const sent = scene.requests.findLast(({ path }) => path === endpoint)
    const attestation = sent?.headers.get('oauth-client-attestation') ?? ''
    const pop = sent?.headers.get('oauth-client-attestation-pop') ?? ''
    expect(decodeProtectedHeader(attestation)).toMatchObject({ typ: 'oauth-client-attestation+jwt' })
    expect(decodeJwt(attestation).sub, endpoint).toBe(walletId)
    expect(decodeProtectedHeader(pop)).toMatchObject({ typ: 'oauth-client-attestation-pop+jwt' })
    expect(decodeJwt(pop).aud, endpoint).toBe(issuerUrl)
    expect(given, endpoint).toContain(decodeJwt(pop)['challenge'])
  }
})

test('each proof is new', async () => {
  const { scene, receive } = await openWalletScene()
  await receive()
  const proofs = scene.requests.flatMap(({ headers }) => headers.get('oauth-client-attestation-pop') ?? [])
  expect(proofs.length).toBeGreaterThan(1)
  expect(new Set(proofs.map((pop) => decodeJwt(pop).jti)).size).toBe(proofs.length)
})

test('a challenge that comes with a refusal is used at once', async () => {
  const named: string[] = []
  const { scene, receive } = await openWalletScene({
    tamper: ({ path }, response) => {
      if (path !== '/par' || !response.ok || named.length > 0) return response
      named.push(response.headers.get(header) ?? '')
      const again = refused()
      again.headers.set(header, named[0] ?? '')
      return again
    },
  })
  expect(await receive()).toHaveLength(1)
  expect(named).toEqual([expect.stringMatching(/./)])
  const last = scene.requests.findLast(({ path }) => path === '/par')
  expect(decodeJwt(last?.headers.get('oauth-client-attestation-pop') ?? '')['challenge']).toBe(named[0])
})

test('a server that is never content is given up, and no browser is sent to it', async () => {
  const { scene, receive } = await openWalletScene({
    tamper: ({ path }, response) => (path === '/par' ? refused() : response),
  })
  await expect(receive()).rejects.toMatchObject({ protocolError: 'use_attestation_challenge' })
  expect(scene.requests.map(({ path }) => path)).not.toContain('/authorize')
})
