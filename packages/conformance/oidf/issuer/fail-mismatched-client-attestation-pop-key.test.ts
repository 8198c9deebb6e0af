import { expect, test } from 'vitest'
import { expectRefusal } from '../support/expect-refusal.ts'
import { newKey } from '../support/scripted-client.ts'
import { useScene } from '../support/use-scene.ts'

const used = useScene()

test('a proof by another key than the attested one is refused, and by that one it is taken', async () => {
  const { client } = used
  const popSigner = await newKey()
  const mismatched = await client.askEverywhere(() => client.authenticate({ popSigner }))
  for (const answer of mismatched) expectRefusal(answer, 'invalid_client')
  for (const { status } of await client.askEverywhere(() => client.authenticate()))
    expect(status).toBeLessThan(300)
})
