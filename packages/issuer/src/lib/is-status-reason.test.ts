import { describe, expect, test } from 'vitest'
import { isStatusReason } from './is-status-reason.ts'

describe('isStatusReason', () => {
  test.each(['', 'kartu diganti', 'x'.repeat(200), '123456789012345'])('takes %j', (text) => {
    expect(isStatusReason(text)).toBe(true)
  })

  test.each(['x'.repeat(201), 'a\nb', 'a\u0000', 'NIK 5371995708900001'])('refuses %j', (text) => {
    expect(isStatusReason(text)).toBe(false)
  })
})
