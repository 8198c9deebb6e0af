import { expect, test } from 'vitest'
import { createNotificationRequest } from './create-notification-request.ts'
import { parseNotificationRequest } from './parse-notification-request.ts'

test('a notification has the members of the specification', () => {
  expect(
    createNotificationRequest({ notificationId: 'n', event: 'credential_failure', description: 'a"b\\é' }),
  ).toEqual({ notification_id: 'n', event: 'credential_failure', event_description: 'a?b??' })
})

test.each(['credential_accepted', 'credential_failure', 'credential_deleted'] as const)(
  '%s is read, its description is not kept, and unknown members are ignored',
  (event) => {
    const message = createNotificationRequest({ notificationId: 'n', event, description: 'x' })
    expect(parseNotificationRequest({ ...message, x: 1 })).toEqual({ notificationId: 'n', event })
  },
)

test.each([
  [{}],
  [[]],
  ['n'],
  [{ notification_id: 'n' }],
  [{ event: 'credential_accepted' }],
  [{ notification_id: '', event: 'credential_accepted' }],
  [{ notification_id: 1, event: 'credential_accepted' }],
  [{ notification_id: 'n', event: 'credential_lost' }],
  [{ notification_id: 'n', event: ['credential_accepted'] }],
  [{ notification_id: 'n', event: 'credential_failure', event_description: 'a"b' }],
  [{ notification_id: 'n', event: 'credential_failure', event_description: 1 }],
])('%j is refused', (value) => {
  expect(() => parseNotificationRequest(value)).toThrow(
    expect.objectContaining({ code: 'notification_request_malformed' }),
  )
})
