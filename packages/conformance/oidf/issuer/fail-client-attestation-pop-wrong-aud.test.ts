import { expect, test } from 'vitest'
import { expectRefusal } from '../support/expect-refusal.ts'
import { issuerUrl } from '../support/issuer-scene.ts'
import { useScene } from '../support/use-scene.ts'

const used = useScene()

test.each(['https://other.example/ntt', 'https://issuer.example', `${issuerUrl}/token`, `${issuerUrl}/`])(
  'a proof for %s is refused, and one for the issuer of tokens is taken',
  async (audience) => {
    const { client } = used
    const wrong = await client.askEverywhere(() => client.authenticate({ audience }))
    for (const answer of wrong) expectRefusal(answer, 'invalid_client')
    for (const { status } of await client.askEverywhere(() => client.authenticate()))
      expect(status).toBeLessThan(300)
  },
)
