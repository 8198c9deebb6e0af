import { expect, test } from 'vitest'
import { expectRefusal } from '../support/expect-refusal.ts'
import { signedAnew } from '../support/signed-anew.ts'
import { useScene } from '../support/use-scene.ts'

const used = useScene()

test('an attestation that names no client is refused, and the same with its sub is taken', async () => {
  const { client, scene } = used
  const authenticate = async (changes: object) => {
    const { attestation, pop } = await client.authenticate()
    return { attestation: await signedAnew(attestation, changes, scene.clientAttester.signer), pop }
  }
  const nameless = await client.askEverywhere(() => authenticate({ sub: undefined }))
  for (const answer of nameless) expectRefusal(answer, 'invalid_client')
  for (const { status } of await client.askEverywhere(() => authenticate({})))
    expect(status).toBeLessThan(300)
})

test('an attestation of another client than the request says is refused', async () => {
  const { client } = used
  const other = await client.askEverywhere(() => client.authenticate({ clientId: 'https://other.example' }))
  for (const answer of other) expectRefusal(answer, 'invalid_client')
})
