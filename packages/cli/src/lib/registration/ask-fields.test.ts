import { requiredKtpKeys } from '@lontar/documents/ktp'
import { describe, expect, it } from 'vitest'
import { memoryEnvironment, memoryInvocation } from '../memory-environment.test-support.ts'
import { confirmedFields, requireFieldsSource } from './ask-fields.ts'

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

describe('who confirms', () => {
  const alone = memoryInvocation(memoryEnvironment())

  it('is looked for beforehand: a file, or --yes with what was read', () => {
    const sources = [
      [alone, {}, undefined],
      [yes, {}, undefined],
      [yes, undefined, new Uint8Array(1)],
    ] as const
    for (const [invocation, given, picture] of sources) {
      expect(() => requireFieldsSource(invocation, given, picture)).not.toThrow()
    }
  })

  it.each([
    ['nobody can be asked', alone, new Uint8Array(1), /--fields FILE or --yes/],
    ['--yes has nothing to confirm', yes, undefined, /--scan PICTURE or --fields FILE/],
  ] as const)('is nobody where %s', (_, invocation, picture, said) => {
    expect(() => requireFieldsSource(invocation, undefined, picture)).toThrow(
      expect.objectContaining({ code: 'usage', message: expect.stringMatching(said) }),
    )
  })
})
