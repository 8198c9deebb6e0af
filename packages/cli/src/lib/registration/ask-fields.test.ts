import { requiredKtpKeys } from '@lontar/documents/ktp'
import { describe, expect, it } from 'vitest'
import { memoryEnvironment, memoryInvocation } from '../memory-environment.test-support.ts'
import { confirmedFields } from './ask-fields.ts'

const warning = { code: 'readings_differ', text: { id: 'Lihat.', en: 'Look.' } } as const
const read = Object.fromEntries(requiredKtpKeys.map((key) => [key, { text: key, confidence: 1 }]))
const yes = memoryInvocation(memoryEnvironment(), { yes: true })

describe('--yes', () => {
  it('takes the fields as read, without an optional one that is doubtful', async () => {
    const fields = { ...read, agama: { text: 'agama', confidence: 0.1, warning } }
    expect(await confirmedFields(yes, undefined, fields)).toEqual(
      Object.fromEntries(requiredKtpKeys.map((key) => [key, key])),
    )
  })

  it.each(requiredKtpKeys)('does not do when %s is doubtful, or was not read', async (key) => {
    const doubtful = { ...read, [key]: { text: key, confidence: 1, warning } }
    await expect(confirmedFields(yes, undefined, doubtful)).rejects.toMatchObject({ code: 'usage' })
    const { [key]: _, ...lacking } = read
    await expect(confirmedFields(yes, undefined, lacking)).rejects.toMatchObject({ code: 'usage' })
  })
})
