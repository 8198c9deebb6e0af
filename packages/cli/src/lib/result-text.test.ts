import { passed } from '@lontar/credentials'
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
