import { describe, expect, it } from 'vitest'
import { isLegalBasis, legalBases } from './legal-bases.ts'

describe('isLegalBasis', () => {
  it('knows the six bases of the law, each in two languages', () => {
    expect(Object.keys(legalBases)).toHaveLength(6)
    for (const [basis, { id, en }] of Object.entries(legalBases)) {
      expect(isLegalBasis(basis)).toBe(true)
      expect(id).not.toBe(en)
    }
  })

  it.each(['', 'Consent', 'constructor', undefined, 1])('knows no %j', (value) => {
    expect(isLegalBasis(value)).toBe(false)
  })
})
