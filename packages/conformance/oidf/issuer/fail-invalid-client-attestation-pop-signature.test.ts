import { expect, test } from 'vitest'
import { breakSignature } from '../support/break-signature.ts'
import { expectRefusal } from '../support/expect-refusal.ts'
import { useScene } from '../support/use-scene.ts'

const used = useScene()

test('a proof with a signature by nobody is refused, and with its own it is taken', async () => {
  const { client } = used
  const authenticate = async (change: (jwt: string) => string) => {
    const { attestation, pop } = await client.authenticate()
    return { attestation, pop: change(pop) }
  }
  const broken = await client.askEverywhere(() => authenticate(breakSignature))
  for (const answer of broken) expectRefusal(answer, 'invalid_client')
  for (const { status } of await client.askEverywhere(() => authenticate((jwt) => jwt)))
    expect(status).toBeLessThan(300)
})
