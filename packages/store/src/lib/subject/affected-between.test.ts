import { describe, expect, it } from 'vitest'
import { issueTo, registerPerson } from '../../../fixtures/issued-person.ts'
import { memoryStore } from '../../../fixtures/memory-store.ts'
import { later, name, nik } from '../../../fixtures/records.ts'

const nothing = {
  credentials: [],
  issuances: [],
  persons: 0,
  consents: 0,
  evidenceImages: 0,
  presentations: 0,
}

describe('what a breach can have touched', () => {
  it('is nothing where nothing was', async () => {
    const { subjects } = await memoryStore()
    expect(await subjects.affectedBetween(later(0), later(999))).toEqual(nothing)
  })

  it('is what was kept or made between the two instants, without a claim value', async () => {
    const store = await memoryStore()
    const person = await registerPerson(store)
    await registerPerson(store)
    await registerPerson(store, { nik: '5371990203850002' })
    const credentialId = await issueTo(store, person)
    await store.evidenceImages.keep(person.consentId, new Map([['card', new Uint8Array(9)]]), later(9999))
    const affected = await store.subjects.affectedBetween(later(0), later(60))
    expect(affected).toMatchObject({
      credentials: [{ credentialId, configurationId: 'ktp_vc+sd-jwt', status: 'valid' }],
      persons: 2,
      consents: 3,
      evidenceImages: 1,
      presentations: 0,
    })
    expect(affected.issuances.map(({ holdsIdentity }) => holdsIdentity).toSorted()).toEqual([
      false,
      true,
      true,
    ])
    for (const value of [nik, name]) expect(JSON.stringify(affected)).not.toContain(value)
  })

  it('begins and ends with the instants named', async () => {
    const store = await memoryStore()
    const person = await registerPerson(store)
    await issueTo(store, person)
    const counts = async (from: number, to: number) => {
      const { credentials, issuances, persons } = await store.subjects.affectedBetween(later(from), later(to))
      return [credentials.length, issuances.length, persons]
    }
    // The offer was made at 0 and ended at 300; the credential was made at 2.
    expect(await counts(-9, -1)).toEqual([0, 0, 0])
    expect(await counts(0, 1)).toEqual([0, 1, 1])
    expect(await counts(2, 2)).toEqual([1, 1, 1])
    expect(await counts(3, 300)).toEqual([0, 1, 1])
    expect(await counts(301, 999)).toEqual([0, 0, 0])
  })

  it('still knows the credentials of whom was erased, and the person no more', async () => {
    const store = await memoryStore()
    const person = await registerPerson(store)
    const credentialId = await issueTo(store, person)
    const change = { credentialId, status: 'revoked' as const, reason: undefined, now: later(5) }
    await store.issuer.setCredentialStatus(change)
    await store.subjects.erase(person.subject, later(6), later(99))
    expect(await store.subjects.affectedBetween(later(0), later(60))).toMatchObject({
      credentials: [{ credentialId, status: 'revoked' }],
      persons: 0,
    })
  })
})
