import { describe, expect, it } from 'vitest'
import { createMrz } from './create-mrz.ts'

describe('createMrz', () => {
  it('leaves one filler where a word of one letter is cut out', () => {
    const [first] = createMrz({
      ...{ issuingState: 'IDN', nationality: 'IDN', documentNumber: 'A', sex: 'female' },
      ...{ familyName: 'AAAAAAAA AAAAAAAAA AAAAAA', givenName: 'AAAAAAAAA B CC' },
      ...{ birthdate: '1970-01-01', dateOfExpiry: '2027-01-01' },
    })
    expect(first).toBe('P<IDNAAAAAAAA<AAAAAAAAA<AAAAAA<<AAAAAAAAA<CC')
  })
})
