import { describe, expect, it } from 'vitest'
import { type KtpWarningCode, ktpWarning } from './ktp-warning.ts'

const codes: readonly KtpWarningCode[] = [
  'retired_province_code',
  'retired_regency_code',
  'unknown_regency_code',
  'district_code_not_current',
  'nik_birthdate_mismatch',
  'nik_sex_mismatch',
  'validity_dated',
  'regency_not_listed',
]

describe('ktpWarning', () => {
  it.each(codes)('says %s in Indonesian and in English', (code) => {
    const warning = ktpWarning(code)
    expect(warning.code).toBe(code)
    expect(warning.text.id).toMatch(/^[A-Z].*\.$/)
    expect(warning.text.en).toMatch(/^[A-Z].*\.$/)
    expect(warning.text.id).not.toBe(warning.text.en)
  })

  it('says something else for each', () => {
    expect(new Set(codes.map((code) => ktpWarning(code).text.en)).size).toBe(codes.length)
  })
})
