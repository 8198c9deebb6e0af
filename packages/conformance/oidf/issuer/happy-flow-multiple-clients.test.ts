import { beforeAll, expect, test } from 'vitest'
import { expectRefusal } from '../support/expect-refusal.ts'
import { issuedIn, readIssued } from '../support/read-issued.ts'
import { openScriptedClient, type ScriptedClient } from '../support/scripted-client.ts'
import { useScene } from '../support/use-scene.ts'

const used = useScene()

let second: ScriptedClient
beforeAll(async () => {
  second = await openScriptedClient(used.scene, 'https://other-wallet.example')
})

test('two clients get credentials one after the other, and no time in them tells of the moment', async () => {
  const answers = []
  for (const client of [used.client, second]) answers.push(await client.collect(await client.accessToken()))
  for (const [text = ''] of answers.map(issuedIn)) {
    const { claims } = await readIssued(used.scene, text)
    for (const name of ['iat', 'exp']) expect(Number(claims[name]) % 3600).toBe(0)
  }
})

test('the token of one is of no use to the other, whose DPoP key it is not bound to', async () => {
  const token = await second.accessToken()
  const answer = await used.client.collect(token)
  expectRefusal(answer, 'invalid_dpop_proof', 401)
  expect(answer.headers.get('www-authenticate')).toMatch(/^DPoP error="invalid_dpop_proof", algs="/)
  expect((await second.collect(token)).status).toBe(200)
})

test('nor does a bound token open anything as a bearer token', async () => {
  const token = await second.accessToken()
  const answer = await second.collect(token, 1, { headers: { authorization: `Bearer ${token}` } })
  expectRefusal(answer, 'invalid_token', 401)
  expect(answer.headers.get('www-authenticate')).toMatch(/^DPoP /)
})
