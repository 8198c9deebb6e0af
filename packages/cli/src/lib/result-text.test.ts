import { failed, passed, unknown } from '@lontar/credentials'
import { describe, expect, it } from 'vitest'
import { memoryEnvironment, memoryInvocation } from './memory-environment.test-support.ts'
import { resultText } from './result-text.ts'

const spoken = (lang: 'id' | 'en') => memoryInvocation(memoryEnvironment(), { lang })
const accepted = {
  state: 'accepted',
  verdict: { ok: true, checks: [passed('format', 's')] },
  claims: { name: 'MARIA\n\u001bCONTOH', 'age_equal_or_over.18': true, nationalities: ['ID'], other: 1 },
} as const

describe('the result of a request', () => {
  it('shows each claim with its label on one line, after the verdict and the state', () => {
    expect(resultText(accepted, spoken('en')).split('\n')).toEqual([
      'VALID',
      'accepted',
      'Full name: MARIA\\u000a\\u001bCONTOH',
      expect.stringMatching(/18.*: yes$/),
      expect.stringMatching(/: \["ID"\]$/),
      'other: 1',
    ])
  })

  it('says the sex in a word, and shows any other value as it came', () => {
    const sexOf = (sex: number, lang: 'id' | 'en') =>
      resultText({ ...accepted, claims: { sex } }, spoken(lang))
    expect([sexOf(1, 'id'), sexOf(2, 'id')].map((text) => text.split('\n').at(-1))).toEqual([
      'Jenis kelamin: laki-laki',
      'Jenis kelamin: perempuan',
    ])
    expect([sexOf(1, 'en'), sexOf(2, 'en'), sexOf(9, 'en')].map((text) => text.split('\n').at(-1))).toEqual([
      'Sex: male',
      'Sex: female',
      'Sex: 9',
    ])
  })

  it('says of a refusal what decided it, what to do about that, and nothing that could not be looked at', () => {
    const spec = 'OpenID4VP 1.0 section 8.5'
    const checks = [
      unknown('format', 'presentation_declined', spec),
      unknown('status', 'presentation_declined', spec),
      failed('query', 'presentation_declined', spec),
      unknown('conditions', 'presentation_declined', spec),
    ]
    expect(
      resultText({ state: 'refused', verdict: { ok: false, checks } }, spoken('en')).split('\n'),
    ).toEqual([
      '✗ The wallet gave no proof. [presentation_declined]',
      'The wallet gave no proof [presentation_declined]',
      expect.stringContaining('holder'),
      expect.stringMatching(/docs\/errors\/presentation_declined\.md$/),
      'NOT VALID',
      'refused',
    ])
  })

  it('speaks the language of the person', () => {
    const lines = resultText({ ...accepted, claims: { name: 'MARIA' } }, spoken('id'))
    expect(lines).toBe('SAH\nditerima\nNama lengkap: MARIA')
    const states = ['pending', 'refused', 'expired'] as const
    expect(states.map((state) => resultText({ state }, spoken('id')))).toEqual([
      'menunggu',
      'ditolak',
      'kedaluwarsa',
    ])
    expect(states.map((state) => resultText({ state }, spoken('en')))).toEqual(states)
  })
})
