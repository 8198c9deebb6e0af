import { createNotificationRequest } from '@lontar/openid4vc/openid4vci'
import { expect, test } from 'vitest'
import { expectRefusal } from '../support/expect-refusal.ts'
import { issuerUrl } from '../support/issuer-scene.ts'
import { issuedIn, readIssued } from '../support/read-issued.ts'
import { useScene } from '../support/use-scene.ts'

const used = useScene()

test('a wallet that never tells what became of its credentials has them all the same', async () => {
  const { client, scene } = used
  const token = await client.accessToken({ copies: 2 })
  for (const _time of [1, 2]) {
    const answer = await client.collect(token)
    expect(answer.json['notification_id']).toEqual(expect.any(String))
    const [text = ''] = issuedIn(answer)
    await expect(readIssued(scene, text)).resolves.toMatchObject({ issuer: issuerUrl })
  }
  const [record] = await scene.issuer.credentials(1)
  expect(record?.status).toBe('valid')
  expect(scene.notifications).toEqual([])
})

test('one that tells it under another token is not heard, and under its own it is', async () => {
  const { client, scene } = used
  const token = await client.accessToken()
  const notificationId = String((await client.collect(token)).json['notification_id'])
  const tell = async (accessToken: string) =>
    client.post(accessToken, createNotificationRequest({ notificationId, event: 'credential_accepted' }), {
      url: `${issuerUrl}/notification`,
    })
  expectRefusal(await tell(await client.accessToken()), 'invalid_notification_id')
  expect(scene.notifications).toEqual([])
  expect((await tell(token)).status).toBe(204)
  expect(scene.notifications).toMatchObject([{ event: 'credential_accepted' }])
})
