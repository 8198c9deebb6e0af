import { expect, test } from 'vitest'
import { expectRefusal } from '../support/expect-refusal.ts'
import { configurationId } from '../support/issuer-scene.ts'
import { useScene } from '../support/use-scene.ts'

const used = useScene()

test('a request without proofs, or with none in them, is refused, and one with a proof is answered', async () => {
  const { client } = used
  const token = await client.accessToken()
  for (const proofs of [undefined, {}, { jwt: [] }, { jwt: 'not-an-array' }, { cwt: ['x'] }]) {
    const message = { credential_configuration_id: configurationId, proofs }
    expectRefusal(await client.post(token, message), 'invalid_proof')
  }
  expect((await client.collect(token)).status).toBe(200)
})

test('the single proof of the drafts is none', async () => {
  const { client } = used
  const token = await client.accessToken()
  const [jwt] = await client.prove(await client.keys())
  const message = { credential_configuration_id: configurationId, proof: { proof_type: 'jwt', jwt } }
  expectRefusal(await client.post(token, message), 'invalid_proof')
})
