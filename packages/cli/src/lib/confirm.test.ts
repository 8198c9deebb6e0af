import * as prompts from '@clack/prompts'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { confirm } from './confirm.ts'
import { memoryEnvironment, memoryInvocation } from './memory-environment.test-support.ts'

vi.mock('@clack/prompts', () => ({ confirm: vi.fn() }))
const asked = vi.mocked(prompts.confirm)

const question = { id: 'Kirim\u001b?', en: 'Send\u001b?' }

beforeEach(() => {
  asked.mockReset()
  // As the prompt does: a bare Enter gives the value it began with, which is true unless told otherwise.
  asked.mockImplementation(async ({ initialValue = true }) => initialValue)
})

describe('a question of yes or no', () => {
  it('is not answered with yes by a bare Enter, nor by leaving', async () => {
    expect(await confirm(memoryInvocation(memoryEnvironment()), question)).toBe(false)
    asked.mockResolvedValue(Symbol('cancel') as Awaited<ReturnType<typeof prompts.confirm>>)
    expect(await confirm(memoryInvocation(memoryEnvironment()), question)).toBe(false)
    asked.mockResolvedValue(true)
    expect(await confirm(memoryInvocation(memoryEnvironment()), question)).toBe(true)
  })

  it('stands in one language, and moves no terminal', async () => {
    await confirm(memoryInvocation(memoryEnvironment(), { lang: 'id' }), question)
    await confirm(memoryInvocation(memoryEnvironment(), { lang: 'en' }), question)
    expect(asked.mock.calls.map(([{ message, active, inactive }]) => [message, active, inactive])).toEqual([
      ['Kirim\\u001b?', 'Ya', 'Tidak'],
      ['Send\\u001b?', 'Yes', 'No'],
    ])
  })
})
