import { describe, expect, it } from 'vitest'
import { type AskDefinition, ask } from './create-ask.ts'

const hotel: AskDefinition = {
  service: 'hotel_wni',
  credential: 'KtpCredential',
  purpose: { id: 'Check-in hotel', en: 'Hotel check-in' },
  legalBasis: 'contract',
  claims: ['name'],
  retentionDays: 1,
}

describe('ask', () => {
  it('asks for no more than its service may, in claims and in conditions', () => {
    expect(ask('hotel', hotel).claims).toEqual(['name'])
    const refused = expect.objectContaining({ code: 'ask_exceeds_service' })
    expect(() => ask('hotel', { ...hotel, claims: ['name', 'personal_administrative_number'] })).toThrow(
      refused,
    )
    const conditions = [{ claim: 'age_equal_or_over.21', equals: true }]
    expect(() => ask('hotel', { ...hotel, conditions })).toThrow(refused)
  })
})
