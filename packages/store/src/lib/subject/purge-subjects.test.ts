import { describe, expect, it } from 'vitest'
import { memoryStore } from '../../../fixtures/memory-store.ts'
import { later, nik } from '../../../fixtures/records.ts'

describe('a consent that came to no document', () => {
  it('goes after three days', async () => {
    const { consents, subjects } = await memoryStore()
    await consents.keep({ id: 'c', receipt: 'r', givenAt: later(0), keptUntil: later(9_999_999) })
    expect(await subjects.purge(later(3 * 86_400 - 1))).toBe(0)
    expect(await subjects.purge(later(3 * 86_400))).toBe(1)
    expect(await consents.find('c')).toBeUndefined()
  })
})

describe('a consent under which images wait', () => {
  const image = new Map([['card', new Uint8Array(9)]])

  it('stays for them where it came to no document', async () => {
    const { consents, evidenceImages, subjects } = await memoryStore()
    await consents.keep({ id: 'c', receipt: 'r', givenAt: later(0), keptUntil: later(9_999_999) })
    await evidenceImages.keep('c', image, later(4 * 86_400))
    expect(await subjects.purge(later(3 * 86_400))).toBe(0)
    expect(await consents.find('c')).toBeDefined()
    expect(await subjects.purge(later(4 * 86_400))).toBe(2)
    expect(await consents.find('c')).toBeUndefined()
  })

  it('stays for them where its time is over', async () => {
    const { consents, evidenceImages, subjects } = await memoryStore()
    const subject = consents.subjectOf({ nik })
    await consents.keep({ id: 'c', subject, receipt: 'r', givenAt: later(0), keptUntil: later(10) })
    await evidenceImages.keep('c', image, later(20))
    expect(await subjects.purge(later(15))).toBe(0)
    expect(await consents.find('c')).toBeDefined()
    expect(await subjects.purge(later(20))).toBe(2)
    expect(await consents.find('c')).toBeUndefined()
  })
})
