import { describe, expect, it } from 'vitest'
import { budi, maria } from '../../../fixtures/cards.ts'
import { consentOffice } from '../../../fixtures/consents.ts'
import { bindConsent } from './bind-consent.ts'
import { type ConsentNeeds, checkConsent, requireConsent } from './check-consent.ts'
import type { ConsentRecord, ConsentRecords, SubjectDocument } from './consent-records.ts'
import { type ConsentAnswer, type ConsentOffice, recordConsent } from './record-consent.ts'

const needs: ConsentNeeds = {
  document: { nik: maria.nik },
  items: ['identity', 'registry'],
  isChild: false,
}

const answer: ConsentAnswer = {
  agreed: ['identity', 'registry'],
  language: 'id',
  document: { nik: maria.nik },
}

interface Change {
  readonly answer?: Partial<ConsentAnswer>
  readonly needs?: Partial<ConsentNeeds>
  readonly record?: (record: ConsentRecord) => ConsentRecord
  readonly restricted?: boolean
  readonly consentRef?: string
}

async function codes(change: Change = {}): Promise<readonly string[]> {
  const office = await consentOffice()
  const { id } = await recordConsent(office, { ...answer, ...change.answer })
  const failures = await checkConsent(
    { records: changed(office, change), expectedKeys: [office.signer.publicJwk] },
    change.consentRef ?? id,
    { ...needs, ...change.needs },
  )
  return failures.map(({ code }) => code)
}

function changed({ records }: ConsentOffice, change: Change): ConsentRecords {
  return {
    ...records,
    isRestricted: async () => change.restricted === true,
    find: async (id) => {
      const record = await records.find(id)
      return record && (change.record?.(record) ?? record)
    },
  }
}

const passport: SubjectDocument = { issuingState: 'UTO', passportNumber: 'L898902C3' }

describe('processing under a consent', () => {
  it('goes on when the receipt covers it', async () => {
    expect(await codes()).toEqual([])
    expect(await codes({ answer: { document: passport }, needs: { document: passport } })).toEqual([])
  })

  it.each<[string, Change, string[]]>([
    ['there is no receipt', { consentRef: '' }, ['consent_missing']],
    ['the registry was not agreed to', { answer: { agreed: ['identity'] } }, ['consent_missing']],
    ['the face was not agreed to', { needs: { items: ['identity', 'face'] } }, ['consent_missing']],
    ['the receipt is of somebody else', { needs: { document: { nik: budi.nik } } }, ['consent_missing']],
    ['the receipt is of a passport', { answer: { document: passport } }, ['consent_missing']],
    [
      'it was withdrawn',
      { record: (record) => ({ ...record, withdrawnAt: new Date() }) },
      ['consent_withdrawn'],
    ],
    [
      'the kept receipt is of another consent',
      { record: (record) => ({ ...record, id: 'another' }) },
      ['consent_receipt_invalid'],
    ],
    [
      'the kept receipt was changed',
      { record: (record) => ({ ...record, receipt: `${record.receipt}A` }) },
      ['consent_receipt_invalid'],
    ],
    ['a child agreed itself', { needs: { isChild: true } }, ['guardian_consent_missing']],
    ['the person restricted it', { restricted: true }, ['processing_restricted']],
    [
      'several things speak against it',
      { answer: { agreed: ['registry'] }, needs: { isChild: true }, restricted: true },
      ['consent_missing', 'guardian_consent_missing', 'processing_restricted'],
    ],
    [
      'there is neither a receipt nor leave',
      { consentRef: 'x', restricted: true },
      ['consent_missing', 'processing_restricted'],
    ],
  ])('stops when %s', async (_, change, expected) => {
    expect(await codes(change)).toEqual(expected)
  })

  it('goes on for a child whose guardian agreed', async () => {
    expect(await codes({ answer: { givenBy: 'guardian' }, needs: { isChild: true } })).toEqual([])
  })

  it('stops with an error, and not with a yes, when the store fails', async () => {
    const office = await consentOffice()
    const { id } = await recordConsent(office, answer)
    const find = () => Promise.reject(new Error('the disk is gone'))
    const door = { records: { ...office.records, find }, expectedKeys: [office.signer.publicJwk] }
    await expect(checkConsent(door, id, needs)).rejects.toThrow('the disk is gone')
  })
})

describe('consents in memory', () => {
  it('are bound to one person, and know nothing of a consent that was never kept', async () => {
    const { records } = await consentOffice()
    const receipt = 'x'
    await records.keep({ id: 'a', receipt, givenAt: new Date(), keptUntil: new Date() })
    expect(await records.bind('a', 'maria', receipt)).toBe(true)
    expect(await records.bind('a', 'maria', receipt)).toBe(true)
    expect(await records.bind('a', 'budi', receipt)).toBe(false)
    expect(await records.bind('b', 'maria', receipt)).toBe(false)
    expect(await records.find('b')).toBeUndefined()
  })

  it('bring evidence only while they are in force and bound', async () => {
    const { records } = await consentOffice()
    const consent = { id: 'a', receipt: 'x', givenAt: new Date(), keptUntil: new Date() }
    const proofing = { consentId: 'a', identityJti: 'j', decidedAt: new Date(), keptUntil: new Date(1) }
    await records.keep(consent)
    await expect(records.recordProofing(proofing)).rejects.toMatchObject({ code: 'internal' })
    await records.bind('a', 'maria', 'x')
    await records.recordProofing(proofing)
    expect(await records.find('a')).toMatchObject({ subject: 'maria', keptUntil: new Date(1) })
    await records.keep({ ...consent, subject: 'maria', withdrawnAt: new Date() })
    await expect(records.recordProofing(proofing)).rejects.toMatchObject({ code: 'internal' })
  })
})

describe('the receipt under which processing goes on', () => {
  it('is read once, and is the one that was judged', async () => {
    const office = await consentOffice()
    const { id } = await recordConsent(office, answer)
    let reads = 0
    const find = async (ref: string) => {
      reads += 1
      return await office.records.find(ref)
    }
    const door = { records: { ...office.records, find }, expectedKeys: [office.signer.publicJwk] }
    expect(await requireConsent(door, id, needs)).toMatchObject({ id, givenBy: 'subject' })
    expect(reads).toBe(1)
  })
})

describe('a step that reads no document', () => {
  it('goes by the person whom the consent was bound to, or by nobody', async () => {
    const office = await consentOffice()
    const { id } = await recordConsent(office, { agreed: ['identity'], language: 'id' })
    let isRestricted = false
    const records: ConsentRecords = { ...office.records, isRestricted: async () => isRestricted }
    const door = { records, expectedKeys: [office.signer.publicJwk] }
    const undocumented = { items: ['identity'], isChild: false } as const
    expect(await checkConsent(door, id, undocumented)).toEqual([])
    await bindConsent(office, id, { nik: maria.nik })
    expect(await checkConsent(door, id, undocumented)).toEqual([])
    isRestricted = true
    expect((await checkConsent(door, id, undocumented)).map(({ code }) => code)).toEqual([
      'processing_restricted',
    ])
    const other = { ...undocumented, document: { nik: budi.nik } }
    expect((await checkConsent(door, id, other)).map(({ code }) => code)).toContain('consent_missing')
  })
})
