import { describe, expect, it } from 'vitest'
import { memoryEnvironment, memoryInvocation } from './memory-environment.test-support.ts'
import { reasonText } from './reason-text.ts'

const text = { id: 'Alasan', en: 'Reason' }
const reasonIn = (lang: 'id' | 'en', about?: readonly string[]) =>
  reasonText(memoryInvocation(memoryEnvironment(), { lang }), { text, ...(about && { about }) })

describe('a reason in words', () => {
  it('names the elements of the registry and the findings of a card, and shows no code of them', () => {
    expect(reasonIn('en', ['birthdate'])).toBe('Reason: date of birth')
    expect(reasonIn('id', ['birthdate'])).toBe('Alasan: tanggal lahir')
    expect(reasonIn('en', ['nik_sex_mismatch'])).toBe(
      'Reason: The sex in the NIK differs from the printed one; an officer should look',
    )
    expect(reasonIn('id', ['nik_sex_mismatch'])).toMatch(/^Alasan: Jenis kelamin pada NIK berbeda/)
  })

  it('is its text alone where it is about nothing, and keeps a name that is not known', () => {
    expect(reasonIn('en')).toBe('Reason')
    expect(reasonIn('en', ['toString'])).toBe('Reason: toString')
  })
})
