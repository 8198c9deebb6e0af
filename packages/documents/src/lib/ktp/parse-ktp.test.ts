import { LontarError, VerificationError } from '@lontar/credentials/errors'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { codeOf } from '../../../fixtures/code-of.ts'
import { anna, annaFile, budiFile, maria, mariaFile } from '../../../fixtures/invented-people.ts'
import { parseKtp } from './parse-ktp.ts'

function without(key: string): Record<string, unknown> {
  return Object.fromEntries(Object.entries(mariaFile).filter(([name]) => name !== key))
}

describe('parseKtp', () => {
  it('reads a whole card', () => {
    expect(parseKtp(mariaFile)).toEqual(maria)
  })

  it('reads a card with the required keys alone', () => {
    const card = parseKtp(budiFile)
    expect(card.name).toBe('BUDI MISALNYA')
    expect('bloodType' in card || 'dateOfIssue' in card).toBe(false)
  })

  it('takes residence from the header and never from the NIK', () => {
    const card = parseKtp(budiFile)
    expect(card.province).toEqual({ code: '35', name: 'JAWA TIMUR' })
    expect(card.regency).toEqual({ name: 'KOTA SURABAYA' })
  })

  it('accepts a leading PROVINSI and repeated spaces, and keeps letter case', () => {
    const file = { ...mariaFile, provinsi: 'PROVINSI NUSA TENGGARA  TIMUR ', nama: '  Maria   Contoh' }
    const card = parseKtp(file)
    expect(card.province.name).toBe('NUSA TENGGARA TIMUR')
    expect(card.name).toBe('Maria Contoh')
  })

  it.each([null, undefined, 'text', 5, [], [mariaFile]])('refuses %j as ktp_malformed', (value) => {
    expect(codeOf(() => parseKtp(value))).toBe('ktp_malformed')
  })

  it.each([
    'provinsi',
    'kabupatenKota',
    'nik',
    'nama',
    'tempatLahir',
    'tanggalLahir',
    'jenisKelamin',
    'kewarganegaraan',
    'berlakuHingga',
  ])('refuses a file without %s', (key) => {
    expect(codeOf(() => parseKtp(without(key)))).toBe('ktp_malformed')
  })

  it('says that a key is missing before it judges any value', () => {
    const file = { ...without('berlakuHingga'), nik: '5371995708900000', jenisKelamin: 'MALE' }
    expect(codeOf(() => parseKtp(file))).toBe('ktp_malformed')
    expect(messageOf(() => parseKtp(file))).toBe('The KTP file lacks berlakuHingga.')
  })

  it.each(['golDarah', 'alamat', 'rtRw', 'kelDesa', 'kecamatan', 'agama', 'tanggalTerbit'])(
    'can do without %s',
    (key) => {
      expect(parseKtp(without(key)).nik).toBe(maria.nik)
    },
  )

  it.each([
    'namaIbu',
    'maria',
    'mariaContoh',
    'MARIA CONTOH',
    '5371995708900009',
    '__proto__',
    'constructor',
    'Nama',
    'nama ',
    'NIK',
    '',
  ])('refuses the unknown key %j and does not repeat it, for a value may have slipped there', (key) => {
    const file = JSON.parse(`{ ${JSON.stringify(key)}: "X", ${JSON.stringify(mariaFile).slice(1)}`)
    expect(codeOf(() => parseKtp(file))).toBe('ktp_key_unknown')
    expect(messageOf(() => parseKtp(file))).toBe(
      'The KTP file has a key that is none of: provinsi, kabupatenKota, nik, nama, tempatLahir, tanggalLahir, ' +
        'jenisKelamin, kewarganegaraan, berlakuHingga, golDarah, alamat, rtRw, kelDesa, kecamatan, agama, ' +
        'statusPerkawinan, pekerjaan, tempatTerbit, tanggalTerbit.',
    )
  })

  it.each<[string, unknown]>([
    ['nama', ''],
    ['nama', '   '],
    ['nama', 'MARIA\u0000CONTOH'],
    ['nama', 'MARIA\nCONTOH'],
    ['nama', 'MARIA\u202eCONTOH'],
    ['nama', 'MARIA\u200bCONTOH'],
    ['nama', 'MARIA\u00a0CONTOH'],
    ['nama', 'MARIA\ud800CONTOH'],
    ['nama', 'A'.repeat(201)],
    ['nama', 7],
    ['nama', null],
    ['nama', ['MARIA']],
    ['tanggalLahir', '1990-08-17'],
    ['tanggalLahir', '31-02-1990'],
    ['tanggalLahir', '17-8-1990'],
    ['tanggalLahir', '17-08-0090'],
    ['tanggalTerbit', '32-01-2020'],
    ['jenisKelamin', 'MALE'],
    ['golDarah', 'C'],
    ['rtRw', '1/2'],
    ['statusPerkawinan', 'SINGLE'],
    ['berlakuHingga', 'SELAMANYA'],
  ])('refuses %s with %j as ktp_value_invalid, and never repeats the value', (key, value) => {
    const read = () => parseKtp({ ...mariaFile, [key]: value })
    expect(codeOf(read)).toBe('ktp_value_invalid')
    expect(read).toThrow(key)
  })

  it.each([
    ['tanggalLahir', '31-02-1990', /tanggalLahir, which is a date DD-MM-YYYY\.$/],
    ['tanggalTerbit', '1-1-20', /DD-MM-YYYY\.$/],
    ['jenisKelamin', 'MALE', /LAKI-LAKI or PEREMPUAN\.$/],
    ['berlakuHingga', 'SELAMANYA', /SEUMUR HIDUP or a date DD-MM-YYYY\.$/],
    ['golDarah', 'C', /A, B, AB or O/],
    ['rtRw', '1/2', /000\/000/],
    ['statusPerkawinan', 'SINGLE', /BELUM KAWIN.*CERAI MATI/],
  ])('says which form %s has, and not what stood there', (key, value, form) => {
    const read = () => parseKtp({ ...mariaFile, [key]: value })
    expect(read).toThrow(form)
    expect(read).not.toThrow(value)
  })

  it.each([
    ['jenisKelamin', 'laki-laki'],
    ['golDarah', '-'],
    ['golDarah', 'AB+'],
    ['golDarah', 'TIDAK TAHU'],
    ['rtRw', '000/000'],
    ['agama', 'KEPERCAYAAN TERHADAP TUHAN YME'],
    ['statusPerkawinan', 'CERAI MATI'],
    ['nama', "MA'MUN, S.PD."],
    ['nama', 'SUKARNI'],
    ['tanggalTerbit', '29-02-2020'],
  ])('takes %s with %j', (key, value) => {
    expect(() => parseKtp({ ...mariaFile, [key]: value })).not.toThrow()
  })

  it('refuses an impossible NIK as nik_invalid', () => {
    for (const nik of ['5371995708900000', '537199570890000', '5371 9957 0890 0001', '9971995708900001']) {
      const read = () => parseKtp({ ...mariaFile, nik })
      expect(codeOf(read)).toBe('nik_invalid')
      expect(read).toThrow(VerificationError)
    }
  })

  it('refuses a province that is none, a code in its place too', () => {
    for (const provinsi of ['NUSA TENGGARA', '53', 'TIMOR TIMUR']) {
      expect(codeOf(() => parseKtp({ ...mariaFile, provinsi }))).toBe('province_unknown')
    }
  })

  it('refuses a regency that NTT does not have', () => {
    for (const kabupatenKota of ['KUPANG', 'KOTA SURABAYA', '53.71', 'KABUPATEN ATAMBUA']) {
      expect(codeOf(() => parseKtp({ ...mariaFile, kabupatenKota }))).toBe('regency_unknown')
    }
    expect(parseKtp({ ...mariaFile, kabupatenKota: 'KABUPATEN KUPANG' }).regency.code).toBe('53.01')
  })

  it('reads the card of a citizen, with an end date too', () => {
    expect(parseKtp({ ...mariaFile, kewarganegaraan: 'wni' }).citizenship).toBe('WNI')
    const card = parseKtp({ ...mariaFile, berlakuHingga: '17-08-2017' })
    expect(card.validity).toEqual({ kind: 'dated', until: '2017-08-17' })
  })

  it('reads the card of a foreigner: the country, English words, and the end of the stay permit', () => {
    expect(parseKtp(annaFile)).toEqual(anna)
    expect(parseKtp({ ...annaFile, kewarganegaraan: 'Republic of Korea' })).toMatchObject({
      citizenship: 'WNA',
      nationality: 'Republic of Korea',
    })
  })

  it.each([
    ['jenisKelamin', 'PEREMPUAN'],
    ['berlakuHingga', 'SEUMUR HIDUP'],
    ['kewarganegaraan', 'WNA'],
    ['kewarganegaraan', 'WNL'],
    ['kewarganegaraan', 'WNI WNA'],
    ['kewarganegaraan', 'INDONESIA'],
    ['kewarganegaraan', '36'],
    ['kewarganegaraan', 'X'],
  ])("refuses %s with %j on a foreigner's card", (key, value) => {
    const read = () => parseKtp({ ...annaFile, [key]: value })
    expect(codeOf(read)).toBe('ktp_value_invalid')
    expect(read).toThrow(key)
  })

  it("keeps a foreigner's words as printed, and holds a citizen to the Indonesian ones", () => {
    expect(parseKtp({ ...annaFile, statusPerkawinan: 'MARRIED' }).maritalStatus).toBe('MARRIED')
    expect(codeOf(() => parseKtp({ ...mariaFile, statusPerkawinan: 'MARRIED' }))).toBe('ktp_value_invalid')
    expect(codeOf(() => parseKtp({ ...mariaFile, jenisKelamin: 'FEMALE' }))).toBe('ktp_value_invalid')
  })

  it.each([
    ['nama', 'МАРИЯ CONTOH'],
    ['nama', 'M\u0410RIA CONTOH'],
    ['nama', '玛丽亚'],
    ['alamat', 'شارع 1'],
    ['alamat', 'JL. CONTOH NO. \u0661'],
    ['tempatLahir', 'Κουπάνγκ'],
    ['jenisKelamin', 'ЖЕНСКИЙ'],
  ])('refuses another alphabet at %s (%j) by name, and never repeats the value', (key, value) => {
    const read = () => parseKtp({ ...mariaFile, [key]: value })
    expect(codeOf(read)).toBe('ktp_alphabet_foreign')
    expect(read).toThrow(key)
    expect(read).not.toThrow(value)
  })

  it.each([
    ['nama', 'ANNE-MARIE D’ANGELO É'],
    ['alamat', 'JL. CONTOH NO. 1, RUKO Nº 2 – 3'],
  ])('takes Latin letters with their marks, and signs, at %s (%j)', (key, value) => {
    expect(() => parseKtp({ ...mariaFile, [key]: value })).not.toThrow()
  })

  it('throws nothing but typed errors, whatever it is given', () => {
    const keys = fc.constantFrom(...Object.keys(mariaFile), 'x', '__proto__')
    fc.assert(
      fc.property(fc.oneof(fc.jsonValue(), fc.dictionary(keys, fc.jsonValue())), (value) => {
        try {
          parseKtp(value)
        } catch (error) {
          expect(error).toBeInstanceOf(LontarError)
        }
      }),
      { seed: 53, numRuns: 500 },
    )
  })

  it('refuses one wrong value among right ones, and never repeats it', () => {
    const keys = fc.constantFrom(...Object.keys(mariaFile))
    const hostile = fc.string({ unit: 'binary', minLength: 6 }).map((text) => `${text}\u0000`)
    fc.assert(
      fc.property(keys, hostile, (key, value) => {
        const read = () => parseKtp({ ...mariaFile, [key]: value })
        expect(codeOf(read)).toBe('ktp_value_invalid')
        expect(messageOf(read)).not.toContain(value)
      }),
      { seed: 53, numRuns: 300 },
    )
  })

  it('says nothing of a person in any error', () => {
    const mark = 'XMARKX'
    for (const key of Object.keys(mariaFile)) {
      for (const value of [mark, `${mark}\u0000`, `${mark} `.repeat(60)]) {
        const said = outcome({ ...mariaFile, [key]: value })
        expect(said).not.toContain(mark)
      }
    }
  })
})

function messageOf(call: () => unknown): string {
  try {
    call()
  } catch (error) {
    return (error as Error).message
  }
  return ''
}

function outcome(file: unknown): string {
  try {
    parseKtp(file)
    return ''
  } catch (error) {
    const { message, stack } = error as LontarError
    return `${message} ${stack} ${JSON.stringify(error)} ${String(error instanceof LontarError)}`
  }
}
