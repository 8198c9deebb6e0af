import { describe, expect, test } from 'vitest'
import { refuseDebugLog } from './refuse-debug-log.ts'

describe('refuseDebugLog', () => {
  test.each(['*', 'veramo:*', 'veramo*', 've*', 'app,veramo:credential-jwt:agent', 'app veramo:w3c:*'])(
    'DEBUG=%s is refused, because Veramo would log credentials',
    (names) => {
      expect(() => refuseDebugLog(names)).toThrow(expect.objectContaining({ code: 'usage' }))
    },
  )

  test.each([undefined, '', 'app', 'app:*,hono', '-veramo:*', 'vera'])('DEBUG=%s does no harm', (names) => {
    expect(() => refuseDebugLog(names)).not.toThrow()
  })
})
