import { createCredentialRequest } from '@lontar/openid4vc/openid4vci'
import { expect, test } from 'vitest'
import { expectRefusal } from '../support/expect-refusal.ts'
import { configurationId } from '../support/issuer-scene.ts'
import { useScene } from '../support/use-scene.ts'

const used = useScene()

test.each([
  ['there is none', 'org.example.unknown'],
  ['it was not granted', 'ktp-proof_dc+sd-jwt'],
  ['it is a member of every object', '__proto__'],
])('a configuration is refused when %s, and the one of the offer is issued', async (_why, unknown) => {
  const { client } = used
  const token = await client.accessToken()
  const proofs = await client.prove(await client.keys())
  const ask = (id: string) => client.post(token, createCredentialRequest({ configurationId: id, proofs }))
  expectRefusal(await ask(unknown), 'unknown_credential_configuration')
  expect((await ask(configurationId)).status).toBe(200)
})
