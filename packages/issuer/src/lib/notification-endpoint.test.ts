import { describe, expect, test } from 'vitest'
import type { DeliveryNotification } from './issuer-context.ts'
import { type Answer, createTestIssuer, type TestIssuer } from './test-issuer.test-support.ts'

const ktp = 'ktp_vc+sd-jwt'
const outcome = ({ status, json }: Answer) => [status, json.error]

async function delivered(world: TestIssuer) {
  const token = await world.redeem({ copies: 2 })
  const { json } = await world.collect(token, ktp, 2)
  return { token, notification_id: String(json.notification_id) }
}

const notify = (world: TestIssuer, token: string | undefined, body: object | string) =>
  world.post('/notification', typeof body === 'string' ? body : JSON.stringify(body), {
    'content-type': 'application/json',
    ...(token !== undefined && { authorization: `Bearer ${token}` }),
  })

async function listening() {
  const heard: DeliveryNotification[] = []
  const world = await createTestIssuer({ onNotification: (notification) => heard.push(notification) })
  return { world, heard }
}

describe('the notification endpoint', () => {
  test('2.1.31 a notification is 204 without a body, and idempotent', async () => {
    const { world, heard } = await listening()
    const { token, notification_id } = await delivered(world)
    const body = { notification_id, event: 'credential_accepted', event_description: 'kept' }
    for (const answer of [await notify(world, token, body), await notify(world, token, body)]) {
      expect([answer.status, answer.text]).toEqual([204, ''])
      expect(answer.headers.get('cache-control')).toBe('no-store')
    }
    const records = await world.issuer.credentials()
    expect(heard).toEqual([
      {
        issuanceId: records[0]?.issuanceId,
        credentialIds: expect.arrayContaining(records.map(({ credentialId }) => credentialId)),
        event: 'credential_accepted',
      },
    ])
    await notify(world, token, { notification_id, event: 'credential_deleted' })
    expect(heard.map(({ event }) => event)).toEqual(['credential_accepted', 'credential_deleted'])
  })

  test('2.1.31 an unknown id is 400 invalid_notification_id', async () => {
    const { world, heard } = await listening()
    const { token } = await delivered(world)
    const answer = await notify(world, token, { notification_id: 'x', event: 'credential_accepted' })
    expect(outcome(answer)).toEqual([400, 'invalid_notification_id'])
    expect(answer.headers.get('content-type')).toBe('application/json')
    expect(heard).toEqual([])
  })

  test('2.1.31 a bad event, and what cannot be read, is 400 invalid_notification_request', async () => {
    const { world } = await listening()
    const { token, notification_id } = await delivered(world)
    const bodies = [
      { notification_id, event: 'credential_lost' },
      { notification_id },
      { event: 'credential_accepted' },
      { notification_id, event: 'credential_failure', event_description: 'a"b' },
      '{',
      '[]',
    ]
    for (const body of bodies) {
      expect(outcome(await notify(world, token, body))).toEqual([400, 'invalid_notification_request'])
    }
    const form = await world.post('/notification', 'a=b', {
      'content-type': 'application/x-www-form-urlencoded',
      authorization: `Bearer ${token}`,
    })
    expect(outcome(form)).toEqual([400, 'invalid_notification_request'])
  })

  test('2.1.31 no token is 401 with a challenge', async () => {
    const { world, heard } = await listening()
    const { notification_id } = await delivered(world)
    for (const token of [undefined, 'x'.repeat(43)]) {
      const answer = await notify(world, token, { notification_id, event: 'credential_accepted' })
      expect([answer.status, answer.headers.get('www-authenticate')]).toEqual([
        401,
        expect.stringMatching(/^Bearer/),
      ])
    }
    expect(heard).toEqual([])
  })

  test('2.1.30 E23: a token of another issuance is refused', async () => {
    const { world, heard } = await listening()
    const mine = await delivered(world)
    const other = await delivered(world)
    const answer = await notify(world, other.token, {
      notification_id: mine.notification_id,
      event: 'credential_deleted',
    })
    expect(outcome(answer)).toEqual([400, 'invalid_notification_id'])
    expect(heard).toEqual([])
  })

  test('unknown members are ignored, and a hook that throws changes no answer', async () => {
    const world = await createTestIssuer({
      onNotification: () => {
        throw new Error('the operator is asleep')
      },
    })
    const { token, notification_id } = await delivered(world)
    const body = { notification_id, event: 'credential_failure', extra: 1 }
    expect((await notify(world, token, body)).status).toBe(204)
    expect(world.errors).toEqual([])
  })

  test('no notification id is on record but as a hash', async () => {
    const kept: unknown[] = []
    const world = await createTestIssuer({
      wrapStore: (store) => ({
        ...store,
        createNotification: async (record) => {
          kept.push(record)
          await store.createNotification(record)
        },
      }),
    })
    const { notification_id } = await delivered(world)
    expect(kept).toHaveLength(1)
    expect(JSON.stringify(kept)).not.toContain(notification_id)
  })
})
