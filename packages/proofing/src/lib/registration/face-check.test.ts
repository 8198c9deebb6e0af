import { MalformedError } from '@lontar/credentials/errors'
import { verifyVerifiedIdentity } from '@lontar/documents/verified-identity'
import { describe, expect, it } from 'vitest'
import { invented } from '../../../fixtures/officers.ts'
import {
  checkFace,
  type FoundFaces,
  faceOffice,
  frame,
  reviewed,
} from '../../../fixtures/registration-faces.ts'
import { agreement, cardBytes, mariaFile } from '../../../fixtures/registrations.ts'
import type { OfficerRole } from '../officer/officer-account.ts'
import { signOfficerDecision } from '../officer/sign-officer-decision.ts'
import { answerFaceCheck } from './answer-face-check.ts'
import { decideRegistration, reviewRegistration } from './decide-registration.ts'
import type { RegistrationDoor, RegistrationOffice } from './registration-office.ts'
import { registrationIdentity, registrationStatus } from './registration-status.ts'
import { startFaceCheck } from './start-face-check.ts'
import { startRegistration } from './start-registration.ts'
import { uploadCard } from './upload-card.ts'

const [ani, siti] = [await invented('ani'), await invented('siti', 'supervisor' satisfies OfficerRole)]

const later = ({ clock }: { clock: { now: Date } }, milliseconds: number): void => {
  clock.now = new Date(clock.now.getTime() + milliseconds)
}

async function levelOf(office: RegistrationOffice, { id }: RegistrationDoor, now: Date) {
  const expectations = { expectedKeys: [office.consents.signer.publicJwk], now }
  const signed = (await registrationIdentity(office, id)) ?? ''
  const { assuranceLevel, evidence } = await verifyVerifiedIdentity(signed, expectations)
  return [assuranceLevel, evidence.map(({ type, checkMethod }) => `${type} ${checkMethod}`)]
}

describe('a face check', () => {
  it('by certified engines ends a registration at the level of the ladder, without an officer', async () => {
    const scene = await faceOffice()
    const { office, clock, images, asked } = scene
    const { consentId, ...door } = await reviewed(office)
    const end = await checkFace(scene, door)
    expect(end).toMatchObject({ mayRepeat: false, registration: { state: 'accepted', reasons: [] } })
    expect(await levelOf(office, door, clock.now)).toEqual([
      'substantial',
      ['document vri', 'electronic_record data', 'electronic_record bvr'],
    ])
    expect(asked).toMatchObject([{ nik: mariaFile.nik, image: frame(1), consentRef: consentId }])
    expect(images.held.size).toBe(0)
  })

  it.each<[string, FoundFaces]>([
    ['detector', { live: { certified: false } }],
    ['matcher', { registry: { certified: false } }],
    ['engine at all', { live: { certified: false }, registry: { certified: false } }],
  ])('without a certified %s raises nothing: an officer decides, and nobody else', async (_, found) => {
    const scene = await faceOffice(found, {}, [])
    const { consentId: __, ...door } = await reviewed(scene.office)
    const before = await registrationStatus(scene.office, door)
    const end = await checkFace(scene, door)
    expect(end).toEqual({ state: 'decided', mayRepeat: false, registration: before })
    expect(before.reasons.map(({ code }) => code)).toEqual(['officer_not_confirmed'])
  })

  it('of the portrait on the card raises nothing, though its engine were certified', async () => {
    const scene = await faceOffice({ registry: { decision: 'unavailable' }, card: {} })
    const { consentId: _, ...door } = await reviewed(scene.office)
    expect((await checkFace(scene, door)).registration.state).toBe('review')
    expect(scene.shown).toEqual([['card', '1']])
  })

  it('of typed fields raises nothing: the card was not seen', async () => {
    const scene = await faceOffice()
    const { reader: _, ...typed } = scene.office
    const { consentId: __, ...door } = await reviewed(typed)
    expect((await checkFace({ ...scene, office: typed }, door)).registration.state).toBe('review')
  })

  it.each<[string, FoundFaces]>([
    ['detector', { live: { simulated: true } }],
    ['comparison', { registry: { simulated: true } }],
  ])('by a simulated %s ends the registration, except under development', async (_, found) => {
    const scene = await faceOffice(found)
    const { consentId: __, ...door } = await reviewed(scene.office)
    const { registration } = await checkFace(scene, door)
    expect([registration.state, registration.reasons[0]?.code]).toEqual([
      'refused',
      'simulated_evidence_refused',
    ])
    expect(scene.images.held.size).toBe(0)
    const policy = { ...scene.office.policy, dangerouslyAcceptSimulatedEvidence: true }
    const dev = await faceOffice(found, { policy })
    const { consentId: ___, ...other } = await reviewed(dev.office)
    expect((await checkFace(dev, other)).registration.state).toBe('accepted')
  })

  it.each<[string, string, FoundFaces]>([
    ['no living person', 'liveness_failed', { live: { decision: 'not_live' } }],
    ["another face than the registry's", 'face_mismatch', { registry: { decision: 'no_match' } }],
    [
      'another face than that on the card',
      'face_mismatch',
      { card: { decision: 'no_match', certified: false }, registry: { decision: 'unavailable' } },
    ],
  ])(
    'that finds %s is for a supervisor, who sees the selfie, and is not repeated',
    async (_, code, found) => {
      const scene = await faceOffice(found, {}, [ani, siti])
      const { office, clock, images } = scene
      const { consentId: __, ...door } = await reviewed(office)
      const end = await checkFace(scene, door)
      expect([end.mayRepeat, end.registration.state, end.registration.reasons[0]?.code]).toEqual([
        false,
        'review',
        code,
      ])
      await expect(startFaceCheck(office, door)).rejects.toMatchObject({
        code: 'registration_state_conflict',
      })

      const about = await reviewRegistration(office, door.id)
      expect(await about.selfie()).toEqual(frame(1))
      expect(Buffer.from((await about.card()) ?? []).toString()).toBe('card')
      const signed = async (officer: typeof ani) => {
        const about = await reviewRegistration(office, door.id)
        return await signOfficerDecision({ about, outcome: 'accepted', officer, now: clock.now })
      }
      const { id } = door
      const undecided = await decideRegistration(office, { id, decisions: [await signed(ani)] })
      expect([undecided.registration.state, images.held.size]).toEqual(['review', 1])
      const decided = await decideRegistration(office, { id, decisions: [await signed(siti)] })
      expect([decided.registration.state, images.held.size]).toEqual(['accepted', 0])
    },
  )

  it('that finds no living person compares with nobody', async () => {
    const scene = await faceOffice({ live: { decision: 'not_live' }, card: {} })
    const { consentId: _, ...door } = await reviewed(scene.office)
    await checkFace(scene, door)
    expect([scene.asked, scene.shown]).toEqual([[], []])
  })

  it('of another face than the registry has stays answered, though the picture is one on which the matcher of the card fails', async () => {
    const compare = async () => {
      throw new MalformedError('face_image_malformed', 'The picture cannot be decoded.')
    }
    const scene = await faceOffice({ registry: { decision: 'no_match' }, card: {} })
    const { faces } = scene.office
    if (faces?.card === undefined) throw new Error('The office compares with the card.')
    const failing = { ...faces, card: { ...faces.card, matcher: { engine: 'failing', compare } } }
    const office = { ...scene.office, faces: failing }
    const { consentId: _, ...door } = await reviewed(office)
    const { mayRepeat, registration } = await checkFace({ office, clock: scene.clock }, door)
    expect([mayRepeat, registration.reasons[0]?.code]).toEqual([false, 'face_mismatch'])
    await expect(startFaceCheck(office, door)).rejects.toMatchObject({ code: 'registration_state_conflict' })

    const right = await faceOffice({ card: {} })
    const twin = { ...right.office, faces: failing }
    const { consentId: __, ...other } = await reviewed(twin)
    const asked = checkFace({ office: twin, clock: right.clock }, other)
    await expect(asked).rejects.toMatchObject({ code: 'face_image_malformed' })
    expect((await checkFace(right, other)).registration.state).toBe('accepted')
  })

  it.each<[string, FoundFaces]>([
    ['no answer about the person', { live: { decision: 'unavailable' } }],
    ['no answer of the registry', { registry: { decision: 'unavailable' } }],
    ['no face', { registry: { decision: 'no_face' } }],
  ])('with %s may be repeated, and the new one takes its place', async (_, found) => {
    const scene = await faceOffice(found)
    const { consentId: __, ...door } = await reviewed(scene.office)
    expect(await checkFace(scene, door)).toMatchObject({ mayRepeat: true, registration: { state: 'review' } })
    const better = await faceOffice({}, { store: scene.office.store, consents: scene.office.consents })
    const end = await checkFace({ office: better.office, clock: scene.clock }, door)
    expect([end.mayRepeat, end.registration.state]).toEqual([false, 'accepted'])
  })

  it('that found nothing leaves nothing in the case once another one is answered', async () => {
    const scene = await faceOffice({ registry: { decision: 'unavailable' } })
    const { office, clock } = scene
    const { consentId: _, ...door } = await reviewed(office)
    expect((await checkFace(scene, door)).mayRepeat).toBe(true)
    const { store, consents } = office
    const local = await faceOffice({ registry: { certified: false } }, { store, consents })
    expect((await checkFace({ office: local.office, clock }, door)).mayRepeat).toBe(false)
    const again = startFaceCheck(local.office, door)
    await expect(again).rejects.toMatchObject({ code: 'registration_state_conflict' })
  })

  it('is started so often and no more', async () => {
    const scene = await faceOffice({ live: { decision: 'unavailable' } }, { limits: { maxFaceChecks: 2 } })
    const { consentId: _, ...door } = await reviewed(scene.office)
    expect((await checkFace(scene, door)).mayRepeat).toBe(true)
    expect((await checkFace(scene, door)).mayRepeat).toBe(false)
    await expect(startFaceCheck(scene.office, door)).rejects.toMatchObject({
      code: 'registration_limit_reached',
    })
  })

  it('leaves what an officer signed before it without effect', async () => {
    const scene = await faceOffice({ live: { certified: false } }, {}, [ani])
    const { office, clock } = scene
    const { consentId: _, ...door } = await reviewed(office)
    const about = await reviewRegistration(office, door.id)
    const decision = await signOfficerDecision({ about, outcome: 'accepted', officer: ani, now: clock.now })
    await checkFace(scene, door)
    await expect(decideRegistration(office, { id: door.id, decisions: [decision] })).rejects.toMatchObject({
      code: 'officer_decision_invalid',
    })
  })
})

describe('the consent to a face check', () => {
  it('is one of its own: without it nothing of a face is taken in', async () => {
    const scene = await faceOffice()
    const { office, recordings, asked, images } = scene
    const { consentId, ...door } = await reviewed(office, ['identity', 'registry'])
    const missing = { code: 'consent_missing' }
    await expect(startFaceCheck(office, door)).rejects.toMatchObject(missing)
    const { consentId: _, ...other } = await reviewed(office)
    const { nonce } = await startFaceCheck(office, other)
    const image = frame()
    await expect(answerFaceCheck(office, { ...door, nonce, image })).rejects.toMatchObject(missing)
    expect([[...image], recordings, asked]).toEqual([[0, 0, 0, 0, 0], [], []])
    expect([...(images.held.get(consentId)?.images.keys() ?? [])]).toEqual(['card'])
  })

  it('that was withdrawn in the middle ends it', async () => {
    const scene = await faceOffice()
    const { office, clock, recordings } = scene
    const { consentId: _, ...door } = await reviewed(office)
    const { nonce } = await startFaceCheck(office, door)
    const { records } = office.consents
    const find: typeof records.find = async (id) => {
      const record = await records.find(id)
      return record && { ...record, withdrawnAt: clock.now }
    }
    const withdrawn = { ...office, consents: { ...office.consents, records: { ...records, find } } }
    later(scene, 1000)
    await expect(answerFaceCheck(withdrawn, { ...door, nonce, image: frame() })).rejects.toMatchObject({
      code: 'consent_withdrawn',
    })
    expect(recordings).toEqual([])
  })
})

describe('a consent to a face check that is withdrawn while the detector looks', () => {
  it('ends it before a face is compared with anything', async () => {
    const scene = await faceOffice({ card: {} })
    const { faces, consents } = scene.office
    if (faces === undefined) throw new Error('The office checks faces.')
    let isWithdrawn = false
    const detector = {
      ...faces.detector,
      judge: async (...asked: Parameters<typeof faces.detector.judge>) => {
        isWithdrawn = true
        return await faces.detector.judge(...asked)
      },
    }
    const find: typeof consents.records.find = async (id) => {
      const record = await consents.records.find(id)
      return record && { ...record, ...(isWithdrawn && { withdrawnAt: scene.clock.now }) }
    }
    const office = {
      ...scene.office,
      faces: { ...faces, detector },
      consents: { ...consents, records: { ...consents.records, find } },
    }
    const { consentId, ...door } = await reviewed(office)
    const ending = checkFace({ office, clock: scene.clock }, door)
    await expect(ending).rejects.toMatchObject({ code: 'consent_withdrawn' })
    expect([scene.asked, scene.shown]).toEqual([[], []])
    expect([...(scene.images.held.get(consentId)?.images.keys() ?? [])]).toEqual(['card'])
    expect([...(scene.recordings[0]?.frames[0]?.image ?? [])]).toEqual([0, 0, 0, 0, 0])
  })
})

describe('an answer to a face check', () => {
  async function challenged(found: FoundFaces = {}) {
    const scene = await faceOffice(found)
    const { consentId: _, ...door } = await reviewed(scene.office)
    const { nonce } = await startFaceCheck(scene.office, door)
    const answer = (changes: Partial<Parameters<typeof answerFaceCheck>[1]> = {}) =>
      answerFaceCheck(scene.office, { ...door, nonce, image: frame(), ...changes })
    return { ...scene, door, nonce, answer }
  }

  it.each([
    ['too fast', 100, 'liveness_too_fast'],
    ['too slow', 11_000, 'liveness_too_slow'],
    ['after the end', 61_000, 'liveness_expired'],
  ])('that comes %s ends the challenge and leaves the registration as it was', async (_, after, code) => {
    const scene = await challenged()
    const before = await registrationStatus(scene.office, scene.door)
    later(scene, after)
    await expect(scene.answer()).rejects.toMatchObject({ code })
    await expect(scene.answer()).rejects.toMatchObject({ code: 'liveness_replayed' })
    expect(await registrationStatus(scene.office, scene.door)).toEqual(before)
    expect((await checkFace(scene, scene.door)).registration.state).toBe('accepted')
  })

  it('that was given before is refused by name, in the middle and after the end', async () => {
    const scene = await challenged({ live: { decision: 'unavailable' } })
    later(scene, 1000)
    const second = await scene.answer()
    await expect(scene.answer()).rejects.toMatchObject({ code: 'liveness_replayed' })
    let [step, last] = [second, '']
    while (step.state === 'asked') {
      later(scene, 1000)
      last = step.nonce
      step = await scene.answer({ nonce: last })
    }
    await expect(scene.answer({ nonce: last })).rejects.toMatchObject({ code: 'liveness_replayed' })
    expect(scene.recordings).toHaveLength(1)
  })

  it('to the challenge of another registration is refused by name', async () => {
    const scene = await challenged()
    const { consentId: _, ...other } = await reviewed(scene.office)
    later(scene, 1000)
    await expect(scene.answer(other)).rejects.toMatchObject({ code: 'liveness_unknown' })
    await expect(scene.answer({ nonce: 'A'.repeat(22) })).rejects.toMatchObject({ code: 'liveness_unknown' })
  })

  it('that is sent many times at once counts once', async () => {
    const scene = await challenged()
    later(scene, 1000)
    const ends = await Promise.allSettled(Array.from({ length: 20 }, () => scene.answer()))
    expect(ends.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    const codes = ends.map((end) => (end.status === 'rejected' ? end.reason.code : 'taken'))
    expect(new Set(codes)).toEqual(new Set(['taken', 'registration_state_conflict']))
  })

  it('that is no picture, or a large one, may be sent again', async () => {
    const scene = await challenged()
    later(scene, 1000)
    const large = new Uint8Array(1024 * 1024 + 1)
    large.set(frame())
    for (const image of [cardBytes(), large]) {
      await expect(scene.answer({ image })).rejects.toMatchObject({ code: 'face_image_malformed' })
      expect(image.every((byte) => byte === 0)).toBe(true)
    }
    expect((await scene.answer()).state).toBe('asked')
  })

  it('leaves no picture in memory after the end, whatever it was', async () => {
    for (const found of [{}, { live: { decision: 'not_live' } }, { card: {} }] satisfies FoundFaces[]) {
      const scene = await faceOffice(found)
      const { consentId: _, ...door } = await reviewed(scene.office)
      await checkFace(scene, door)
      const pictures = scene.recordings.flatMap(({ frames }) => frames.map(({ image }) => [...image]))
      expect(pictures).toEqual(Array.from({ length: 4 }, () => [0, 0, 0, 0, 0]))
    }
  })

  it('of an engine on another scale than the office is the fault of the office, and changes nothing', async () => {
    const scene = await faceOffice({ registry: { scale: 'percent', score: 97, threshold: 90 } })
    const { consentId, ...door } = await reviewed(scene.office)
    await expect(checkFace(scene, door)).rejects.toMatchObject({ code: 'face_score_incomparable' })
    expect((await registrationStatus(scene.office, door)).state).toBe('review')
    expect([...(scene.images.held.get(consentId)?.images.keys() ?? [])]).toEqual(['card'])
    expect([...(scene.recordings[0]?.frames[0]?.image ?? [])]).toEqual([0, 0, 0, 0, 0])
  })
})

describe('a registration that does not come to a face check', () => {
  it('is refused by name: an office that checks none, and a turn that is not there', async () => {
    const { office } = await faceOffice()
    const { faces: _, ...blind } = office
    const { consentId: __, ...door } = await reviewed(blind)
    const refused = { name: 'UnsupportedError', code: 'face_check_unavailable' }
    await expect(startFaceCheck(blind, door)).rejects.toMatchObject(refused)
    const image = frame()
    await expect(answerFaceCheck(blind, { ...door, nonce: 'A'.repeat(22), image })).rejects.toMatchObject(
      refused,
    )
    expect([...image]).toEqual([0, 0, 0, 0, 0])

    const { id, token } = await startRegistration(office, {
      ...agreement,
      agreed: ['identity', 'registry', 'face'],
    })
    const early = { id, access: { token } }
    await uploadCard(office, { ...early, image: cardBytes() })
    const conflict = { code: 'registration_state_conflict' }
    await expect(startFaceCheck(office, early)).rejects.toMatchObject(conflict)
  })
})
