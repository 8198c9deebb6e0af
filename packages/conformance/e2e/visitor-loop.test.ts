import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createMrz } from '@lontar/documents/passport'
import {
  type ChipAuthorities,
  createChipAuthorities,
  createMasterList,
  createSyntheticChip,
} from '@lontar/testkit'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Desk } from './support/lontar.ts'
import { openServedDesk } from './support/open-served-desk.ts'

const now = new Date()
const inYears = (years: number): string => `${now.getUTCFullYear() + years}-01-15`

const visitor = {
  documentNumber: 'X0000001',
  familyName: 'CONTOH',
  givenName: 'EVA FIKTIF',
  birthdate: '1990-08-17',
  sex: 'female',
  dateOfExpiry: inYears(5),
} as const
const dutch = createMrz({ ...visitor, issuingState: 'NLD', nationality: 'NLD' })
const utopian = createMrz({ ...visitor, issuingState: 'UTO', nationality: 'UTO' })

const asksYaml = `asks:
  hotel-foreign:
    service: hotel_wna
    credential: VisitorPassportCredential
    purpose: { id: Check-in hotel tamu WNA, en: Hotel check-in of a foreign guest }
    legalBasis: legal_duty
    claims: [name, birthdate, sex, nationalities, document_number, document_issuing_state, date_of_expiry]
    conditions:
      - { claim: date_of_expiry, notBefore: today }
    retentionDays: 30
`

let desk: Desk
let close = async (): Promise<void> => {}

beforeAll(async () => {
  ;({ desk, close } = await openServedDesk(await passportFiles()))
}, 120_000)

afterAll(() => close())

/** The zone alone, the zone with a chip, and the list of the authority that the chip leads to. */
async function passportFiles(): Promise<readonly (readonly [string, string | Uint8Array])[]> {
  const authorities = await createChipAuthorities({ now })
  const { sod, dg1, dg2 } = await chipFiles(authorities, utopian)
  const netherlands = await createChipAuthorities({ now, country: 'NL' })
  const list = await createMasterList([authorities.csca], authorities.dsc)
  return [
    ['asks.yaml', asksYaml],
    ['zone.json', JSON.stringify({ mrz: dutch })],
    ['chip.json', JSON.stringify({ mrz: utopian, chip: { sod, dg1, dg2 } })],
    ['other.json', JSON.stringify({ mrz: dutch, chip: { sod, dg1, dg2 } })],
    [
      'old.json',
      JSON.stringify({
        mrz: createMrz({ ...visitor, issuingState: 'NLD', nationality: 'NLD', dateOfExpiry: inYears(-1) }),
      }),
    ],
    [
      'wrong.json',
      JSON.stringify({ mrz: [dutch[0], `${dutch[1].slice(0, 43)}${dutch[1].endsWith('1') ? 2 : 1}`] }),
    ],
    ['csca.ml', list],
    ['dutch.json', JSON.stringify({ mrz: dutch, chip: await chipFiles(netherlands, dutch) })],
    ['dutch.ml', await createMasterList([netherlands.csca], netherlands.dsc)],
  ]
}

/** The files of a chip, in base64 as a passport file holds them. */
async function chipFiles(authorities: ChipAuthorities, mrz: readonly [string, string]) {
  const { sod, dg1, dg2 } = await createSyntheticChip({ ...authorities, mrz })
  const text = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64')
  return { sod: text(sod), dg1: text(dg1), dg2: text(dg2) }
}

async function issue(...more: string[]) {
  return desk.run(['issue', '--officer', 'dev', '--json', ...more])
}

interface Offer {
  readonly credentialOfferUri: string
  readonly txCode: string
}

async function receive({ credentialOfferUri, txCode }: Offer) {
  const answer = ['--tx-code', txCode, '--trust', 'trust.json', '--json']
  const run = await desk.run(['wallet', 'receive', credentialOfferUri, ...answer])
  expect(run, run.stdout + run.stderr).toMatchObject({ exitCode: 0 })
  return run.json<{
    credentials: readonly { readonly type: string; readonly format: string; readonly expiresAt: string }[]
  }>().credentials
}

describe('the command, from a passport to a served guest', () => {
  test('issues a visitor credential and presents what a hotel has to ask', async () => {
    const offer = await issue('--passport', 'zone.json')
    expect(offer, offer.stdout + offer.stderr).toMatchObject({ exitCode: 0 })
    const credentials = await receive(offer.json<Offer>())
    expect(credentials.map(({ type }) => type)).toEqual(Array(2).fill('VisitorPassportCredential'))
    for (const { expiresAt } of credentials)
      expect(Date.parse(expiresAt) - Date.now()).toBeLessThanOrEqual(90 * 86_400_000)

    const request = (await desk.run(['verifier', 'request', 'hotel-foreign', '--json'])).json<{
      readonly transactionId: string
      readonly requestUri: string
    }>()
    const [sent, result] = await Promise.all([
      desk.run(['wallet', 'present', request.requestUri, '--yes', '--json']),
      desk.run(['verifier', 'result', request.transactionId, '--wait', '--json']),
    ])
    expect(sent, sent.stdout + sent.stderr).toMatchObject({ exitCode: 0 })
    expect(result.json()).toMatchObject({
      state: 'accepted',
      claims: {
        name: 'EVA FIKTIF CONTOH',
        birthdate: '1990-08-17',
        sex: 2,
        nationalities: ['NL'],
        document_number: 'X0000001',
        document_issuing_state: 'NLD',
        date_of_expiry: visitor.dateOfExpiry,
      },
    })
  })

  test('verifies a chip against the list that the operator loads', async () => {
    const offer = await issue('--passport', 'chip.json', '--master-list', 'csca.ml')
    expect(offer, offer.stdout + offer.stderr).toMatchObject({ exitCode: 0 })
  })

  test('ends with the stay', async () => {
    const stayUntil = new Date(Date.now() + 10 * 86_400_000).toISOString().slice(0, 10)
    const offer = await issue('--passport', 'zone.json', '--stay-until', stayUntil, '--format', 'dc+sd-jwt')
    const [credential] = await receive(offer.json<Offer>())
    expect(Date.parse(credential?.expiresAt ?? '') - Date.now()).toBeLessThanOrEqual(11 * 86_400_000)
  })

  test.each([
    ['a chip of a state without a list', ['--passport', 'chip.json'], 'chip_state_unlisted'],
    [
      'a chip of another passport',
      ['--passport', 'other.json', '--master-list', 'csca.ml'],
      'chip_document_mismatch',
    ],
    ['a passport that has ended', ['--passport', 'old.json'], 'document_expired'],
    ['a zone with a wrong digit', ['--passport', 'wrong.json'], 'mrz_invalid'],
    ['a file that is none', ['--passport', 'trust.json'], 'passport_malformed'],
    [
      'a list that is none',
      ['--passport', 'chip.json', '--master-list', 'asks.yaml'],
      'master_list_malformed',
    ],
    ['a KTP credential', ['--passport', 'zone.json', '--type', 'ktp'], 'document_mismatch'],
    ['a visitor credential of a KTP', ['--ktp', 'zone.json', '--type', 'visitor'], 'document_mismatch'],
    ['a stay that is no date', ['--passport', 'zone.json', '--stay-until', 'soon'], 'usage'],
  ])('refuses %s by name, in both languages, with no number in it', async (_, args, code) => {
    const [english, indonesian] = await Promise.all([issue(...args), issue(...args, '--lang', 'id')])
    for (const run of [english, indonesian]) {
      expect(run.json()).toMatchObject({ error: { code } })
      for (const mark of ['X0000001', 'CONTOH', '900817']) expect(run.stdout + run.stderr).not.toContain(mark)
    }
    const title = (run: typeof english) => run.json<{ error: { title: string } }>().error.title
    expect(title(indonesian)).not.toBe(title(english))
  })

  test('needs no registry and no --dev for a visitor whose chip is genuine, and issues nothing on less', async () => {
    const real = ['--dir', 'real', '--json']
    const ani = { variables: { LONTAR_OFFICER_PASSPHRASE: 'a third passphrase for tests' } }
    const from = (...more: string[]) => desk.run(['issue', '--officer', 'ani', ...more, ...real], ani)
    for (const args of [
      ['init', '--url', 'https://issuer.example', '--name', 'Dinas Contoh'],
      ['officer', 'add', 'ani', '--name', 'Ani Contoh'],
    ]) {
      const run = await desk.run([...args, ...real], ani)
      expect(run, run.stdout + run.stderr).toMatchObject({ exitCode: 0 })
    }
    const offer = await from('--passport', 'dutch.json', '--master-list', 'dutch.ml')
    expect(offer, offer.stdout + offer.stderr).toMatchObject({ exitCode: 0 })
    const zone = await from('--passport', 'zone.json')
    expect(zone.json()).toMatchObject({ error: { code: 'assurance_level_too_low' } })
    const utopia = await from('--passport', 'chip.json', '--master-list', 'csca.ml')
    expect(utopia.json()).toMatchObject({ error: { code: 'mrz_invalid' } })
  })

  test('keeps nothing of a chip in its files', async () => {
    for (const name of ['lontar.db', 'lontar.db-wal', 'config.json']) {
      const bytes = await readFile(join(desk.folder, 'lontar-data', name)).catch(() => Buffer.alloc(0))
      for (const mark of ['EVA FIKTIF', 'X0000001', 'CSCA Contoh'])
        expect(bytes.includes(mark), mark).toBe(false)
    }
  })
})
