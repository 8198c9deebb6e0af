import { describe, expect, it } from 'vitest'
import { invented } from '../../../fixtures/officers.ts'
import {
  agreement,
  cardBytes,
  mariaFile,
  oneCardReader,
  registrationOffice,
} from '../../../fixtures/registrations.ts'
import { realRegistry, simulator } from '../../../fixtures/registries.ts'
import { signOfficerDecision } from '../officer/sign-officer-decision.ts'
import type { DocumentReader } from '../reader/document-reader.ts'
import { confirmFields } from './confirm-fields.ts'
import { decideRegistration, reviewRegistration } from './decide-registration.ts'
import type { RegistrationDoor, RegistrationOffice } from './registration-office.ts'
import { registrationStatus } from './registration-status.ts'
import { startRegistration } from './start-registration.ts'
import { uploadCard } from './upload-card.ts'

const ani = await invented('ani')
const conflict = { code: 'registration_state_conflict' }

/** A picture that the reader below knows beside `card`. */
const otherBytes = (): Uint8Array => Uint8Array.from(Buffer.from('other card'))

/** Reads two pictures of the card. */
const twoCardsReader: DocumentReader = {
  read: async (image, options) =>
    await oneCardReader.read(Buffer.from(image).toString() === 'other card' ? cardBytes() : image, options),
}

async function opened(changes: Partial<RegistrationOffice> = {}) {
  const scene = await registrationOffice({ reader: twoCardsReader, ...changes }, [ani])
  const { id, token, consentId } = await startRegistration(scene.office, agreement)
  const door: RegistrationDoor = { id, access: { token } }
  const waiting = (): string =>
    Buffer.from(scene.images.held.get(consentId)?.images.get('card') ?? []).toString()
  return { ...scene, door, consentId, waiting, counter: { id, access: 'office', takesOver: true } as const }
}

async function shown(office: RegistrationOffice, id: string): Promise<string | undefined> {
  const card = await (await reviewRegistration(office, id)).card()
  return card && Buffer.from(card).toString()
}

describe('a step that lost its claim', () => {
  it('leaves the picture of the winner where it is', async () => {
    const { office, door, counter, waiting } = await opened()
    const slow: DocumentReader = {
      read: async (image) => {
        await uploadCard(office, { ...counter, image: otherBytes() })
        return await twoCardsReader.read(image)
      },
    }
    const late = uploadCard({ ...office, reader: slow }, { ...door, image: cardBytes() })
    await expect(late).rejects.toMatchObject(conflict)
    expect(waiting()).toBe('other card')
  })

  it('erases nothing when it fails late', async () => {
    const { office, door, counter, waiting } = await opened()
    const slow: DocumentReader = {
      read: async () => {
        await uploadCard(office, { ...counter, image: otherBytes() })
        return await oneCardReader.read(Uint8Array.of(0))
      },
    }
    const late = uploadCard({ ...office, reader: slow }, { ...door, image: cardBytes() })
    await expect(late).rejects.toMatchObject({ code: 'card_image_unreadable' })
    expect(waiting()).toBe('other card')
  })

  it('brings no picture back after the decision', async () => {
    const { office, clock, images, door, counter } = await opened()
    await uploadCard(office, { ...door, image: cardBytes() })
    const late: RegistrationOffice = {
      ...office,
      registry: realRegistry(async (query) => {
        await confirmFields(office, { ...counter, fields: mariaFile })
        const about = await reviewRegistration(office, door.id)
        const decision = await signOfficerDecision({
          about,
          outcome: 'accepted',
          officer: ani,
          now: clock.now,
        })
        await decideRegistration(office, { id: door.id, decisions: [decision] })
        return await simulator().verifyElements(query)
      }),
    }
    await expect(confirmFields(late, { ...door, fields: mariaFile })).rejects.toMatchObject(conflict)
    expect((await registrationStatus(office, door)).state).toBe('accepted')
    expect(images.held.size).toBe(0)
  })
})

describe('a second picture', () => {
  it('takes the place of the first when it was read', async () => {
    const { office, door, waiting } = await opened()
    await uploadCard(office, { ...door, image: cardBytes() })
    await uploadCard(office, { ...door, image: otherBytes() })
    await confirmFields(office, { ...door, fields: mariaFile })
    expect([waiting(), await shown(office, door.id)]).toEqual(['other card', 'other card'])
  })

  it('that cannot be read leaves the first, and what was read of it', async () => {
    const { office, door, waiting } = await opened()
    await uploadCard(office, { ...door, image: cardBytes() })
    const image = Uint8Array.of(1, 2, 3)
    await expect(uploadCard(office, { ...door, image })).rejects.toMatchObject({
      code: 'card_image_unreadable',
    })
    expect([...image]).toEqual([0, 0, 0])
    expect((await registrationStatus(office, door)).fields?.nik?.text).toBe(mariaFile.nik)
    await confirmFields(office, { ...door, fields: mariaFile })
    expect([waiting(), await shown(office, door.id)]).toEqual(['card', 'card'])
  })

  it('that was read and could not be kept is not confused with the first', async () => {
    const { office, images, door } = await opened()
    await uploadCard(office, { ...door, image: cardBytes() })
    const full = { ...images, keep: () => Promise.reject(new Error('the disk is full')) }
    const unkept = uploadCard({ ...office, images: full }, { ...door, image: otherBytes() })
    await expect(unkept).rejects.toThrow('the disk is full')
    await confirmFields(office, { ...door, fields: mariaFile })
    expect(await shown(office, door.id)).toBeUndefined()
  })
})

describe('while a step runs', () => {
  it('the registration does not end, so that no purge takes it away', async () => {
    const { office, clock, door } = await opened()
    const expiresAt = async (): Promise<Date | undefined> => (await office.store.find(door.id))?.expiresAt
    const ends: (Date | undefined)[] = []
    clock.now = new Date('2026-11-24T08:29:59Z')
    const slow: RegistrationOffice = {
      ...office,
      reader: {
        read: async (image) => {
          clock.now = new Date('2026-11-24T08:30:30Z')
          ends.push(await expiresAt())
          // Another one that begins clears away what is past its time.
          await startRegistration(office, agreement)
          return await oneCardReader.read(image)
        },
      },
    }
    const unreadable = uploadCard(slow, { ...door, image: Uint8Array.of(1) })
    await expect(unreadable).rejects.toMatchObject({ code: 'card_image_unreadable' })
    expect([...ends, await expiresAt()]).toEqual([
      new Date('2026-11-24T08:31:59Z'),
      new Date('2026-11-24T08:30:00Z'),
    ])
    await expect(registrationStatus(office, door)).rejects.toMatchObject({ code: 'registration_expired' })
  })

  it('until its picture is kept no other one begins', async () => {
    const { office, images, door, waiting } = await opened()
    let other: Promise<unknown> = Promise.resolve()
    const slow = {
      ...images,
      keep: async (...kept: Parameters<typeof images.keep>) => {
        other = uploadCard(office, { ...door, image: otherBytes() }).catch(({ code }) => code)
        await other
        await images.keep(...kept)
      },
    }
    await uploadCard({ ...office, images: slow }, { ...door, image: cardBytes() })
    expect([await other, waiting()]).toEqual([conflict.code, 'card'])
    await uploadCard(office, { ...door, image: otherBytes() })
    expect(waiting()).toBe('other card')
  })
})
