import { crc32, deflateSync } from 'node:zlib'
import { errorCatalogue } from '@lontar/credentials/error-catalogue'
import { LontarError } from '@lontar/credentials/errors'
import { createMrz } from '@lontar/documents/passport'
import { verifyPassportChip } from '@lontar/documents/passport-chip'
import { answerLiveness, createMemoryLivenessStore, startLiveness } from '@lontar/proofing/liveness'
import { createChipAuthorities, createSyntheticChip, mariaContoh } from '@lontar/testkit'
import { renderKtpCard, renderOtherPicture } from '@lontar/testkit/card'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type RegistrationsProcess, startRegistrations } from './support/start-registrations.ts'

let registrations: RegistrationsProcess
let url = ''

beforeAll(async () => {
  registrations = await startRegistrations()
  url = registrations.url
}, 60_000)

afterAll(() => registrations.remove())

/** Pictures and numbers that were sent, and must be found nowhere. */
const sent: Buffer[] = [Buffer.from(mariaContoh.nik), Buffer.from(mariaContoh.nama)]

/** No connection is used twice: the server may close an idle one while a card is read. */
const oneConnection = { connection: 'close' }

async function start(): Promise<{ readonly at: string; readonly headers: Record<string, string> }> {
  const body = JSON.stringify({ language: 'id', textVersion: '2026-11.2', agreed: ['identity', 'registry'] })
  const headers = { 'content-type': 'application/json', ...oneConnection }
  const response = await fetch(`${url}/registrations`, { method: 'POST', headers, body })
  const { id, token } = (await response.json()) as { id: string; token: string }
  return { at: `${url}/registrations/${id}`, headers: { authorization: `Bearer ${token}`, ...oneConnection } }
}

async function upload(image: Uint8Array): Promise<{ readonly status: number; readonly body: unknown }> {
  const { at, headers } = await start()
  // A piece from within: the head of a picture is that of many, and zeros are everywhere.
  const piece = Buffer.from(image.subarray(2048, 2112))
  if (new Set(piece).size > 16) sent.push(piece)
  const response = await fetch(`${at}/card`, { method: 'PUT', headers, body: Buffer.from(image) })
  return { status: response.status, body: await response.json() }
}

function told(code: keyof typeof errorCatalogue): object {
  const { title, fix } = errorCatalogue[code]
  for (const text of [title.id, title.en, fix.id, fix.en]) expect(text).not.toBe('')
  return { error: { code, title, fix } }
}

/** A PNG of nothing, of a size that it declares. */
function png(width: number, height: number, inflated: number): Uint8Array {
  const head = Buffer.alloc(13)
  head.writeUInt32BE(width, 0)
  head.writeUInt32BE(height, 4)
  head.set([8, 0, 0, 0, 0], 8)
  const chunk = (type: string, data: Uint8Array): Buffer => {
    const body = Buffer.concat([Buffer.from(type), data])
    const [length, check] = [Buffer.alloc(4), Buffer.alloc(4)]
    length.writeUInt32BE(data.length)
    check.writeUInt32BE(crc32(body))
    return Buffer.concat([length, body, check])
  }
  const signature = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a)
  const pieces = [
    chunk('IHDR', head),
    chunk('IDAT', deflateSync(Buffer.alloc(inflated))),
    chunk('IEND', Buffer.alloc(0)),
  ]
  return Buffer.concat([signature, ...pieces])
}

describe('a picture that is none of a card', () => {
  test.each<[string, () => Uint8Array, number, keyof typeof errorCatalogue]>([
    ['not an image', () => Buffer.from('%PDF-1.7 '.repeat(1000)), 422, 'card_image_unreadable'],
    ['a decompression bomb that says so', () => png(30_000, 30_000, 1000), 413, 'card_image_too_large'],
    ['a decompression bomb that does not', () => png(400, 300, 50_000_000), 413, 'card_image_too_large'],
    ['an image of something else', () => renderOtherPicture('otherCard'), 422, 'card_not_found'],
    ['a landscape', () => renderOtherPicture('landscape'), 422, 'card_not_found'],
    ['two cards', () => renderOtherPicture('twoCards'), 422, 'card_several'],
    ['a foreign alphabet', () => renderOtherPicture('foreignAlphabet'), 422, 'card_alphabet_unsupported'],
  ])(
    '%s is refused by name, in both languages',
    async (_, image, status, code) => {
      expect(await upload(image())).toEqual({ status, body: told(code) })
    },
    60_000,
  )

  test('an image of 40 MB is refused by its declared length, or cut off', async () => {
    const end = await upload(Buffer.alloc(40_000_000, 0xff)).catch(() => 'cut')
    expect([{ status: 413, body: told('card_image_too_large') }, 'cut']).toContainEqual(end)
  })
})

describe('a registry that does not confirm', () => {
  test.each<[string, string, string, keyof typeof errorCatalogue]>([
    ['says dead', '2', 'review', 'registry_dead'],
    ['says duplicate', '3', 'review', 'registry_duplicate'],
    ['says moved', '4', 'review', 'registry_mismatch'],
    ['answers with nothing', '5', 'unanswered', 'registry_unavailable'],
  ])(
    '%s: a named outcome, in both languages',
    async (_, digit, state, code) => {
      const { at, headers } = await start()
      const fields = { ...mariaContoh, nik: `537199570890000${digit}` }
      sent.push(Buffer.from(fields.nik))
      const { golDarah: _golDarah, ...body } = fields
      const answer = await fetch(`${at}/fields`, {
        method: 'POST',
        headers: { ...headers, 'content-type': 'application/json' },
        body: JSON.stringify(body),
      })
      const registration = (await answer.json()) as { state: string; reasons: readonly object[] }
      expect([answer.status, registration.state]).toEqual([200, state])
      expect(registration.reasons).toContainEqual(
        expect.objectContaining({ code, text: errorCatalogue[code].title }),
      )
    },
    60_000,
  )

  test('a foreign alphabet in a field is refused by name', async () => {
    const { at, headers } = await start()
    const answer = await fetch(`${at}/fields`, {
      method: 'POST',
      headers: { ...headers, 'content-type': 'application/json' },
      body: JSON.stringify({ ...mariaContoh, nama: 'МАРИЯ' }),
    })
    expect([answer.status, await answer.json()]).toEqual([422, told('ktp_alphabet_foreign')])
  })
})

test('a replayed liveness answer is refused by name, in both languages', async () => {
  const store = createMemoryLivenessStore()
  const registrationId = 'registration-1'
  const { nonce } = await startLiveness({ store, registrationId })
  const detector = { engine: 'none', judge: () => Promise.reject(new Error('not reached')) }
  const image = (): Uint8Array => Uint8Array.of(0xff, 0xd8, 0xff, 0xe0)
  const answer = () =>
    answerLiveness({ store, detector, expectedRegistrationId: registrationId, nonce, image: image() }).catch(
      (error: unknown) => (error instanceof LontarError ? error.code : 'internal'),
    )
  await answer()
  expect(await answer()).toBe('liveness_replayed')
  told('liveness_replayed')
})

test('a passport of a country without a master list is refused by name, in both languages', async () => {
  const now = new Date('2026-11-24T08:00:00Z')
  const authorities = await createChipAuthorities({ now })
  const mrz = createMrz({
    ...{ issuingState: 'UTO', nationality: 'UTO', documentNumber: 'X0000001', familyName: 'CONTOH' },
    ...{ givenName: 'EVA', birthdate: '1990-08-17', sex: 'female', dateOfExpiry: '2033-01-01' },
  })
  const files = await createSyntheticChip({ ...authorities, mrz })
  const verifying = verifyPassportChip({ ...files, anchors: [], now, testMode: true })
  await expect(verifying).rejects.toMatchObject({ code: 'chip_state_unlisted' })
  told('chip_state_unlisted')
})

test('a card that is read and confirmed, and everything before, leaves no image and no number on the disk or in a log', async () => {
  const { at, headers } = await start()
  const image = renderKtpCard(mariaContoh, { seed: 3 })
  sent.push(Buffer.from(image.subarray(2048, 2112)), Buffer.from(image.subarray(50_000, 50_064)))
  const card = await fetch(`${at}/card`, { method: 'PUT', headers, body: Buffer.from(image) })
  const { fields } = (await card.json()) as { fields: Record<string, { text: string }> }
  expect(fields['nik']?.text).toBe(mariaContoh.nik)
  const entries = Object.entries(fields).map(([key, { text }]) => [key, text])
  const confirmed = await fetch(`${at}/fields`, {
    method: 'POST',
    headers: { ...headers, 'content-type': 'application/json' },
    body: JSON.stringify(Object.fromEntries(entries)),
  })
  expect(((await confirmed.json()) as { state: string }).state).toBe('review')
  const token = Buffer.from(headers['authorization']?.split(' ')[1] ?? '')
  const left = registrations.everything()
  expect(left.length).toBeGreaterThan(4096)
  for (const mark of [...sent, token]) expect(left.includes(mark)).toBe(false)
}, 60_000)
