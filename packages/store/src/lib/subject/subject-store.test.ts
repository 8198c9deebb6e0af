import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { issueTo, registerPerson } from '../../../fixtures/issued-person.ts'
import { memoryStore } from '../../../fixtures/memory-store.ts'
import {
  deferredRecord,
  hash,
  intentFor,
  later,
  name,
  nik,
  offerRecord,
  redemption,
  start,
} from '../../../fixtures/records.ts'
import { temporaryFolder } from '../../../fixtures/temporary-folder.ts'
import { openStore, type Store } from '../open-store.ts'

const other = '5371990203850002'
const day = 86_400

function request(subject: string, changes: object = {}) {
  return { subject, kind: 'export' as const, openedAt: start, dueAt: later(3 * day), ...changes }
}

function ending(requestId: string) {
  return { requestId, outcome: 'done', doneAt: later(9), keptUntil: later(day) }
}

async function revoke(store: Store, credentialId: string): Promise<void> {
  const change = { credentialId, status: 'revoked' as const, reason: undefined, now: later(5) }
  expect(await store.issuer.setCredentialStatus(change)).toBe('changed')
}

describe('what is held about a person', () => {
  it('is nothing of whom nobody knows', async () => {
    const { subjects, consents } = await memoryStore()
    expect(await subjects.describe(consents.subjectOf({ nik }))).toEqual({
      consents: [],
      issuances: [],
      credentials: [],
      registrations: [],
      evidenceImages: [],
      requests: [],
    })
  })

  it('is found from the consent to the credential, and without a claim value', async () => {
    const store = await memoryStore()
    const person = await registerPerson(store)
    await registerPerson(store, { nik: other })
    expect(await store.subjects.describe(person.subject)).toMatchObject({
      consents: [{ id: person.consentId, receipt: `receipt ${person.consentId}` }],
      issuances: [
        { issuanceId: person.offer.issuanceId, state: 'open', holdsIdentity: true, isRenewable: false },
      ],
      credentials: [],
    })
    const credentialId = await issueTo(store, person)
    const held = await store.subjects.describe(person.subject)
    expect(held).toMatchObject({
      issuances: [
        { issuanceId: person.offer.issuanceId, state: 'redeemed', holdsIdentity: false, isRenewable: true },
      ],
      credentials: [{ credentialId, status: 'valid' }],
    })
    expect(held.issuances).toHaveLength(1)
    for (const value of [nik, name]) expect(JSON.stringify(held)).not.toContain(value)
  })
})

describe('a request', () => {
  it('is opened once of a kind, and its first clock goes on', async () => {
    const { subjects } = await memoryStore()
    const first = await subjects.open(request('maria'))
    const again = await subjects.open(request('maria', { openedAt: later(60), dueAt: later(4 * day) }))
    expect(again).toEqual(first)
    expect(first).toMatchObject({ openedAt: start, dueAt: later(3 * day), kind: 'export' })
    expect((await subjects.open(request('budi'))).requestId).not.toBe(first.requestId)
    expect((await subjects.open(request('maria', { kind: 'erase' }))).requestId).not.toBe(first.requestId)
  })

  it('ends once, and another may be opened then', async () => {
    const { subjects } = await memoryStore()
    const { requestId } = await subjects.open(request('maria'))
    expect(await subjects.close(ending(requestId))).toBe(true)
    expect(await subjects.close(ending(requestId))).toBe(false)
    expect(await subjects.close(ending('unknown'))).toBe(false)
    expect((await subjects.open(request('maria'))).requestId).not.toBe(requestId)
    expect((await subjects.describe('maria')).requests).toMatchObject([
      { kind: 'export' },
      { requestId, doneAt: later(9), outcome: 'done' },
    ])
  })

  it('is listed with what is due first at the head, or the newest of all', async () => {
    const { subjects } = await memoryStore()
    const late = await subjects.open(request('maria', { dueAt: later(2 * day) }))
    const later_ = await subjects.open(request('budi'))
    const first = await subjects.open(request('siti', { dueAt: later(day) }))
    await subjects.close(ending(later_.requestId))
    expect((await subjects.requests('open', 9)).map(({ subject }) => subject)).toEqual(['siti', 'maria'])
    expect(await subjects.requests('open', 1)).toEqual([first])
    expect((await subjects.requests('all', 9)).map(({ subject }) => subject)).toEqual([
      'siti',
      'budi',
      'maria',
    ])
    expect(late.doneAt).toBeUndefined()
  })

  it('ends with no person in its outcome', async () => {
    const { subjects } = await memoryStore()
    const { requestId } = await subjects.open(request('maria'))
    for (const outcome of [`for ${nik}`, 'x'.repeat(201)]) {
      await expect(subjects.close({ ...ending(requestId), outcome })).rejects.toMatchObject({
        code: 'internal',
      })
    }
    expect(await subjects.requests('open', 1)).toHaveLength(1)
  })
})

describe('a restriction', () => {
  it('is there until it is lifted', async () => {
    const { subjects, consents } = await memoryStore()
    expect(await subjects.restrict('maria', start)).toBe(true)
    expect(await subjects.restrict('maria', later(5))).toBe(false)
    expect(await consents.isRestricted('maria')).toBe(true)
    expect(await consents.isRestricted('budi')).toBe(false)
    expect(await subjects.describe('maria')).toMatchObject({ restrictedSince: start })
    expect(await subjects.lift('maria')).toBe(true)
    expect(await subjects.lift('maria')).toBe(false)
    expect(await consents.isRestricted('maria')).toBe(false)
  })

  it('keeps an open offer unused, and of this person alone', async () => {
    const store = await memoryStore()
    const [maria, budi] = [await registerPerson(store), await registerPerson(store, { nik: other })]
    await store.subjects.restrict(maria.subject, start)
    expect(await store.issuer.redeemCode(redemption(maria.offer))).toEqual({ outcome: 'code_invalid' })
    expect(await store.issuer.redeemCode(redemption(budi.offer))).toMatchObject({ outcome: 'redeemed' })
    await store.subjects.lift(maria.subject)
    expect(await store.issuer.redeemCode(redemption(maria.offer))).toMatchObject({ outcome: 'redeemed' })
  })

  it('stops what was begun, and renewals', async () => {
    const store = await memoryStore()
    const person = await registerPerson(store)
    await issueTo(store, person)
    const token = hash(`token ${person.offer.issuanceId}`)
    const rotate = () =>
      store.issuer.rotateRefreshToken({
        tokenHash: hash(`refresh ${person.offer.issuanceId}`),
        clientId: undefined,
        dpopThumbprint: undefined,
        next: {
          tokenHash: hash('next'),
          expiresAt: later(90_000),
          renewableUntil: later(90_000),
          configurationIds: person.offer.configurationIds,
          identifiersGiven: false,
          copies: 1,
          identity: 'another JWE',
        },
        token: { tokenHash: hash('renewed'), expiresAt: later(600), configurationIds: [] },
        renewals: { atMost: 9, since: start },
        issuance: { issuanceId: 'renewal-1', codeHash: hash('nobody'), identity: '{}' },
        now: later(10),
      })
    expect(await store.issuer.readGrant(token, later(4))).toBeDefined()
    await store.subjects.restrict(person.subject, later(4))
    expect(await store.issuer.readGrant(token, later(5))).toBeUndefined()
    expect(await rotate()).toBe('refused')
    await store.subjects.lift(person.subject)
    expect(await store.issuer.readGrant(token, later(6))).toBeDefined()
    expect(await rotate()).toBe('rotated')
    expect(await store.issuer.readGrant(hash('renewed'), later(11))).toMatchObject({
      issuanceId: 'renewal-1',
    })
    await store.subjects.restrict(person.subject, later(12))
    expect(await store.issuer.readGrant(hash('renewed'), later(13))).toBeUndefined()
  })
})

describe('withdrawing', () => {
  it('ends what waits and keeps what was issued, with the receipts', async () => {
    const store = await memoryStore()
    const [open, issued] = [await registerPerson(store), await registerPerson(store)]
    const credentialId = await issueTo(store, issued)
    expect(await store.subjects.withdraw(open.subject, later(4), later(day))).toBe(2)
    expect(await store.subjects.withdraw(open.subject, later(5), later(day))).toBe(0)
    expect(await store.issuer.redeemCode(redemption(open.offer))).toEqual({ outcome: 'code_invalid' })
    expect(await store.subjects.describe(open.subject)).toMatchObject({
      consents: [{ withdrawnAt: later(4) }, { withdrawnAt: later(4) }],
      credentials: [{ credentialId, status: 'valid' }],
    })
    const held = (await store.subjects.describe(open.subject)).issuances
    expect(held.map(({ holdsIdentity, isRenewable }) => [holdsIdentity, isRenewable])).toEqual([
      [false, false],
      [false, false],
    ])
  })
})

describe('erasing', () => {
  it('waits for the credentials to be revoked', async () => {
    const store = await memoryStore()
    const person = await registerPerson(store)
    const credentialId = await issueTo(store, person)
    const erase = () => store.subjects.erase(person.subject, later(6), later(day))
    await expect(erase()).rejects.toMatchObject({ code: 'internal' })
    expect(await store.subjects.describe(person.subject)).toMatchObject({
      consents: [{ receipt: `receipt ${person.consentId}` }],
      issuances: [{ isRenewable: true }],
    })
    await revoke(store, credentialId)
    expect(await erase()).toEqual({
      identities: 0,
      renewals: 1,
      promises: 0,
      tokens: 1,
      images: 0,
      registrations: 0,
      consents: 1,
      links: 1,
    })
  })

  it('takes claims, renewals, promises, images and the way to what was issued; a second time nothing', async () => {
    const store = await memoryStore()
    const person = await registerPerson(store)
    await store.issuer.redeemCode(redemption(person.offer))
    await store.issuer.createDeferred(deferredRecord(person.offer))
    await registerPerson(store)
    await store.evidenceImages.keep(person.consentId, new Map([['card', new Uint8Array(9)]]), later(day))
    const stranger = await registerPerson(store, { nik: other })
    const erased = await store.subjects.erase(person.subject, later(6), later(day))
    expect(erased).toEqual({
      identities: 2,
      renewals: 0,
      promises: 1,
      tokens: 1,
      images: 1,
      registrations: 0,
      consents: 2,
      links: 2,
    })
    expect(await store.subjects.erase(person.subject, later(7), later(day))).toEqual({
      identities: 0,
      renewals: 0,
      promises: 0,
      tokens: 0,
      images: 0,
      registrations: 0,
      consents: 0,
      links: 0,
    })
    expect(await store.subjects.describe(person.subject)).toMatchObject({
      consents: [{ withdrawnAt: later(6) }, { withdrawnAt: later(6) }],
      issuances: [],
      credentials: [],
      evidenceImages: [],
    })
    expect(await store.subjects.describe(stranger.subject)).toMatchObject({
      issuances: [{ holdsIdentity: true }],
    })
  })

  it('takes as many promises, tokens and renewals as were told before', async () => {
    const store = await memoryStore()
    const [renewing, promised] = [await registerPerson(store), await registerPerson(store)]
    const credentialId = await issueTo(store, renewing)
    await store.issuer.redeemCode(redemption(promised.offer))
    await store.issuer.createDeferred(deferredRecord(promised.offer))
    const { issuances } = await store.subjects.describe(renewing.subject)
    expect(
      issuances.map(({ isRenewable, promises, tokens }) => [isRenewable, promises, tokens]).toSorted(),
    ).toEqual([
      [false, 1, 1],
      [true, 0, 1],
    ])
    await revoke(store, credentialId)
    const erased = await store.subjects.erase(renewing.subject, later(6), later(day))
    expect(erased).toMatchObject({ renewals: 1, promises: 1, tokens: 2 })
  })

  it.each<[string, (store: Store, subject: string) => Promise<unknown>]>([
    ['an erasure', ({ subjects }, subject) => subjects.erase(subject, later(6), later(day))],
    ['a withdrawal', ({ subjects }, subject) => subjects.withdraw(subject, later(6), later(day))],
    ['a restriction', ({ subjects }, subject) => subjects.restrict(subject, later(6))],
  ])('stops a credential that is under way: %s', async (_, end) => {
    const store = await memoryStore()
    const person = await registerPerson(store)
    const stranger = await registerPerson(store, { nik: other })
    for (const { offer } of [person, stranger]) {
      await store.issuer.redeemCode({ ...redemption(offer), tokenHash: hash(offer.issuanceId) })
    }
    const places = await store.issuer.reserveStatusPlaces(2)
    await end(store, person.subject)
    const [first, second] = [person, stranger].map(({ offer }, at) => {
      const place = places[at]
      if (place === undefined) throw new TypeError('no place')
      return store.issuer.recordIntents([intentFor(offer, place)])
    })
    expect(await first).toBe('quota_exceeded')
    expect(await second).toBe('recorded')
  })

  it.each<[string, (store: Store, subject: string) => Promise<unknown>]>([
    ['an erasure', ({ subjects }, subject) => subjects.erase(subject, later(6), later(day))],
    ['a withdrawal', ({ subjects }, subject) => subjects.withdraw(subject, later(6), later(day))],
  ])('stops evidence that was not offered yet: %s', async (_, end) => {
    const store = await memoryStore()
    const { subject, consentId } = await registerPerson(store)
    const offer = offerRecord()
    const { identityJti } = offer
    const decided = { consentId, decidedAt: later(5), keptUntil: later(day) }
    await store.consents.recordProofing({ ...decided, identityJti })
    await end(store, subject)
    await expect(store.issuer.createOffer(offer)).rejects.toMatchObject({ code: 'consent_withdrawn' })
    expect(
      (await store.subjects.describe(subject)).issuances.map(({ issuanceId }) => issuanceId),
    ).not.toContain(offer.issuanceId)
    expect(await store.issuer.createOffer(offerRecord())).toBe('created')
  })

  it('leaves no byte of the person in the folder', async () => {
    const folder = temporaryFolder()
    const store = await openStore({
      database: `sqlite:${join(folder, 'lontar.db')}`,
      passphrase: 'correct horse',
      create: true,
    })
    onTestFinished(() => store.close())
    const person = await registerPerson(store)
    const image = Buffer.alloc(70_000, 'an image of a card ')
    await store.evidenceImages.keep(person.consentId, new Map([['card', image]]), later(day))
    const sealed = sealedBytes(folder)
    await store.subjects.erase(person.subject, later(6), later(day))
    const bytes = folderBytes(folder)
    for (const value of [nik, name, 'an image of a card']) expect(bytes.includes(value)).toBe(false)
    expect(sealed.length).toBeGreaterThan(60_000)
    // The ciphertext is gone too, from the file and from the log beside it.
    for (let start = 1000; start < sealed.length - 64; start += 4096) {
      expect(bytes.includes(sealed.subarray(start, start + 64))).toBe(false)
    }
  })
})

/** Everything that a folder holds, file after file. */
function folderBytes(folder: string): Buffer {
  return Buffer.concat(readdirSync(folder).map((file) => readFileSync(join(folder, file))))
}

/** The end of the log beside the database, where the newest write lies. */
function sealedBytes(folder: string): Buffer {
  return readFileSync(join(folder, 'lontar.db-wal')).subarray(-66_000)
}

describe('the end of a period', () => {
  it('takes images, requests, links without an offer, and then consents', async () => {
    const store = await memoryStore()
    const person = await registerPerson(store)
    await store.evidenceImages.keep(person.consentId, new Map([['card', new Uint8Array(9)]]), later(50))
    const { requestId } = await store.subjects.open(request(person.subject))
    await store.subjects.open(request(person.subject, { kind: 'erase' }))
    await store.subjects.close({ ...ending(requestId), keptUntil: later(60) })
    expect(await store.subjects.purge(later(49))).toBe(0)
    expect(await store.subjects.purge(later(60))).toBe(2)
    // The consent is past its time, and still has to be proved: there is an offer under it.
    expect(await store.subjects.purge(later(3000))).toBe(0)
    await store.issuer.purge(later(400))
    await store.issuer.purge(later(2 * day), later(2 * day))
    expect(await store.subjects.purge(later(2 * day))).toBe(2)
    expect(await store.subjects.describe(person.subject)).toMatchObject({
      consents: [],
      requests: [{ kind: 'erase' }],
    })
  })

  it('leaves the link of evidence that is on its way to its offer', async () => {
    const { consents, subjects } = await memoryStore()
    const subject = consents.subjectOf({ nik })
    await consents.keep({ id: 'c', subject, receipt: 'r', givenAt: start, keptUntil: later(9 * day) })
    const proofing = { consentId: 'c', identityJti: 'j', decidedAt: start, keptUntil: later(9 * day) }
    await consents.recordProofing(proofing)
    expect(await subjects.purge(later(600))).toBe(0)
    expect(await subjects.purge(later(2 * day))).toBe(1)
  })
})
