import { describe, expect, it } from 'vitest'
import { memoryDatabase } from '../../../fixtures/memory-database.ts'
import { memoryStore } from '../../../fixtures/memory-store.ts'
import { later, nik, start } from '../../../fixtures/records.ts'
import { createConsentStore } from './consent-store.ts'

const other = '5371990203850002'
const consent = { id: 'consent-1', receipt: 'header.payload.signature', givenAt: start, keptUntil: later(10) }
const proofing = { consentId: 'consent-1', identityJti: 'jti-1', decidedAt: later(1), keptUntil: later(99) }

describe('a consent', () => {
  it('comes back as it was kept, and once', async () => {
    const { consents } = await memoryStore()
    expect(await consents.find('consent-1')).toBeUndefined()
    await consents.keep(consent)
    expect(await consents.find('consent-1')).toEqual(consent)
    await expect(consents.keep(consent)).rejects.toMatchObject({ code: 'internal' })
  })

  it('is bound to one person', async () => {
    const { consents } = await memoryStore()
    await consents.keep(consent)
    const [maria, budi] = [consents.subjectOf({ nik }), consents.subjectOf({ nik: other })]
    expect(await consents.bind('consent-1', maria, 'bound')).toBe(true)
    expect(await consents.bind('consent-1', maria, 'bound')).toBe(true)
    expect(await consents.bind('consent-1', budi, 'stolen')).toBe(false)
    expect(await consents.bind('consent-2', maria, 'x')).toBe(false)
    expect(await consents.find('consent-1')).toEqual({ ...consent, subject: maria, receipt: 'bound' })
  })

  it('brings evidence only while it is in force and bound, and is kept for that', async () => {
    const { consents, subjects } = await memoryStore()
    await consents.keep(consent)
    await expect(consents.recordProofing(proofing)).rejects.toMatchObject({ code: 'internal' })
    const subject = consents.subjectOf({ nik })
    await consents.bind('consent-1', subject, 'bound')
    await consents.recordProofing(proofing)
    expect(await consents.find('consent-1')).toMatchObject({ keptUntil: later(99) })
    await consents.recordProofing({ ...proofing, identityJti: 'jti-2', keptUntil: later(50) })
    expect(await consents.find('consent-1')).toMatchObject({ keptUntil: later(99) })
    await subjects.withdraw(subject, later(3), later(200))
    const late = { ...proofing, identityJti: 'jti-3' }
    await expect(consents.recordProofing(late)).rejects.toMatchObject({ code: 'internal' })
    expect(await consents.find('consent-1')).toMatchObject({ withdrawnAt: later(3), keptUntil: later(200) })
  })
})

describe('a subject', () => {
  it('is a keyed MAC: of another document, database or kind it is another', async () => {
    const one = (await memoryStore()).consents
    const two = (await memoryStore()).consents
    const passport = { issuingState: 'UTO', passportNumber: nik }
    const all = [
      one.subjectOf({ nik }),
      one.subjectOf({ nik: other }),
      one.subjectOf(passport),
      two.subjectOf({ nik }),
    ]
    expect(new Set(all).size).toBe(4)
    expect(one.subjectOf({ nik })).toBe(all[0])
    expect(all.join()).not.toContain(nik)
  })

  it('cannot be joined with the people of the registry simulator', async () => {
    const { secrets } = await memoryDatabase()
    expect(secrets.subjectMac('nik', nik)).not.toEqual(secrets.nikMac(nik))
  })
})

describe('a receipt', () => {
  it('is sealed, and does not open in the place of another one', async () => {
    const database = await memoryDatabase()
    const consents = createConsentStore(database)
    await consents.keep(consent)
    await consents.keep({ ...consent, id: 'consent-2', receipt: 'another' })
    const rows = await database.queries.selectFrom('consents').selectAll().execute()
    for (const { receipt } of rows) expect(Buffer.from(receipt).includes('payload')).toBe(false)
    await database.queries
      .updateTable('consents')
      .set({ receipt: rows[1]?.receipt ?? new Uint8Array() })
      .where('consent_id', '=', 'consent-1')
      .execute()
    await expect(consents.find('consent-1')).rejects.toMatchObject({ code: 'database_malformed' })
  })
})
