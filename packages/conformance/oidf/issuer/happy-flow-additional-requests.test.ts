import { expect, test } from 'vitest'
import { issuedIn } from '../support/read-issued.ts'
import { useScene } from '../support/use-scene.ts'

const used = useScene()

test('the same token gives again what is left of the grant, whatever headers come along', async () => {
  const { client } = used
  const token = await client.accessToken({ copies: 4 })
  for (const headers of [
    {},
    { 'x-fapi-customer-ip-address': '2001:db8::1893:25c8:1946', accept: 'application/json;charset=UTF-8' },
    { accept: 'application/json, application/*+json, */*' },
    {
      accept: 'text/html, image/gif, */*; q=.2',
      'x-fapi-interaction-id': 'c770aef3-6784-41f7-8e0e-ff5f97bddb3a',
    },
  ]) {
    const answer = await client.collect(token, 1, { headers })
    expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'application/json'])
    expect(issuedIn(answer)).toHaveLength(1)
  }
})

test('a token that gave all it was granted gives no more', async () => {
  const { client } = used
  const token = await client.accessToken({ copies: 2 })
  expect(issuedIn(await client.collect(token, 2))).toHaveLength(2)
  const answer = await client.collect(token)
  expect(answer.status).toBeGreaterThanOrEqual(400)
  expect(issuedIn(answer)).toEqual([])
})
