// Rows I6 and P2, and hostile applicants and officers: registrations on a real database, many at once, out of turn, late,
// and while the person is erased or restricted.
import { MalformedError } from '@lontar/credentials/errors'
import { signOfficerDecision } from '@lontar/proofing/officer'
import type { DocumentReader } from '@lontar/proofing/reader'
import {
  confirmFields,
  decideRegistration,
  registrationIdentity,
  registrationStatus,
  reviewRegistration,
  uploadCard,
} from '@lontar/proofing/registration'
import { describe, expect, test } from 'vitest'
import {
  bringToReview,
  confirmedFields,
  openRegistrationDesk,
  picture,
  type RegistrationDesk,
  signAbout,
  startOne,
  wordReader,
} from './support/registration-desk.ts'

const codeOf = (error: unknown): unknown =>
  typeof error === 'object' && error !== null && 'code' in error ? error.code : error

/** How each of many at the same time ended: a value, or a code. */
async function atOnce<Value>(works: readonly Promise<Value>[]): Promise<readonly unknown[]> {
  const ends = await Promise.allSettled(works)
  return ends.map((end) => (end.status === 'fulfilled' ? 'done' : codeOf(end.reason)))
}

async function shown({ office }: RegistrationDesk, id: string): Promise<string | undefined> {
  const card = await (await reviewRegistration(office, id)).card()
  return card && Buffer.from(card).toString()
}

const years = (clock: { readonly now: Date }): Date => new Date(clock.now.getTime() + 730 * 86_400_000)
const subjectOf = ({ store }: RegistrationDesk): string =>
  store.consents.subjectOf({ nik: confirmedFields['nik'] ?? '' })

describe('many at the same time, through two doors to one database', () => {
  test('of twenty pictures of one registration one is read and kept', async () => {
    const desk = await openRegistrationDesk()
    const { id, access } = await startOne(desk.office)
    const refused = Promise.withResolvers<void>()
    const reader: DocumentReader = {
      read: async (image) => {
        await refused.promise
        return await wordReader.read(image)
      },
    }
    const doors = [desk.office, await desk.again()].map((office) => ({ ...office, reader }))
    const images = Array.from({ length: 20 }, (_, number) => picture(`number ${number}`))
    let left = images.length
    const ends = await atOnce(
      images.map((image, number) =>
        uploadCard(doors[number % 2] ?? desk.office, { id, access, image }).catch((error: unknown) => {
          left -= 1
          if (left === 1) refused.resolve()
          throw error
        }),
      ),
    )
    expect(ends.filter((end) => end === 'done')).toHaveLength(1)
    expect(new Set(ends)).toEqual(new Set(['done', 'registration_state_conflict']))
    for (const image of images) expect(new Set(image)).toEqual(new Set([0]))
    await confirmFields(desk.office, { id, access, fields: confirmedFields })
    expect(await shown(desk, id)).toBe(`PICTURE-MARK number ${ends.indexOf('done')}`)
    desk.expectNoTrace()
  })

  test('of twenty confirmations one asks the registry', async () => {
    const desk = await openRegistrationDesk()
    const { id, access } = await startOne(desk.office)
    const doors = [desk.office, await desk.again()]
    const ends = await atOnce(
      Array.from({ length: 20 }, (_, number) =>
        confirmFields(doors[number % 2] ?? desk.office, { id, access, fields: confirmedFields }),
      ),
    )
    expect(ends.filter((end) => end === 'done')).toHaveLength(1)
    expect(desk.registry.asked).toBe(1)
    desk.expectNoTrace()
  })

  test('of twenty decisions, for and against, one counts, and there is one identity or none', async () => {
    const desk = await openRegistrationDesk()
    const { id } = await bringToReview(desk.office)
    const doors = [desk.office, await desk.again()]
    const yes = await signAbout(desk, id, desk.ani)
    const no = await signAbout(desk, id, desk.beni, 'refused')
    const ends = await atOnce(
      Array.from({ length: 20 }, (_, number) =>
        decideRegistration(doors[number % 2] ?? desk.office, {
          id,
          decisions: [number % 3 === 0 ? yes : no],
        }),
      ),
    )
    expect(ends.filter((end) => end === 'done')).toHaveLength(1)
    expect(new Set(ends)).toEqual(new Set(['done', 'registration_state_conflict']))
    const { state } = await registrationStatus(desk.office, { id, access: 'office' })
    expect([state, (await registrationIdentity(desk.office, id)) !== undefined]).toEqual([
      ends.indexOf('done') % 3 === 0 ? 'accepted' : 'refused',
      ends.indexOf('done') % 3 === 0,
    ])
    desk.expectNoTrace()
  })

  test('a purge that never rests takes nothing away that goes on', async () => {
    const desk = await openRegistrationDesk()
    let isOver = false
    const purging = (async () => {
      while (!isOver) {
        await desk.store.subjects.purge(new Date(desk.clock.now.getTime() + 119_000))
        await new Promise((resolve) => setImmediate(resolve))
      }
    })()
    // A minute before its end: for a purge whose clock is two minutes fast its time is over.
    const doors = await Promise.all(Array.from({ length: 5 }, () => startOne(desk.office)))
    desk.clock.now = new Date('2026-11-24T08:28:00Z')
    const slowly = {
      ...desk.office,
      reader: {
        read: async (image: Uint8Array) => {
          desk.clock.now = new Date('2026-11-24T08:29:30Z')
          await desk.store.subjects.purge(new Date('2026-11-24T08:29:59Z'))
          return await wordReader.read(image)
        },
      },
    }
    const ends = await atOnce(
      doors.map(({ id, access }) => uploadCard(slowly, { id, access, image: picture('one') })),
    )
    isOver = true
    await purging
    expect(ends).toEqual(doors.map(() => 'done'))
    for (const { id, access } of doors) {
      await confirmFields(desk.office, { id, access, fields: confirmedFields })
      expect(await shown(desk, id)).toBe('PICTURE-MARK one')
    }
    desk.expectNoTrace()
  })
})

describe('I6 a decision of an officer', () => {
  test('made for another registration of the same person does not count, and the twin does', async () => {
    const desk = await openRegistrationDesk()
    const [one, other] = [await bringToReview(desk.office), await bringToReview(desk.office)]
    const foreign = await signAbout(desk, other.id, desk.ani)
    const decided = decideRegistration(desk.office, { id: one.id, decisions: [foreign] })
    await expect(decided).rejects.toMatchObject({ code: 'officer_decision_invalid' })
    expect((await registrationStatus(desk.office, one)).state).toBe('review')
    expect(await shown(desk, one.id)).toBe('PICTURE-MARK one')
    const { registration } = await decideRegistration(desk.office, { id: other.id, decisions: [foreign] })
    expect(registration.state).toBe('accepted')
    desk.expectNoTrace()
  })

  test('that was used decides nothing again: not this registration, not a new one, not after its time', async () => {
    const desk = await openRegistrationDesk()
    const { id, consentId } = await bringToReview(desk.office)
    const decisions = [await signAbout(desk, id, desk.ani)]
    await decideRegistration(desk.office, { id, decisions })
    const conflict = { code: 'registration_state_conflict' }
    await expect(decideRegistration(desk.office, { id, decisions })).rejects.toMatchObject(conflict)
    const next = await bringToReview(desk.office)
    await expect(decideRegistration(desk.office, { id: next.id, decisions })).rejects.toMatchObject({
      code: 'officer_decision_invalid',
    })
    expect((await desk.store.evidenceImages.load(consentId, desk.clock.now)).size).toBe(0)
    desk.clock.now = new Date('2026-12-24T08:00:00Z')
    for (const past of [id, next.id]) {
      await expect(decideRegistration(desk.office, { id: past, decisions })).rejects.toMatchObject({
        code: 'registration_expired',
      })
    }
    await desk.store.subjects.purge(desk.clock.now)
    await expect(decideRegistration(desk.office, { id, decisions })).rejects.toMatchObject({
      code: 'registration_unknown',
    })
    desk.expectNoTrace()
  })

  test('by an officer who was disabled after signing, or in the middle of the use, is named as such', async () => {
    const desk = await openRegistrationDesk()
    const { id } = await bringToReview(desk.office)
    const signed = await signAbout(desk, id, desk.ani)
    const { officers } = desk.store
    const closing = {
      find: officers.find,
      use: async (...used: Parameters<typeof officers.use>) => {
        await officers.disable('ani')
        return await officers.use(...used)
      },
    }
    const disabled = { code: 'officer_disabled' }
    const inTheMiddle = decideRegistration({ ...desk.office, officers: closing }, { id, decisions: [signed] })
    await expect(inTheMiddle).rejects.toMatchObject(disabled)
    const late = [await signAbout(desk, id, desk.ani)]
    await expect(decideRegistration(desk.office, { id, decisions: late })).rejects.toMatchObject(disabled)
    const decisions = [await signAbout(desk, id, desk.beni)]
    const { registration } = await decideRegistration(desk.office, { id, decisions })
    expect(registration.state).toBe('accepted')
  })

  test('that is edited, of another key, or a thousand of them, ends in a name and leaves the case open', async () => {
    const desk = await openRegistrationDesk()
    const { id } = await bringToReview(desk.office)
    const swapped = { ...desk.ani, signer: desk.beni.signer }
    const about = await reviewRegistration(desk.office, id)
    const attempts = [
      [`${await signAbout(desk, id, desk.ani)}A`],
      [await signOfficerDecision({ about, outcome: 'accepted', officer: swapped, now: desk.clock.now })],
      Array.from({ length: 1000 }, () => 'a.b.c'),
      [''],
    ]
    for (const decisions of attempts) {
      const refused = decideRegistration(desk.office, { id, decisions })
      await expect(refused).rejects.toMatchObject({ code: 'officer_decision_invalid' })
    }
    const { registration } = await decideRegistration(desk.office, { id, decisions: [] })
    expect(registration.state).toBe('review')
    const decisions = [await signAbout(desk, id, desk.ani)]
    expect((await decideRegistration(desk.office, { id, decisions })).registration.state).toBe('accepted')
    desk.expectNoTrace()
  })

  test('that was used by an attempt which was killed holds no officer up', async () => {
    const desk = await openRegistrationDesk()
    const { id } = await bringToReview(desk.office)
    const decisions = [await signAbout(desk, id, desk.ani)]
    const { store } = desk.office
    let writes = 0
    const dying = {
      ...store,
      replace: async (...change: Parameters<typeof store.replace>) => {
        writes += 1
        if (writes > 1) throw new Error('the power went')
        return await store.replace(...change)
      },
    }
    const killed = decideRegistration({ ...desk.office, store: dying }, { id, decisions })
    await expect(killed).rejects.toThrow('the power went')
    desk.clock.now = new Date(desk.clock.now.getTime() + 120_000)
    const again = [await signAbout(desk, id, desk.ani)]
    expect((await decideRegistration(desk.office, { id, decisions: again })).registration.state).toBe(
      'accepted',
    )
  })
})

describe('a person who is erased or restricted in the middle of a registration', () => {
  test('while the registry is asked: nothing comes back', async () => {
    const desk = await openRegistrationDesk()
    const { id, access, consentId } = await startOne(desk.office)
    await uploadCard(desk.office, { id, access, image: picture('one') })
    const { registry } = desk.office
    const erasing = {
      ...desk.office,
      registry: {
        ...registry,
        verifyElements: async (query: Parameters<typeof registry.verifyElements>[0]) => {
          const erased = await desk.store.subjects.erase(subjectOf(desk), desk.clock.now, years(desk.clock))
          expect([erased.registrations, erased.images]).toEqual([1, 1])
          return await registry.verifyElements(query)
        },
      },
    }
    const confirmed = confirmFields(erasing, { id, access, fields: confirmedFields })
    await expect(confirmed).rejects.toMatchObject({ code: 'registration_state_conflict' })
    await expect(registrationStatus(desk.office, { id, access })).rejects.toMatchObject({
      code: 'registration_unknown',
    })
    expect((await desk.store.evidenceImages.load(consentId, desk.clock.now)).size).toBe(0)
    desk.expectNoTrace()
  })

  test('while an officer decides: there is no identity', async () => {
    const desk = await openRegistrationDesk()
    const { id, consentId } = await bringToReview(desk.office)
    const decisions = [await signAbout(desk, id, desk.ani)]
    const { officers } = desk.store
    const erasing = {
      ...desk.office,
      officers: {
        find: officers.find,
        use: async (...used: Parameters<typeof officers.use>) => {
          await desk.store.subjects.erase(subjectOf(desk), desk.clock.now, years(desk.clock))
          return await officers.use(...used)
        },
      },
    }
    await expect(decideRegistration(erasing, { id, decisions })).rejects.toMatchObject({
      code: 'consent_withdrawn',
    })
    await expect(registrationIdentity(desk.office, id)).rejects.toMatchObject({
      code: 'registration_unknown',
    })
    expect((await desk.store.evidenceImages.load(consentId, desk.clock.now)).size).toBe(0)
    desk.expectNoTrace()
  })

  test('while a picture is read, of a registration whose person is known: the picture is not kept', async () => {
    const desk = await openRegistrationDesk({
      registry: { verifyElements: () => Promise.reject(new Error('down')), simulated: true },
    })
    const { id, access, consentId } = await startOne(desk.office)
    // A first confirmation tells whose it is, and fails before it comes to an end.
    const failing = { ...desk.office, policy: { ...desk.office.policy, timeZone: 'Nowhere/None' } }
    await expect(confirmFields(failing, { id, access, fields: confirmedFields })).rejects.toThrow()
    const erasing = {
      ...desk.office,
      reader: {
        read: async (image: Uint8Array) => {
          await desk.store.subjects.erase(subjectOf(desk), desk.clock.now, years(desk.clock))
          return await wordReader.read(image)
        },
      },
    }
    const image = picture('one')
    await expect(uploadCard(erasing, { id, access, image })).rejects.toMatchObject({
      code: 'registration_state_conflict',
    })
    expect(new Set(image)).toEqual(new Set([0]))
    expect((await desk.store.evidenceImages.load(consentId, desk.clock.now)).size).toBe(0)
    desk.expectNoTrace()
  })

  test('who is restricted is processed no further, in no step', async () => {
    const desk = await openRegistrationDesk()
    const restricted = { code: 'processing_restricted' }
    const { id } = await bringToReview(desk.office)
    const other = await startOne(desk.office)
    const decisions = [await signAbout(desk, id, desk.ani)]
    await desk.store.subjects.restrict(subjectOf(desk), desk.clock.now)
    await expect(decideRegistration(desk.office, { id, decisions })).rejects.toMatchObject(restricted)
    const asked = desk.registry.asked
    const confirmed = confirmFields(desk.office, { ...other, fields: confirmedFields })
    await expect(confirmed).rejects.toMatchObject(restricted)
    // Now it is known whose registration it is, and so no picture is read either.
    const unread = {
      ...desk.office,
      reader: { read: () => Promise.reject(new MalformedError('card_not_found', 'It was read.')) },
    }
    await expect(uploadCard(unread, { ...other, image: picture('two') })).rejects.toMatchObject(restricted)
    expect(desk.registry.asked).toBe(asked)
    await desk.store.subjects.lift(subjectOf(desk))
    const again = [await signAbout(desk, id, desk.ani)]
    expect((await decideRegistration(desk.office, { id, decisions: again })).registration.state).toBe(
      'accepted',
    )
    desk.expectNoTrace()
  })
})
