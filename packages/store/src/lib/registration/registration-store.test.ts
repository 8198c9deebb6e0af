import type { RegistrationRecord } from '@lontar/proofing/registration'
import { describe, expect, it } from 'vitest'
import { memoryDatabase } from '../../../fixtures/memory-database.ts'
import { memoryStore } from '../../../fixtures/memory-store.ts'
import { later, name, nik, start } from '../../../fixtures/records.ts'
import { createConsentStore } from '../subject/consent-store.ts'
import { createRegistrationStore } from './registration-store.ts'

const consent = (id: string) => ({ id, receipt: 'r', givenAt: start, keptUntil: later(1000) })

function registration(changes: Partial<RegistrationRecord> = {}): RegistrationRecord {
  return {
    id: 'r',
    tokenDigest: 'd',
    state: 'read',
    revision: 0,
    consentId: 'c',
    content: JSON.stringify({ nik, name }),
    contentUntil: later(50),
    createdAt: start,
    expiresAt: later(100),
    ...changes,
  }
}

describe('registrations', () => {
  it('come back as they were kept, and are changed at the revision that was read alone', async () => {
    const { consents, registrations } = await memoryStore()
    await consents.keep(consent('c'))
    expect(await registrations.create(registration(), 10)).toBe(true)
    expect(await registrations.find('r')).toEqual(registration())
    const claimed = registration({ revision: 1, busyUntil: later(10) })
    expect(await registrations.replace(claimed, 0)).toBe(true)
    expect(await registrations.replace(registration({ revision: 1, state: 'review' }), 0)).toBe(false)
    expect(await registrations.find('r')).toEqual(claimed)
    const decided = registration({ revision: 2, state: 'accepted', content: '{}' })
    expect(await registrations.replace(decided, 1)).toBe(true)
    expect(await registrations.find('r')).toEqual(decided)
    expect(await registrations.find('nobody')).toBeUndefined()
    expect(await registrations.replace(registration({ id: 'nobody' }), 0)).toBe(false)
  })

  it('are changed by one of many at the same time', async () => {
    const { consents, registrations } = await memoryStore()
    await consents.keep(consent('c'))
    await registrations.create(registration(), 10)
    const claims = Array.from({ length: 20 }, () => registrations.replace(registration({ revision: 1 }), 0))
    expect((await Promise.all(claims)).filter((isMine) => isMine)).toHaveLength(1)
  })

  it('are kept up to a number; those whose time is over do not count', async () => {
    const { consents, registrations } = await memoryStore()
    for (const id of ['c', 'd', 'e']) await consents.keep(consent(id))
    await registrations.create(registration({ expiresAt: start }), 1)
    expect(await registrations.create(registration({ id: 's', consentId: 'd' }), 1)).toBe(true)
    expect(await registrations.create(registration({ id: 't', consentId: 'e' }), 1)).toBe(false)
    expect(await registrations.hasRoom(1, start)).toBe(false)
    expect(await registrations.hasRoom(2, start)).toBe(true)
    expect(await registrations.hasRoom(1, later(100))).toBe(true)
    expect(await registrations.find('t')).toBeUndefined()
  })

  it('of one label are one, as long as its time is not over', async () => {
    const { consents, registrations } = await memoryStore()
    for (const id of ['c', 'd', 'e']) await consents.keep(consent(id))
    const first = registration({ label: 'l', expiresAt: later(1) })
    expect(await registrations.create(first, 10)).toBe(true)
    expect(await registrations.create(registration({ id: 's', consentId: 'd', label: 'l' }), 10)).toBe(false)
    expect(await registrations.findByLabel('l')).toEqual(first)
    const next = registration({ id: 't', consentId: 'e', label: 'l', createdAt: later(1) })
    expect(await registrations.create(next, 10)).toBe(true)
    expect((await registrations.findByLabel('l'))?.id).toBe('t')
    expect(await registrations.find('r')).toBeUndefined()
  })

  it('are listed oldest first without what they hold, as long as their time is not over', async () => {
    const { consents, registrations } = await memoryStore()
    for (const id of ['c', 'd', 'e']) await consents.keep(consent(id))
    await registrations.create(registration({ id: 's', consentId: 'd', createdAt: later(2) }), 10)
    await registrations.create(registration({ createdAt: later(1) }), 10)
    await registrations.create(registration({ id: 't', consentId: 'e', expiresAt: later(3) }), 10)
    const [r, s] = [1, 2].map((seconds) => ({ createdAt: later(seconds), expiresAt: later(100) }))
    expect(await registrations.list(later(3), 10)).toEqual([
      { id: 'r', state: 'read', ...r },
      { id: 's', state: 'read', ...s },
    ])
    expect((await registrations.list(later(2), 2)).map(({ id }) => id)).toEqual(['t', 'r'])
  })

  it('belong to a consent', async () => {
    const { registrations } = await memoryStore()
    await expect(registrations.create(registration(), 10)).rejects.toMatchObject({ code: 'internal' })
  })

  it('are sealed, each in its place', async () => {
    const database = await memoryDatabase()
    const store = createRegistrationStore(database)
    for (const id of ['c', 'd']) await createConsentStore(database).keep(consent(id))
    await store.create(registration(), 10)
    await store.create(registration({ id: 's', consentId: 'd' }), 10)
    const rows = await database.queries.selectFrom('registrations').selectAll().execute()
    for (const row of rows) {
      const bytes = Buffer.concat(Object.values(row).map((value) => Buffer.from(String(value))))
      expect(bytes.includes(nik) || bytes.includes(name)).toBe(false)
      expect(Buffer.from(row.content ?? []).includes(nik)).toBe(false)
    }
    await database.queries
      .updateTable('registrations')
      .set({ content: rows[0]?.content ?? null })
      .where('registration_id', '=', 's')
      .execute()
    await expect(store.find('s')).rejects.toMatchObject({ code: 'database_malformed' })
  })

  it('lose their content and then themselves when the time is over', async () => {
    const { consents, registrations, subjects } = await memoryStore()
    await consents.keep(consent('c'))
    await registrations.create(registration(), 10)
    expect(await subjects.purge(later(49))).toBe(0)
    expect(await subjects.purge(later(50))).toBe(1)
    expect(await registrations.find('r')).toEqual(registration({ content: '{}' }))
    expect(await subjects.purge(later(50))).toBe(0)
    expect(await subjects.purge(later(100))).toBe(1)
    expect(await registrations.find('r')).toBeUndefined()
  })

  it('of which the receipt is kept 90 days when they came to no decision, and as before with one', async () => {
    const { consents, registrations, subjects } = await memoryStore()
    const subject = consents.subjectOf({ nik })
    const years = new Date(start.getTime() + 730 * 86_400_000)
    for (const id of ['c', 'd', 'e', 'f']) await consents.keep({ ...consent(id), subject, keptUntil: years })
    await registrations.create(registration({ state: 'review' }), 10)
    await registrations.create(registration({ id: 's', consentId: 'd', state: 'refused' }), 10)
    await subjects.purge(later(100))
    const undecided = new Date(later(100).getTime() + 90 * 86_400_000)
    expect((await consents.find('c'))?.keptUntil).toEqual(undecided)
    expect((await consents.find('d'))?.keptUntil).toEqual(years)
    // One that begins clears away as a purge does.
    await registrations.create(registration({ id: 't', consentId: 'e' }), 10)
    await registrations.create(registration({ id: 'u', consentId: 'f', createdAt: later(200) }), 10)
    expect((await consents.find('e'))?.keptUntil).toEqual(undecided)
    await subjects.purge(undecided)
    expect(await Promise.all(['c', 'd'].map(async (id) => (await consents.find(id))?.id))).toEqual([
      undefined,
      'd',
    ])
  })

  it('take the images with them that waited, in the step that ends them and in no other one', async () => {
    const { consents, registrations, evidenceImages } = await memoryStore()
    for (const id of ['c', 'd']) await consents.keep(consent(id))
    const kept = async (id: string) => [...(await evidenceImages.load(id, start)).keys()]
    for (const id of ['c', 'd'])
      await evidenceImages.keep(id, new Map([['card', Buffer.from('x')]]), later(50))
    await registrations.create(registration(), 10)
    await registrations.replace(registration({ revision: 1, state: 'review' }), 0)
    const end = registration({ revision: 2, state: 'refused' })
    expect(await registrations.replace(end, 0)).toBe(false)
    expect([await kept('c'), await kept('d')]).toEqual([['card'], ['card']])
    expect(await registrations.replace(end, 1)).toBe(true)
    expect([await kept('c'), await kept('d')]).toEqual([[], ['card']])
    const late = evidenceImages.keep('c', new Map([['card', Buffer.from('x')]]), later(50))
    await expect(late).rejects.toMatchObject({ code: 'internal' })
    expect(await kept('c')).toEqual([])
  })

  it('are told to the person, and go when everything is erased', async () => {
    const { consents, registrations, subjects } = await memoryStore()
    const subject = consents.subjectOf({ nik })
    await consents.keep({ ...consent('c'), subject })
    await registrations.create(registration(), 10)
    expect((await subjects.describe(subject)).registrations).toEqual([
      { registrationId: 'r', state: 'read', createdAt: start, contentUntil: later(50) },
    ])
    const erased = await subjects.erase(subject, later(1), later(2000))
    expect(erased.registrations).toBe(1)
    expect(await registrations.find('r')).toBeUndefined()
  })
})
