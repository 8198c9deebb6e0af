import { describe, expect, expectTypeOf, it } from 'vitest'
import type { Ask } from './ask.ts'
import { ask } from './create-ask.ts'
import { parseAsks } from './parse-asks.ts'

const hotel = ask('hotel', {
  service: 'hotel_wni',
  credential: 'KtpCredential',
  purpose: { id: 'Check-in hotel', en: 'Hotel check-in' },
  legalBasis: 'contract',
  claims: ['name', 'age_equal_or_over.18'],
  conditions: [{ claim: 'address.locality', equals: 'KOTA KUPANG' }],
  retentionDays: 1,
})

describe('the type of an ask', () => {
  it('knows the names that were written in code, and not those of its conditions', () => {
    expectTypeOf(hotel).toEqualTypeOf<Ask<'name' | 'age_equal_or_over.18'>>()
    expect(hotel.claims).toEqual(['name', 'age_equal_or_over.18'])
  })

  it('is that of an ask for something when nothing is asked to be known about it', () => {
    expectTypeOf(hotel).toExtend<Ask>()
    // @ts-expect-error an ask whose names are not known is no ask for one name
    const wrong: Ask<'name'> = hotel as Ask
    expect(wrong).toBe(hotel)
  })

  it('knows any text of an ask that was read from a file', () => {
    const { id: _id, ...definition } = hotel
    const read = parseAsks({ asks: { hotel: definition } }).get('hotel')
    expectTypeOf(read).toEqualTypeOf<Ask | undefined>()
    expect(read).toEqual(hotel)
  })
})
