import { createLocalSigner, generatePrivateJwk, signJws } from '@lontar/credentials/jose'
import { describe, expect, it } from 'vitest'
import { budi, maria } from '../../../fixtures/cards.ts'
import { consentOffice } from '../../../fixtures/consents.ts'
import { bindConsent } from './bind-consent.ts'
import type { ConsentReceipt } from './consent-receipt.ts'
import { buildConsentReceipt, encodeConsentReceipt } from './consent-receipt-payload.ts'
import { createConsentText } from './create-consent-text.ts'
import { type ConsentAnswer, type ConsentOffice, recordConsent, signReceipt } from './record-consent.ts'
import { consentReceiptType, verifyConsentReceipt } from './verify-consent-receipt.ts'

const answer: ConsentAnswer = {
  agreed: ['registry', 'identity'],
  declined: ['face'],
  language: 'id',
  document: { nik: maria.nik },
}

async function kept(office: ConsentOffice, { id }: ConsentReceipt): Promise<string> {
  return String((await office.records.find(id))?.receipt)
}

describe('a consent', () => {
  it('is in the store, signed, when recording it is done', async () => {
    const office = await consentOffice()
    const receipt = await recordConsent(office, answer)
    expect(receipt).toMatchObject({
      subject: office.records.subjectOf({ nik: maria.nik }),
      controller: office.controller,
      declined: ['face'],
      givenBy: 'subject',
      textVersion: '2026-11.2',
      language: 'id',
      time: new Date('2026-11-24T08:00:00Z'),
    })
    expect(receipt.items.map(({ item, legalBasis }) => [item, legalBasis])).toEqual([
      ['identity', 'consent'],
      ['registry', 'consent'],
    ])
    const expectedKeys = [office.signer.publicJwk]
    expect(await verifyConsentReceipt(await kept(office, receipt), { expectedKeys })).toEqual(receipt)
  })

  it('names the text that was shown by its digest', async () => {
    const office = await consentOffice()
    const { textDigest } = await recordConsent(office, answer)
    const items = ['identity', 'registry', 'face'] as const
    const { digest } = await createConsentText({ controller: office.controller, items, language: 'id' })
    expect(textDigest).toBe(digest)
  })

  it('holds no NIK and no other part of the card', async () => {
    const office = await consentOffice()
    const receipt = await recordConsent(office, answer)
    const signed = await kept(office, receipt)
    const payload = Buffer.from(signed.split('.')[1] ?? '', 'base64url').toString('utf8')
    for (const value of [maria.nik, maria.name, maria.birthdate]) expect(payload).not.toContain(value)
    expect(payload).toContain('personal_administrative_number')
  })

  it('to nothing is none, and neither is an item both agreed to and declined', async () => {
    const office = await consentOffice()
    await expect(recordConsent(office, { ...answer, agreed: [] })).rejects.toMatchObject({
      code: 'consent_missing',
    })
    const both = await recordConsent(office, { ...answer, agreed: ['identity'], declined: ['identity'] })
    expect(both.declined).toEqual([])
  })

  it('that the store cannot keep is none', async () => {
    const office = await consentOffice()
    const keep = () => Promise.reject(new Error('the disk is full'))
    const failing = { ...office, records: { ...office.records, keep } }
    await expect(recordConsent(failing, answer)).rejects.toThrow('the disk is full')
  })
})

describe('a consent given before the document was read', () => {
  const { document: _, ...early } = answer

  it('is bound to its person once', async () => {
    const office = await consentOffice()
    const { id, subject } = await recordConsent(office, early)
    expect(subject).toBeUndefined()
    const bound = await bindConsent(office, id, { nik: maria.nik })
    expect(bound.subject).toBe(office.records.subjectOf({ nik: maria.nik }))
    expect(await bindConsent(office, id, { nik: maria.nik })).toEqual(bound)
    const expectedKeys = [office.signer.publicJwk]
    expect(await verifyConsentReceipt(await kept(office, bound), { expectedKeys })).toEqual(bound)
    await expect(bindConsent(office, id, { nik: budi.nik })).rejects.toMatchObject({
      code: 'consent_missing',
    })
  })

  it('of which nothing is known is bound to nobody', async () => {
    const office = await consentOffice()
    await expect(bindConsent(office, 'x', { nik: maria.nik })).rejects.toMatchObject({
      code: 'consent_missing',
    })
  })
})

describe('verifyConsentReceipt', () => {
  const invalid = { code: 'consent_receipt_invalid' }

  async function signedWith(change: (payload: ReturnType<typeof encodeConsentReceipt>) => object) {
    const office = await consentOffice()
    const receipt = await recordConsent(office, answer)
    const payload = { ...encodeConsentReceipt(receipt), ...change(encodeConsentReceipt(receipt)) }
    const text = await signJws({ header: { typ: consentReceiptType }, payload, signer: office.signer })
    return verifyConsentReceipt(text, { expectedKeys: [office.signer.publicJwk] })
  }

  it('takes what was not changed', async () => {
    await expect(signedWith(() => ({}))).resolves.toMatchObject({ givenBy: 'subject' })
  })

  it.each([
    ['another digest of the text', () => ({ text_digest: 'A'.repeat(43) })],
    ['another version', () => ({ text_version: '2020-01' })],
    ['a version of the prototype', () => ({ text_version: 'constructor' })],
    ['another language', () => ({ language: 'en' })],
    ['a language that there is not', () => ({ language: 'fr' })],
    [
      'one item more',
      (payload: { items?: unknown }) => ({ items: [payload.items, { item: 'face' }].flat() }),
    ],
    [
      'an item that the version does not have',
      (payload: { items?: unknown }) => ({
        text_version: '2026-11',
        items: [payload.items, { item: 'registry_recheck' }].flat(),
      }),
    ],
    ['an item that is no object', () => ({ items: ['identity'] })],
    ['items that are no list', () => ({ items: 'identity' })],
    ['no items', () => ({ items: [], declined: [] })],
    ['one declined item less', () => ({ declined: [] })],
    ['an unknown declined item', () => ({ declined: ['fingerprint'] })],
    ['another giver', () => ({ given_by: 'neighbour' })],
    ['another controller', () => ({ controller: { name: 'X', data_protection_officer: 'Y' } })],
    ['no controller', () => ({ controller: null })],
    ['a controller without an officer', () => ({ controller: { name: 'X' } })],
    ['a short id', () => ({ jti: 'x' })],
    ['an odd subject', () => ({ sub: maria.nik })],
    ['a broken time', () => ({ iat: 1.5 })],
    ['a member more', () => ({ nik: maria.nik })],
  ])('refuses %s, signed or not', async (_, change) => {
    await expect(signedWith(change)).rejects.toMatchObject(invalid)
  })

  it('takes a receipt of a text that was shown before, which says nothing of asking again', async () => {
    const office = await consentOffice()
    const { controller, signer } = office
    const { id, time } = await recordConsent(office, answer)
    const said = {
      agreed: ['identity', 'registry'],
      declined: [],
      givenBy: 'subject',
      language: 'id',
    } as const
    const receipt = await buildConsentReceipt({ id, time, controller, ...said, textVersion: '2026-11' })
    const text = await signReceipt(signer, receipt)
    expect(await verifyConsentReceipt(text, { expectedKeys: [signer.publicJwk] })).toEqual(receipt)
  })

  it('refuses another key, another type, another kid and what is no JWS', async () => {
    const office = await consentOffice()
    const receipt = await recordConsent(office, answer)
    const text = await kept(office, receipt)
    const stranger = await createLocalSigner(await generatePrivateJwk())
    const expectedKeys = [office.signer.publicJwk]
    const payload = encodeConsentReceipt(receipt)
    const other = await signJws({ header: { typ: 'JWT' }, payload, signer: office.signer })
    const named = [{ ...office.signer.publicJwk, kid: 'another' }]
    for (const [candidate, keys] of [
      [text, [stranger.publicJwk]],
      [text, []],
      [text, named],
      [other, expectedKeys],
      ['x', expectedKeys],
      [`${text}A`, expectedKeys],
    ] as const) {
      await expect(verifyConsentReceipt(candidate, { expectedKeys: keys })).rejects.toMatchObject(invalid)
    }
  })
})
