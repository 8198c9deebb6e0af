import { expect, test } from 'vitest'
import { expectRefusal } from '../support/expect-refusal.ts'
import { useScene } from '../support/use-scene.ts'

const used = useScene()

test('an attestation whose time is over is refused, and one whose time is not is taken', async () => {
  const { client } = used
  const authenticate = (expiresInSeconds: number) => client.authenticate({ expiresInSeconds })
  for (const answer of await client.askEverywhere(() => authenticate(-600)))
    expectRefusal(answer, 'invalid_client')
  for (const { status } of await client.askEverywhere(() => authenticate(600)))
    expect(status).toBeLessThan(300)
})
