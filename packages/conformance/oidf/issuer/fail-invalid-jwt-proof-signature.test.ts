import { createCredentialRequest } from '@lontar/openid4vc/openid4vci'
import { expect, test } from 'vitest'
import { breakSignature } from '../support/break-signature.ts'
import { expectRefusal } from '../support/expect-refusal.ts'
import { configurationId } from '../support/issuer-scene.ts'
import { issuedIn } from '../support/read-issued.ts'
import { useScene } from '../support/use-scene.ts'

const used = useScene()

test('a proof with a signature by nobody is refused, and the same with its own signature is taken', async () => {
  const { client } = used
  const token = await client.accessToken()
  const [proof = ''] = await client.prove(await client.keys())
  const ask = (jwt: string) => client.post(token, createCredentialRequest({ configurationId, proofs: [jwt] }))
  expectRefusal(await ask(breakSignature(proof)), 'invalid_proof')
  // A request that was refused used nothing up.
  expect((await ask(proof)).status).toBe(200)
})

test('one such proof among good ones, and nothing is issued', async () => {
  const { client, scene } = used
  const token = await client.accessToken({ copies: 3 })
  const proofs = await client.prove(await client.keys(3))
  const before = (await scene.issuer.credentials()).length
  const bad = proofs.with(1, breakSignature(proofs[1] ?? ''))
  const ask = (jwts: readonly string[]) =>
    client.post(token, createCredentialRequest({ configurationId, proofs: jwts }))
  expectRefusal(await ask(bad), 'invalid_proof')
  expect(await scene.issuer.credentials()).toHaveLength(before)
  expect(issuedIn(await ask(proofs))).toHaveLength(3)
})
