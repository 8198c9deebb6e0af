import { describe, expect, it } from 'vitest'
import { memoryEnvironment, memoryInvocation } from './memory-environment.test-support.ts'
import { requestText } from './request-text.ts'

const spoken = (lang: 'id' | 'en') => memoryInvocation(memoryEnvironment(), { lang })
const request = {
  transactionId: 'id-1',
  requestUri: 'openid4vp://?client_id=a',
  expiresAt: new Date('2026-11-24T02:00:00Z'),
} as const

describe('a request', () => {
  it('is told as the link, the number that reads its result, and until when', () => {
    expect(requestText(request, spoken('en')).split('\n')).toEqual([
      'Request: openid4vp://?client_id=a',
      'Transaction: id-1',
      'Valid until: 2026-11-24 10:00:00 WITA',
    ])
    expect(requestText(request, spoken('id')).split('\n')).toEqual([
      'Permintaan: openid4vp://?client_id=a',
      'Nomor transaksi: id-1',
      'Berlaku sampai: 2026-11-24 10:00:00 WITA',
    ])
  })

  it('is told to be needless where the ask holds no claim', () => {
    expect(requestText({ needed: false }, spoken('en'))).toBe(
      'There is nothing to ask: this ask holds no claim.',
    )
    expect(requestText({ needed: false }, spoken('id'))).toMatch(/^Tidak ada yang perlu diminta/)
  })
})
