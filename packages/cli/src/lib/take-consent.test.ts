import * as prompts from '@clack/prompts'
import { describe, expect, it, vi } from 'vitest'
import { memoryEnvironment, memoryInvocation } from './memory-environment.test-support.ts'
import { askConsent } from './take-consent.ts'

vi.mock('@clack/prompts', () => ({ confirm: vi.fn(async () => true) }))
const asked = vi.mocked(prompts.confirm)

const controller = { name: 'Dinas', url: 'https://dinas.example', dataProtectionOfficer: 'pdp@dinas.example' }

async function questionIn(lang: 'id' | 'en', givenBy: 'subject' | 'guardian'): Promise<string | undefined> {
  const invocation = { ...memoryInvocation(memoryEnvironment(), { lang }), interactive: true }
  await askConsent(invocation, { controller }, { agreed: ['identity', 'registry'], givenBy })
  return asked.mock.lastCall?.[0].message
}

describe('the question whether somebody agrees', () => {
  it('names whom it asks: the person, or for a child a parent or guardian', async () => {
    expect(await questionIn('id', 'subject')).toBe('Apakah orangnya sendiri menyetujui setiap butir?')
    expect(await questionIn('en', 'subject')).toBe('Does the person agree to each item?')
    expect(await questionIn('id', 'guardian')).toMatch(/orang tua atau wali .* untuk anak ini\?$/)
    expect(await questionIn('en', 'guardian')).toMatch(/parent or guardian .* for this child\?$/)
  })

  it('answered with no ends it', async () => {
    asked.mockResolvedValueOnce(false)
    await expect(questionIn('en', 'guardian')).rejects.toMatchObject({ code: 'consent_missing' })
  })
})
