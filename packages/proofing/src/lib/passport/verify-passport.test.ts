import { createLocalSigner, generatePrivateJwk } from '@lontar/credentials/jose'
import type { Passport } from '@lontar/documents/passport'
import { verifyVerifiedIdentity } from '@lontar/documents/verified-identity'
import { describe, expect, it } from 'vitest'
import { keptConsent } from '../../../fixtures/consents.ts'
import { liveness } from '../../../fixtures/evidence.ts'
import { deskOf, invented } from '../../../fixtures/officers.ts'
import { assuranceLadder } from '../decision/assurance-ladder.ts'
import { checkPassport } from './check-passport.ts'
import { type VerifyPassportInput, verifyPassport } from './verify-passport.ts'

const now = new Date('2026-11-24T08:00:00Z')
const ani = await invented('ani')

const eva: Passport = {
  documentCode: 'P',
  issuingState: 'NLD',
  documentNumber: 'X0000001',
  familyName: 'CONTOH',
  givenName: 'EVA FIKTIF',
  nameTruncated: false,
  nationality: 'NLD',
  birthdate: { known: '1990-08-17', latest: '1990-08-17' },
  sex: 'female',
  dateOfExpiry: '2033-01-01',
}

const evaPassport = { issuingState: 'NLD', passportNumber: 'X0000001' } as const

const child: Passport = { ...eva, birthdate: { known: '2012-08-17', latest: '2012-08-17' } }

const automaticLadder = assuranceLadder.filter(({ requires }) => !requires.includes('officer'))

const authentic = { decision: 'authentic', matchesDocument: true, simulated: false } as const

async function input(changes: Partial<VerifyPassportInput> = {}): Promise<VerifyPassportInput> {
  return {
    passport: eva,
    chip: authentic,
    desk: deskOf([ani], now),
    organization: 'Pemerintah Provinsi NTT',
    policy: { residence: '53', timeZone: 'Asia/Makassar' },
    ...(await keptConsent({ agreed: ['identity'], document: evaPassport })),
    signer: await createLocalSigner(await generatePrivateJwk()),
    now,
    ...changes,
  }
}

async function codeOf(changes: Partial<VerifyPassportInput>): Promise<unknown> {
  const attempt = verifyPassport(await input(changes))
  return attempt.then(
    () => undefined,
    (error: { readonly code?: unknown }) => error.code,
  )
}

describe('verifyPassport', () => {
  it('signs an identity from a genuine chip and an officer, with the end of the stay', async () => {
    const proofing = await input({ stayUntil: '2026-12-10' })
    const text = await verifyPassport(proofing)
    const identity = await verifyVerifiedIdentity(text, { expectedKeys: [proofing.signer.publicJwk], now })
    expect(identity).toMatchObject({
      document: { kind: 'passport', passport: eva, stayUntil: '2026-12-10' },
      assuranceLevel: 'substantial',
    })
    expect(identity.evidence.map(({ checkMethod }) => checkMethod)).toEqual(['vri', 'vcrypt', 'pvp'])
  })

  it('signs nothing for a zone that was typed: its check digits anybody can reckon (I3)', async () => {
    const { chip: _, ...typed } = await input()
    await expect(verifyPassport(typed)).rejects.toMatchObject({ code: 'assurance_level_too_low' })
  })

  it.each<[string, Partial<VerifyPassportInput>, string]>([
    [
      'a chip that is not genuine',
      { chip: { ...authentic, decision: 'not_authentic' } },
      'chip_not_authentic',
    ],
    [
      'a chip that could not be read',
      { chip: { ...authentic, decision: 'unavailable' } },
      'assurance_level_too_low',
    ],
    [
      'a chip of another passport',
      { chip: { ...authentic, matchesDocument: false } },
      'chip_document_mismatch',
    ],
    ['a simulated chip', { chip: { ...authentic, simulated: true } }, 'simulated_evidence_refused'],
    ['a passport that has ended', { passport: { ...eva, dateOfExpiry: '2026-11-23' } }, 'document_expired'],
    ['a stay that has ended', { stayUntil: '2026-11-23' }, 'stay_permit_expired'],
    ['no consent', { consentRef: '' }, 'consent_missing'],
    ['a child without a guardian', { passport: child }, 'guardian_consent_missing'],
    ['nobody of a known age', { passport: { ...eva, birthdate: {} } }, 'guardian_consent_missing'],
    ['no officer', { desk: deskOf([], now) }, 'officer_not_confirmed'],
    [
      'no officer where there is no chip for him either',
      { desk: deskOf([], now), chip: { ...authentic, decision: 'unavailable' } },
      'assurance_level_too_low',
    ],
    [
      'an officer where the policy wants an engine',
      { policy: { residence: '53', timeZone: 'Asia/Makassar', ladder: automaticLadder } },
      'assurance_level_too_low',
    ],
  ])('refuses %s', async (_, changes, code) => {
    expect(await codeOf(changes)).toBe(code)
  })

  it('takes the receipt of a guardian for a child, and a simulated chip under development', async () => {
    const document = evaPassport
    const guardian = await keptConsent({ agreed: ['identity'], givenBy: 'guardian', document })
    expect(await codeOf({ passport: child, ...guardian })).toBeUndefined()
    const policy = { residence: '53', timeZone: 'Asia/Makassar', dangerouslyAcceptSimulatedEvidence: true }
    expect(await codeOf({ chip: { ...authentic, simulated: true }, policy })).toBeUndefined()
  })
})

describe('checkPassport', () => {
  it('decides as verifyPassport does, signs nothing and uses no consent up', async () => {
    const { consents, ...proofing } = await input()
    const recordProofing = () => Promise.reject(new Error('nothing is recorded for a decision alone'))
    const records = { ...consents.records, recordProofing }
    const decision = await checkPassport({ ...proofing, consents: { ...consents, records } })
    expect(decision).toMatchObject({ level: 'substantial', outcome: 'accepted', reasons: [] })
  })

  it('says what stands in the way in place of throwing it', async () => {
    const { reasons } = await checkPassport(await input({ stayUntil: '2026-11-23', desk: deskOf([], now) }))
    expect(reasons.map(({ code }) => code)).toEqual(['stay_permit_expired', 'officer_not_confirmed'])
    expect(await codeOf({ stayUntil: '2026-11-23', desk: deskOf([], now) })).toBe('stay_permit_expired')
  })

  it('decides nothing without a consent', async () => {
    await expect(checkPassport(await input({ consentRef: '' }))).rejects.toMatchObject({
      code: 'consent_missing',
    })
  })
})

describe('the consent of a visitor', () => {
  it('is of the same passport', async () => {
    const other = { ...evaPassport, passportNumber: 'X0000002' }
    const consent = await keptConsent({ agreed: ['identity'], document: other })
    expect(await codeOf(consent)).toBe('consent_missing')
  })

  it('is in force', async () => {
    const { consents, ...proofing } = await input()
    const record = await consents.records.find(proofing.consentRef)
    const find = async () => record && { ...record, withdrawnAt: now }
    const withdrawn = { ...consents, records: { ...consents.records, find } }
    expect(await codeOf({ ...proofing, consents: withdrawn })).toBe('consent_withdrawn')
  })

  it('covers the face where one was judged', async () => {
    const evidence = [liveness()]
    expect(await codeOf({ evidence })).toBe('consent_missing')
    const consent = await keptConsent({ agreed: ['identity', 'face'], document: evaPassport })
    expect(await codeOf({ evidence, ...consent })).toBeUndefined()
  })

  it('knows the identity that came from it, before that is handed out', async () => {
    const recorded: object[] = []
    const proofing = await input()
    const { records } = proofing.consents
    const recordProofing = async (record: object) => void recorded.push(record)
    const consents = { ...proofing.consents, records: { ...records, recordProofing } }
    const text = await verifyPassport({ ...proofing, consents })
    const { jti } = await verifyVerifiedIdentity(text, { expectedKeys: [proofing.signer.publicJwk], now })
    expect(recorded).toMatchObject([{ consentId: proofing.consentRef, identityJti: jti, decidedAt: now }])
    const failing = { ...records, recordProofing: () => Promise.reject(new Error('the disk is full')) }
    const attempt = verifyPassport({ ...proofing, consents: { ...consents, records: failing } })
    await expect(attempt).rejects.toThrow('the disk is full')
  })
})
