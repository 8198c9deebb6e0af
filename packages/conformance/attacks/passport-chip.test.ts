import { errorCatalogue } from '@lontar/credentials/error-catalogue'
import { LontarError } from '@lontar/credentials/errors'
import { createMrz } from '@lontar/documents/passport'
import {
  parseMasterList,
  type VerifyPassportChipInput,
  verifyPassportChip,
} from '@lontar/documents/passport-chip'
import {
  type ChipAuthorities,
  createChipAuthorities,
  createMasterList,
  createRevocationList,
  createSyntheticChip,
  encodeTlv,
  type SyntheticChip,
  type SyntheticChipTraits,
} from '@lontar/testkit'
import { beforeAll, describe, expect, test } from 'vitest'

const now = new Date('2026-11-24T02:00:00Z')
const day = 86_400_000

const mrz = createMrz({
  issuingState: 'UTO',
  nationality: 'UTO',
  documentNumber: 'X0000001',
  familyName: 'CONTOH',
  givenName: 'EVA FIKTIF',
  birthdate: '1990-08-17',
  sex: 'female',
  dateOfExpiry: '2033-01-01',
})

let utopia: ChipAuthorities
let stranger: ChipAuthorities
let chip: SyntheticChip
beforeAll(async () => {
  utopia = await createChipAuthorities({ now })
  stranger = await createChipAuthorities({ now })
  chip = await createSyntheticChip({ ...utopia, mrz })
})

function anchorsOf(...authorities: readonly ChipAuthorities[]): VerifyPassportChipInput['anchors'] {
  return parseMasterList(Buffer.from(authorities.map(({ csca }) => csca.pem).join(''))).anchors
}

function input(more: Partial<VerifyPassportChipInput> = {}): VerifyPassportChipInput {
  return { ...chip, anchors: anchorsOf(utopia), now, testMode: true, ...more }
}

async function made(
  traits: Partial<SyntheticChipTraits>,
  authorities = utopia,
): Promise<VerifyPassportChipInput> {
  const files = await createSyntheticChip({ ...authorities, mrz, ...traits })
  return { ...input(files), anchors: anchorsOf(authorities) }
}

/** EF.SOD with a byte of a known place changed. */
function withByte(sod: Uint8Array, place: string, offset: number, byte: number): Uint8Array {
  const at = Buffer.from(sod).indexOf(Buffer.from(place, 'hex'))
  expect(at).toBeGreaterThan(0)
  const edited = sod.slice()
  edited[at + offset] = byte
  return edited
}

/** The code of the refusal, which says nothing of the person, in two languages. */
async function codeOf(attempt: VerifyPassportChipInput | Promise<VerifyPassportChipInput>): Promise<string> {
  const given = await attempt
  const error = await verifyPassportChip(given).then(
    () => undefined,
    (reason: unknown) => reason,
  )
  if (!(error instanceof LontarError)) throw error ?? new Error('The chip was accepted.')
  const { title, fix } = errorCatalogue[error.code]
  expect([title.id, title.en, fix.id, fix.en].every((text) => text !== '')).toBe(true)
  for (const mark of ['CONTOH', 'EVA', 'X0000001', '900817', '1990'])
    expect(`${JSON.stringify(error)} ${error.message} ${error.stack}`).not.toContain(mark)
  return error.code
}

describe('I1, I2: a chip that a listed state signed', () => {
  test('is read: who it is, the portrait, and how it was digested', async () => {
    const { passport, portrait, country, digest } = await verifyPassportChip(input())
    expect(passport).toMatchObject({ familyName: 'CONTOH', documentNumber: 'X0000001', issuingState: 'UTO' })
    expect([country, digest]).toEqual(['UT', 'SHA-256'])
    expect(portrait).toEqual({
      mediaType: 'image/jpeg',
      bytes: Uint8Array.of(0xff, 0xd8, 0xff, 0xe0, 1, 2, 3, 4),
    })
  })

  test.each(['SHA-224', 'SHA-256', 'SHA-384', 'SHA-512'] as const)('may digest by %s', async (groupHash) => {
    expect((await verifyPassportChip(await made({ groupHash }))).digest).toBe(groupHash)
  })

  test.each([
    ['ECDSA on P-256', 'P-256', 'SHA-256'],
    ['ECDSA on P-384', 'P-384', 'SHA-384'],
    ['ECDSA on P-521', 'P-521', 'SHA-512'],
    ['RSA', 'RSA-2048', 'SHA-256'],
  ] as const)('may be signed by %s', async (_, key, signatureHash) => {
    const authorities = await createChipAuthorities({ now, dsc: { key } })
    expect((await verifyPassportChip(await made({ signatureHash }, authorities))).country).toBe('UT')
  })

  test('needs no portrait, and has none where none was read', async () => {
    const { dg2: _, ...without } = input()
    expect(await verifyPassportChip(without)).not.toHaveProperty('portrait')
  })

  test('is found among several authorities of its state', async () => {
    expect((await verifyPassportChip(input({ anchors: anchorsOf(stranger, utopia) }))).country).toBe('UT')
  })
})

describe('I1: a changed data group', () => {
  test('is refused, whichever byte of DG1 or DG2 was changed', async () => {
    for (const name of ['dg1', 'dg2'] as const) {
      for (let at = 0; at < chip[name].length; at += 7) {
        const edited = chip[name].slice()
        edited[at] = (edited[at] ?? 0) ^ 1
        const code = await codeOf(input({ [name]: edited }))
        // A change of DG1 that no zone can hold is found before its digest is looked at.
        const early = name === 'dg1' ? ['chip_malformed', 'chip_mrz_invalid', 'chip_state_unlisted'] : []
        expect(['chip_group_changed', ...early]).toContain(code)
      }
    }
  })

  test('of another person is refused though its check digits are right', async () => {
    const lines = createMrz({
      ...{ issuingState: 'UTO', nationality: 'UTO', documentNumber: 'X0000002', familyName: 'LAIN' },
      ...{ birthdate: '1980-01-15', sex: 'male', dateOfExpiry: '2033-01-01' },
    })
    const { dg1, dg2 } = await createSyntheticChip({
      ...utopia,
      mrz: lines,
      portrait: Uint8Array.of(0xff, 0xd8, 0xff, 9),
    })
    expect(await codeOf(input({ dg1 }))).toBe('chip_group_changed')
    expect(await codeOf(input({ dg2 }))).toBe('chip_group_changed')
  })

  test('that nobody signed is refused', async () => {
    expect(await codeOf(made({ signedGroups: [1] }))).toBe('chip_group_changed')
    expect(await codeOf(made({ signedGroups: [2] }))).toBe('chip_group_changed')
  })
})

describe('I2: a signer', () => {
  test('of a state without a list is refused by a name of its own', async () => {
    const dutch = await createChipAuthorities({ now, country: 'NL' })
    expect(await codeOf(input({ anchors: [] }))).toBe('chip_state_unlisted')
    expect(await codeOf(input({ anchors: anchorsOf(dutch) }))).toBe('chip_state_unlisted')
  })

  test('under an authority of another state, or one that made itself, is refused', async () => {
    const dutch = await createChipAuthorities({ now, country: 'NL' })
    const files = await createSyntheticChip({ ...dutch, mrz })
    expect(await codeOf(input({ ...files, anchors: anchorsOf(utopia, dutch) }))).toBe('chip_root_unknown')
    const own = await createChipAuthorities({ now, csca: { commonName: 'CSCA Lain' } })
    expect(await codeOf(input({ ...(await createSyntheticChip({ ...own, mrz })) }))).toBe('chip_root_unknown')
    // The same names, another key.
    expect(await codeOf(input({ anchors: anchorsOf(stranger) }))).toBe('chip_signer_invalid')
  })

  test.each([
    ['has expired', { notAfter: new Date(now.getTime() - 1000) }, 'chip_signer_expired'],
    ['is not valid yet', { notBefore: new Date(now.getTime() + 1000) }, 'chip_signer_expired'],
    ['may not sign', { keyUsageBits: 0x20 }, 'chip_signer_invalid'],
    ['is an authority', { isCa: true, keyUsageBits: 0x86 }, 'chip_signer_invalid'],
    ['has a short key', { key: 'RSA-1024' }, 'chip_signer_invalid'],
    ['was certified with SHA-1', { hash: 'SHA-1' }, 'chip_digest_refused'],
  ] as const)('that %s is refused', async (_, dsc, code) => {
    expect(await codeOf(made({}, await createChipAuthorities({ now, dsc })))).toBe(code)
  })

  test.each([['NL'], [undefined], ['UTO'], ['U']])(
    'of another country than its authority is refused: %s',
    async (country) => {
      const authorities = await createChipAuthorities({ now, dsc: { country } })
      expect(await codeOf(made({}, authorities))).toBe('chip_signer_invalid')
    },
  )

  test('may write its country in the other case than its authority', async () => {
    for (const authorities of [
      await createChipAuthorities({ now, dsc: { country: 'ut' } }),
      await createChipAuthorities({ now, csca: { country: 'ut' } }),
    ])
      expect((await verifyPassportChip(await made({}, authorities))).country).toBe('UT')
  })

  test('whose authority has expired is refused', async () => {
    const csca = { notAfter: new Date(now.getTime() - 1000) }
    expect(await codeOf(made({}, await createChipAuthorities({ now, csca })))).toBe('chip_signer_expired')
  })

  test('that is revoked is refused, and one of whom no list tells', async () => {
    const list = (revoked: readonly ChipAuthorities['dsc'][], nextUpdate: Date) =>
      createRevocationList({
        issuedBy: utopia.csca,
        revoked,
        thisUpdate: new Date(now.getTime() - day),
        nextUpdate,
      })
    const tomorrow = new Date(now.getTime() + day)
    expect(await codeOf(input({ crls: [await list([utopia.dsc], tomorrow)] }))).toBe('chip_signer_revoked')
    expect(await codeOf(input({ crls: [] }))).toBe('chip_revocation_unknown')
    expect(await codeOf(input({ crls: [await list([], now)] }))).toBe('chip_revocation_unknown')
    const current = await list([stranger.dsc], tomorrow)
    expect((await verifyPassportChip(input({ crls: [current] }))).country).toBe('UT')
  })

  test('whose certificate is not in the chip is refused', async () => {
    expect(await codeOf(made({ certificates: [] }))).toBe('chip_signer_invalid')
    expect(await codeOf(made({ certificates: [stranger.csca] }))).toBe('chip_signer_invalid')
  })
})

describe('I2: a signature', () => {
  test('by another key is refused', async () => {
    expect(await codeOf(made({ signedBy: stranger.dsc.privateKey }))).toBe('chip_signature_invalid')
  })

  test('over another content is refused', async () => {
    expect(await codeOf(made({ digested: Uint8Array.of(1) }))).toBe('chip_signature_invalid')
  })

  test('over another kind of content is refused', async () => {
    expect(await codeOf(made({ statedContentType: '2.23.136.1.1.2' }))).toBe('chip_signature_invalid')
    expect(await codeOf(made({ contentType: '2.23.136.1.1.2' }))).toBe('chip_malformed')
  })

  test('with SHA-1, of the groups or of the signature, is refused by name', async () => {
    expect(await codeOf(made({ groupHash: 'SHA-1' }))).toBe('chip_digest_refused')
    expect(await codeOf(made({ signatureHash: 'SHA-1' }))).toBe('chip_digest_refused')
  })

  test.each([
    ['RSA', '1.2.840.113549.1.1.11', 'P-256'],
    ['the name of an RSA key', '1.2.840.113549.1.1.1', 'P-256'],
    ['ECDSA', '1.2.840.10045.4.3.2', 'RSA-2048'],
  ] as const)('that says %s of itself and is of another key is refused', async (_, statedSignature, key) => {
    const authorities = await createChipAuthorities({ now, dsc: { key } })
    expect(await codeOf(made({ statedSignature }, authorities))).toBe('chip_signature_invalid')
  })

  test.each(['to_signed_data', 'to_content'] as const)(
    'with a value too many is refused: %s',
    async (appended) => {
      expect(await codeOf(made({ appended }))).toBe('chip_malformed')
    },
  )

  test('by an algorithm that is not known is named as not supported', async () => {
    // The algorithm of the groups becomes one of no meaning, before it is signed.
    const { sod } = chip
    const at = Buffer.from(sod).lastIndexOf(Buffer.from('0608' + '2a8648ce3d040302', 'hex'))
    const edited = sod.slice()
    edited[at + 9] = 9
    expect(await codeOf(input({ sod: edited }))).toBe('chip_algorithm_unsupported')
  })

  test('is refused wherever a byte of EF.SOD is changed, but for empty parameters that nobody signs', async () => {
    const accepted: number[] = []
    for (let at = 0; at < chip.sod.length; at += 9) {
      const edited = chip.sod.slice()
      edited[at] = (edited[at] ?? 0) ^ 0x10
      const code = await codeOf(input({ sod: edited })).catch(() => accepted.push(at))
      if (typeof code === 'string') expect(code).toMatch(/^chip_/)
    }
    const places = accepted.map((at) => Buffer.from(chip.sod.slice(at - 2, at + 2)).toString('hex'))
    expect(places.filter((place) => !place.endsWith('0500'))).toEqual([])
  })
})

describe('H: the list of the groups', () => {
  test.each([
    ['empty', []],
    ['one that names a group twice', [1, 1, 2]],
    ['out of order', [2, 1]],
    ['one with a group 0', [0, 1, 2]],
    ['one with a group below 0', [-1, 1, 2]],
    ['one with a group 17', [1, 2, 17]],
  ])('is refused as malformed when it is %s', async (_, signedGroups) => {
    expect(await codeOf(made({ signedGroups }))).toBe('chip_malformed')
  })

  test('may name groups that were not read, up to 16', async () => {
    expect((await verifyPassportChip(await made({ signedGroups: [1, 2, 11, 14, 16] }))).country).toBe('UT')
  })
})

describe('H: the files of a chip', () => {
  const empty = new Uint8Array()

  test.each<[string, (files: SyntheticChip) => Partial<VerifyPassportChipInput>]>([
    ['no EF.SOD', () => ({ sod: empty })],
    ['an EF.SOD with another tag', ({ sod }) => ({ sod: Uint8Array.of(0x76, ...sod.slice(1)) })],
    ['an EF.SOD that is cut off', ({ sod }) => ({ sod: sod.slice(0, -1) })],
    ['an EF.SOD with something behind', ({ sod }) => ({ sod: Uint8Array.of(...sod, 0) })],
    ['an EF.SOD of 40 kB', () => ({ sod: encodeTlv([0x77], new Uint8Array(40_000)) })],
    [
      'an EF.SOD of very many values',
      () => ({ sod: encodeTlv([0x77], Buffer.from('0500'.repeat(8000), 'hex')) }),
    ],
    ['an EF.SOD with a sequence of another tag', ({ sod }) => ({ sod: withByte(sod, '310f300d', 2, 0x20) })],
    [
      'an EF.SOD with a length that its content does not fill',
      ({ sod }) => ({ sod: withByte(sod, '310f300d', 1, 0x0e) }),
    ],
    ['an EF.SOD that is no CMS', () => ({ sod: encodeTlv([0x77], Uint8Array.of(0x30, 0)) })],
    ['no DG1', () => ({ dg1: empty })],
    [
      'a DG1 with a shorter zone',
      () => ({ dg1: encodeTlv([0x61], encodeTlv([0x5f, 0x1f], new Uint8Array(72))) }),
    ],
    ['a DG1 of another tag', ({ dg1 }) => ({ dg1: Uint8Array.of(0x62, ...dg1.slice(1)) })],
    [
      'a DG1 with a length of more bytes than it takes',
      ({ dg1 }) => ({ dg1: Uint8Array.of(0x61, 0x81, ...dg1.slice(1)) }),
    ],
    ['a DG2 of 2 MB', () => ({ dg2: new Uint8Array(2_000_000) })],
  ])('are refused as malformed: %s', async (_, change) => {
    expect(await codeOf(input(change(chip)))).toBe('chip_malformed')
  })

  test('with a zone that cannot be right are refused by its errors', async () => {
    const [first, second] = mrz
    expect(await codeOf(made({ mrz: [first, `${second.slice(0, 43)}9`] }))).toBe('chip_mrz_invalid')
  })

  test('of Utopia are refused outside test mode', async () => {
    expect(await codeOf(input({ testMode: false }))).toBe('chip_mrz_invalid')
  })
})

describe('parseMasterList', () => {
  test('reads a CMS master list and PEM, with the countries', async () => {
    const dutch = await createChipAuthorities({ now, country: 'NL' })
    const list = await createMasterList([utopia.csca, dutch.csca], stranger.dsc)
    const { anchors, unreadable } = parseMasterList(list)
    expect(anchors.map(({ country }) => country).sort()).toEqual(['NL', 'UT'])
    expect(unreadable).toBe(0)
    expect((await verifyPassportChip(input({ anchors }))).country).toBe('UT')
    const pem = Buffer.from(`${utopia.csca.pem}\n${dutch.csca.pem}`)
    expect(parseMasterList(pem).anchors).toHaveLength(2)
  })

  test('counts what names no country, and refuses a list of nothing else', async () => {
    const nameless = await createChipAuthorities({ now, country: 'UTO' })
    const pem = Buffer.from(`${utopia.csca.pem}${nameless.csca.pem}`)
    expect(parseMasterList(pem)).toMatchObject({ unreadable: 1, anchors: [{ country: 'UT' }] })
    const malformed = expect.objectContaining({ code: 'master_list_malformed' })
    const bad = [nameless.csca.pem, '', 'text', '-----BEGIN CERTIFICATE-----\nAA\n-----END CERTIFICATE-----']
    for (const text of bad) expect(() => parseMasterList(Buffer.from(text))).toThrow(malformed)
    expect(() => parseMasterList(chip.sod.slice(4))).toThrow(malformed)
    expect(() => parseMasterList(new Uint8Array(9_000_000))).toThrow(malformed)
  })
})
