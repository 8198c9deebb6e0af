import { verifyVerifiedIdentity } from '@lontar/documents/verified-identity'
import { describe, expect, it } from 'vitest'
import { maria } from '../../../fixtures/cards.ts'
import { invented } from '../../../fixtures/officers.ts'
import {
  agreement,
  cardBytes,
  mariaFile,
  oneCardReader,
  registrationOffice,
} from '../../../fixtures/registrations.ts'
import { realRegistry, simulator } from '../../../fixtures/registries.ts'
import { consentTextVersion } from '../consent/consent-texts.ts'
import { signOfficerDecision } from '../officer/sign-officer-decision.ts'
import type { DocumentReader } from '../reader/document-reader.ts'
import type { RegistryAnswer } from '../registry/population-registry.ts'
import { confirmFields } from './confirm-fields.ts'
import { decideRegistration, reviewRegistration } from './decide-registration.ts'
import type { RegistrationDoor, RegistrationOffice } from './registration-office.ts'
import { registrationIdentity, registrationStatus } from './registration-status.ts'
import { startRegistration } from './start-registration.ts'
import { uploadCard } from './upload-card.ts'

const ani = await invented('ani')
const said = { ...agreement, textVersion: consentTextVersion }

async function started(
  office: RegistrationOffice,
): Promise<RegistrationDoor & { readonly consentId: string }> {
  const { id, token, consentId } = await startRegistration(office, said)
  return { id, access: { token }, consentId }
}

async function inReview(office: RegistrationOffice) {
  const { consentId, ...door } = await started(office)
  await uploadCard(office, { ...door, image: cardBytes() })
  const registration = await confirmFields(office, { ...door, fields: mariaFile })
  return { door, consentId, registration }
}

async function decisionOf(
  office: RegistrationOffice,
  id: string,
  outcome: 'accepted' | 'refused',
  now: Date,
) {
  const about = await reviewRegistration(office, id)
  return await signOfficerDecision({ about, outcome, officer: ani, now })
}

describe('a registration', () => {
  it('goes from the consent over the card and the registry to an officer, and to a signed identity', async () => {
    const { office, clock, images } = await registrationOffice({}, [ani])
    const { consentId, ...door } = await started(office)
    const image = cardBytes()
    const read = await uploadCard(office, { ...door, image })
    expect(read.state).toBe('read')
    expect(read.fields?.nik).toEqual({ text: maria.nik, confidence: 0.9 })
    expect(read.fields?.nama?.warning?.text.id).toMatch(/cocokkan/)
    expect([...image]).toEqual([0, 0, 0, 0])
    expect(images.held.has(consentId)).toBe(true)

    const waiting = await confirmFields(office, { ...door, fields: mariaFile })
    expect([waiting.state, waiting.reasons.map(({ code }) => code)]).toEqual([
      'review',
      ['officer_not_confirmed'],
    ])
    const review = await reviewRegistration(office, door.id)
    expect(Buffer.from((await review.card()) ?? []).toString()).toBe('card')
    expect(review.fields).toEqual(mariaFile)

    const decisions = [await decisionOf(office, door.id, 'accepted', clock.now)]
    const { registration, identity } = await decideRegistration(office, { id: door.id, decisions })
    expect([registration.state, registration.reasons]).toEqual(['accepted', []])
    const expectations = { expectedKeys: [office.consents.signer.publicJwk], now: clock.now }
    expect(await verifyVerifiedIdentity(identity ?? '', expectations)).toMatchObject({
      document: { kind: 'ktp', card: maria },
      assuranceLevel: 'substantial',
    })
    expect(images.held.size).toBe(0)
  })

  it('keeps nothing of the person after the decision but the signed identity, for ten minutes', async () => {
    const { office, clock } = await registrationOffice({}, [ani])
    const { door } = await inReview(office)
    const decisions = [await decisionOf(office, door.id, 'accepted', clock.now)]
    const { identity } = await decideRegistration(office, { id: door.id, decisions })
    const content = (await office.store.find(door.id))?.content ?? ''
    expect(content.replace(identity ?? '', '')).not.toMatch(/MARIA|5371995708900001/)
    expect(await registrationIdentity(office, door.id)).toBe(identity)
    clock.now = new Date(clock.now.getTime() + 600_000)
    expect(await registrationIdentity(office, door.id)).toBeUndefined()
    expect((await registrationStatus(office, door)).state).toBe('accepted')
  })

  it('of typed fields needs no reader and no picture', async () => {
    const { reader: _, ...typed } = (await registrationOffice()).office
    const { consentId: __, ...door } = await started(typed)
    const image = cardBytes()
    await expect(uploadCard(typed, { ...door, image })).rejects.toMatchObject({
      code: 'card_reader_unavailable',
    })
    expect([...image]).toEqual([0, 0, 0, 0])
    expect((await confirmFields(typed, { ...door, fields: mariaFile })).state).toBe('review')
  })

  it('counts a document as read only when NIK, name and date of birth are as read', async () => {
    const { office } = await registrationOffice()
    const { door } = await inReview(office)
    expect((await office.store.find(door.id))?.content).toContain('"source":"read"')
    const { consentId: _, ...other } = await started(office)
    await uploadCard(office, { ...other, image: cardBytes() })
    await confirmFields(office, { ...other, fields: { ...mariaFile, nama: 'MARIA CONTOHAN' } })
    expect((await office.store.find(other.id))?.content).toContain('"source":"typed"')
  })
})

describe('the consent', () => {
  it('comes first, of the text in force, for identity and registry', async () => {
    const { office } = await registrationOffice()
    await expect(startRegistration(office, { ...said, agreed: ['identity'] })).rejects.toMatchObject({
      code: 'consent_missing',
    })
    await expect(startRegistration(office, { ...said, textVersion: '2020-01' })).rejects.toMatchObject({
      code: 'consent_missing',
    })
  })

  it('is of one person: the fields of another are refused, and the registry is not asked', async () => {
    let asked = 0
    const silent: RegistryAnswer = { state: 'unavailable', fields: {}, txn: '' }
    const registry = realRegistry(async () => {
      asked += 1
      return silent
    })
    const { office } = await registrationOffice({ registry })
    const { consentId: _, ...door } = await started(office)
    await confirmFields(office, { ...door, fields: mariaFile })
    const fields = { ...mariaFile, nik: '5371995708900002' }
    await expect(confirmFields(office, { ...door, fields })).rejects.toMatchObject({
      code: 'consent_missing',
    })
    expect(asked).toBe(1)
  })

  it('covers the blood type only where it says so', async () => {
    const { office } = await registrationOffice()
    const reader: DocumentReader = {
      read: async (image) => {
        const reading = await oneCardReader.read(image)
        return { ...reading, fields: { ...reading.fields, golDarah: { text: 'AB', confidence: 1 } } }
      },
    }
    for (const more of [[], ['blood_type']] as const) {
      const answer = { ...said, agreed: [...said.agreed, ...more] }
      const { id, token } = await startRegistration(office, answer)
      const door = { id, access: { token } }
      const read = await uploadCard({ ...office, reader }, { ...door, image: cardBytes() })
      expect(read.fields?.golDarah?.text).toBe(more.length === 0 ? undefined : 'AB')
      await confirmFields(office, { ...door, fields: { ...mariaFile, golDarah: 'AB' } })
      expect((await reviewRegistration(office, id)).fields['golDarah']).toBe(read.fields?.golDarah?.text)
    }
  })

  it('that was withdrawn ends it, also in review', async () => {
    const { office, clock, images } = await registrationOffice({}, [ani])
    const { door } = await inReview(office)
    const { records } = office.consents
    const withdrawn: RegistrationOffice = {
      ...office,
      consents: {
        ...office.consents,
        records: {
          ...records,
          find: async (id) => {
            const record = await records.find(id)
            return record && { ...record, withdrawnAt: clock.now }
          },
        },
      },
    }
    const decisions = [await decisionOf(office, door.id, 'accepted', clock.now)]
    await expect(decideRegistration(withdrawn, { id: door.id, decisions })).rejects.toMatchObject({
      code: 'consent_withdrawn',
    })
    const { consentId: _, ...other } = await started(office)
    await expect(uploadCard(withdrawn, { ...other, image: cardBytes() })).rejects.toMatchObject({
      code: 'consent_withdrawn',
    })
    expect(images.held.size).toBe(1)
  })
})

describe('a step', () => {
  it('is for the holder of the token alone', async () => {
    const { office } = await registrationOffice()
    const { id } = await started(office)
    const stranger = await started(office)
    await expect(registrationStatus(office, { ...stranger, id })).rejects.toMatchObject({
      code: 'registration_unknown',
    })
    await expect(registrationStatus(office, { id: 'nobody', access: 'office' })).rejects.toMatchObject({
      code: 'registration_unknown',
    })
  })

  it('that failed changes nothing: the card may be sent again, and wrong fields corrected', async () => {
    const { office, images } = await registrationOffice()
    const { consentId: _, ...door } = await started(office)
    const image = Uint8Array.of(1, 2, 3)
    await expect(uploadCard(office, { ...door, image })).rejects.toMatchObject({
      code: 'card_image_unreadable',
    })
    expect([...image, images.held.size]).toEqual([0, 0, 0, 0])
    expect((await uploadCard(office, { ...door, image: cardBytes() })).state).toBe('read')
    const fields = { ...mariaFile, tanggalLahir: '31-02-1990' }
    await expect(confirmFields(office, { ...door, fields })).rejects.toMatchObject({
      code: 'ktp_value_invalid',
    })
    expect((await confirmFields(office, { ...door, fields: mariaFile })).state).toBe('review')
  })

  it('that does not come next is refused by name', async () => {
    const { office, clock } = await registrationOffice({}, [ani])
    const { door } = await inReview(office)
    const conflict = { code: 'registration_state_conflict' }
    await expect(uploadCard(office, { ...door, image: cardBytes() })).rejects.toMatchObject(conflict)
    await expect(confirmFields(office, { ...door, fields: mariaFile })).rejects.toMatchObject(conflict)
    const decisions = [await decisionOf(office, door.id, 'refused', clock.now)]
    const { registration } = await decideRegistration(office, { id: door.id, decisions })
    expect([registration.state, registration.reasons[0]?.code]).toEqual(['refused', 'officer_refused'])
    await expect(decideRegistration(office, { id: door.id, decisions })).rejects.toMatchObject(conflict)
    await expect(reviewRegistration(office, door.id)).rejects.toMatchObject(conflict)
  })

  it('runs alone: of two at the same time one asks the registry', async () => {
    let asked = 0
    const registry = realRegistry(async (query) => {
      asked += 1
      return await simulator().verifyElements(query)
    })
    const { office } = await registrationOffice({ registry })
    const { consentId: _, ...door } = await started(office)
    const input = { ...door, fields: mariaFile }
    const ends = await Promise.allSettled([confirmFields(office, input), confirmFields(office, input)])
    expect(ends.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    expect(asked).toBe(1)
  })

  it('of a killed run blocks for two minutes, and an officer who resumes it goes on at once', async () => {
    const { office, clock } = await registrationOffice()
    const { consentId: _, ...door } = await started(office)
    const record = await office.store.find(door.id)
    if (record === undefined) throw new Error('There must be a record.')
    const busyUntil = new Date(clock.now.getTime() + 120_000)
    await office.store.replace({ ...record, busyUntil, revision: 1 }, 0)
    await expect(confirmFields(office, { ...door, fields: mariaFile })).rejects.toMatchObject({
      code: 'registration_state_conflict',
    })
    await expect(
      confirmFields(office, { ...door, fields: mariaFile, takesOver: true }),
    ).rejects.toMatchObject({ code: 'registration_state_conflict' })
    const resumed = { id: door.id, access: 'office', takesOver: true } as const
    expect((await uploadCard(office, { ...resumed, image: cardBytes() })).state).toBe('read')
    clock.now = new Date(clock.now.getTime() + 120_000)
    expect((await confirmFields(office, { ...door, fields: mariaFile })).state).toBe('review')
  })

  it('that lost its claim changes nothing', async () => {
    const { office } = await registrationOffice()
    const { consentId: _, ...door } = await started(office)
    const takeover = { id: door.id, access: 'office', takesOver: true } as const
    const late: RegistrationOffice = {
      ...office,
      registry: realRegistry(async (query) => {
        await confirmFields(office, { ...takeover, fields: mariaFile })
        return await simulator().verifyElements(query)
      }),
    }
    const loser = confirmFields(late, { ...door, fields: mariaFile })
    await expect(loser).rejects.toMatchObject({ code: 'registration_state_conflict' })
    expect((await registrationStatus(office, door)).state).toBe('review')
  })

  it('is refused after the time of the registration, which a review prolongs to seven days', async () => {
    const { office, clock } = await registrationOffice()
    const { consentId: _, ...door } = await started(office)
    const { door: reviewed } = await inReview(office)
    clock.now = new Date('2026-11-25T08:00:00Z')
    await expect(registrationStatus(office, door)).rejects.toMatchObject({ code: 'registration_expired' })
    expect((await registrationStatus(office, reviewed)).state).toBe('review')
    clock.now = new Date('2026-12-01T08:00:00Z')
    await expect(registrationStatus(office, reviewed)).rejects.toMatchObject({ code: 'registration_expired' })
  })

  it('is forgotten after half an hour without a card or fields, so that a flood of them holds nobody up for a day', async () => {
    const { office, clock } = await registrationOffice({ limits: { maxOpen: 3 } })
    const { consentId: _, ...abandoned } = await started(office)
    const { consentId: __, ...read } = await started(office)
    await uploadCard(office, { ...read, image: cardBytes() })
    const silent = realRegistry(async () => ({ state: 'unavailable', fields: {}, txn: '' }))
    const { consentId: ___, ...asked } = await started(office)
    await confirmFields({ ...office, registry: silent }, { ...asked, fields: mariaFile })
    await expect(started(office)).rejects.toMatchObject({ code: 'registration_busy' })
    clock.now = new Date('2026-11-24T08:30:00Z')
    await expect(registrationStatus(office, abandoned)).rejects.toMatchObject({
      code: 'registration_expired',
    })
    await started(office)
    clock.now = new Date('2026-11-25T07:59:59Z')
    expect((await registrationStatus(office, read)).state).toBe('read')
    expect((await registrationStatus(office, asked)).state).toBe('unanswered')
    clock.now = new Date('2026-11-25T08:00:00Z')
    await expect(registrationStatus(office, read)).rejects.toMatchObject({ code: 'registration_expired' })
  })

  it('is counted: so many pictures, so many questions to the registry, so many registrations', async () => {
    const silent: RegistryAnswer = { state: 'unavailable', fields: {}, txn: '' }
    const limits = { maxUploads: 1, maxConfirmations: 1, maxOpen: 2 }
    const { office } = await registrationOffice({ limits, registry: realRegistry(async () => silent) })
    const reached = { code: 'registration_limit_reached' }
    const { consentId: _, ...door } = await started(office)
    await uploadCard(office, { ...door, image: cardBytes() })
    await expect(uploadCard(office, { ...door, image: cardBytes() })).rejects.toMatchObject(reached)
    await confirmFields(office, { ...door, fields: mariaFile })
    await expect(confirmFields(office, { ...door, fields: mariaFile })).rejects.toMatchObject(reached)
    await started(office)
    const { records } = office.consents
    const kept: string[] = []
    const counting = { ...records, keep: async ({ id }: { id: string }) => void kept.push(id) }
    const full = { ...office, consents: { ...office.consents, records: counting } }
    await expect(started(full)).rejects.toMatchObject({ code: 'registration_busy' })
    expect(kept).toEqual([])
  })
})

describe('a silent registry', () => {
  it('leaves the registration open, with its picture, to be asked again', async () => {
    let state: RegistryAnswer['state'] = 'unavailable'
    const registry = realRegistry(async (query) =>
      state === 'active' ? await simulator().verifyElements(query) : { state, fields: {}, txn: '' },
    )
    const { office, images } = await registrationOffice({ registry })
    const { door, registration } = await inReview(office)
    expect([registration.state, registration.reasons[0]?.code]).toEqual([
      'unanswered',
      'registry_unavailable',
    ])
    expect(images.held.size).toBe(1)
    state = 'active'
    expect((await confirmFields(office, { ...door, fields: mariaFile })).state).toBe('review')
  })
})

describe('an attempt to decide that came to no end', () => {
  it('uses up no officer: what was signed before it counts no more, and all sign again', async () => {
    const beni = await invented('beni')
    const { office, clock } = await registrationOffice({}, [ani])
    const { door } = await inReview(office)
    const about = await reviewRegistration(office, door.id)
    const signed = async (officer: typeof ani) =>
      await signOfficerDecision({ about, outcome: 'accepted', officer, now: clock.now })
    const [first, unknown] = [await signed(ani), await signed(beni)]
    const decide = (decisions: readonly string[]) => decideRegistration(office, { id: door.id, decisions })
    await expect(decide([first, unknown])).rejects.toMatchObject({ code: 'officer_unknown' })
    await expect(decide([first])).rejects.toMatchObject({ code: 'officer_decision_invalid' })
    const again = await decisionOf(office, door.id, 'accepted', clock.now)
    expect((await decide([again])).registration.state).toBe('accepted')
  })
})

describe('a decision that does not count', () => {
  it('leaves the case in review with its picture', async () => {
    const { office, clock, images } = await registrationOffice({}, [])
    const { door } = await inReview(office)
    const decisions = [await decisionOf(office, door.id, 'accepted', clock.now)]
    await expect(decideRegistration(office, { id: door.id, decisions })).rejects.toMatchObject({
      code: 'officer_unknown',
    })
    expect((await registrationStatus(office, door)).state).toBe('review')
    expect(images.held.size).toBe(1)
  })
})
