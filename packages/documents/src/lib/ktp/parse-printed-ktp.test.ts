import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { anna, annaFile, maria, mariaFile } from '../../../fixtures/invented-people.ts'
import { annaLines, mariaLines } from '../../../fixtures/printed-cards.ts'
import type { KtpKey } from './ktp-keys.ts'
import { parseKtp } from './parse-ktp.ts'
import { parsePrintedKtp } from './parse-printed-ktp.ts'
import { printedKtpFindings } from './printed/printed-ktp-finding.ts'
import { printedLabels } from './printed/printed-labels.ts'

/** Maria's lines with one of them replaced by others. */
function mariaWith(line: string, ...others: readonly string[]): readonly string[] {
  expect(mariaLines).toContain(line)
  return mariaLines.flatMap((one) => (one === line ? others : [one]))
}

/** What was found, as `code field…`. */
function findingsOf(lines: readonly string[]): readonly string[] {
  return parsePrintedKtp(lines).findings.map(({ code, fields }) => [code, ...fields].join(' '))
}

const nameLine = 'Nama : MARIA CONTOH'
const addressLine = 'Alamat : JL. CONTOH NO. 1'
const sexLine = 'Jenis Kelamin : PEREMPUAN Gol. Darah : O'
const birthLine = 'Tempat/Tgl Lahir : KUPANG, 17-08-1990'
const nikLine = 'NIK : 5371995708900001'
const endLine = 'Berlaku Hingga : SEUMUR HIDUP'

describe('parsePrintedKtp', () => {
  it("reads a citizen's card whole, without a doubt", () => {
    const { entries, findings } = parsePrintedKtp(mariaLines)
    expect(entries).toEqual(mariaFile)
    expect(findings).toEqual([])
    expect(parseKtp(entries)).toEqual(maria)
  })

  it("reads a foreigner's card whole: country, English words, the end of the stay permit", () => {
    const { entries, findings } = parsePrintedKtp(annaLines)
    expect(entries).toEqual(annaFile)
    expect(findings).toEqual([])
    expect(parseKtp(entries)).toEqual(anna)
  })

  it('says where each field came from', () => {
    const { fields } = parsePrintedKtp(mariaLines)
    expect(fields.provinsi).toEqual({ text: 'NUSA TENGGARA TIMUR', lines: [0], doubts: [] })
    expect(fields.tempatLahir?.lines).toEqual([4])
    expect(fields.tanggalLahir?.lines).toEqual([4])
    expect(fields.golDarah).toEqual({ text: 'O', lines: [5], doubts: [] })
    expect(fields.tanggalTerbit?.lines).toEqual([16])
    expect(Object.keys(fields)).toEqual(Object.keys(parsePrintedKtp(mariaLines).entries))
  })

  it.each(printedLabels.filter(({ letters }) => letters.length > 3))(
    'reads $printed with one letter misread, and says so',
    ({ printed, keys }) => {
      const misread = `${printed[0]}#${printed.slice(2)}`
      const lines = mariaLines.map((line) => line.replace(`${printed} :`, `${misread} :`))
      expect(lines).not.toEqual(mariaLines)
      const { entries, fields } = parsePrintedKtp(lines)
      expect(entries).toEqual(mariaFile)
      for (const key of keys) expect(fields[key]?.doubts).toEqual(['label_misspelt'])
    },
  )

  it.each([
    ['N1K : 5371995708900001', nikLine, 'label_misspelt nik'],
    ['N|K : 5371995708900001', nikLine, 'label_misspelt nik'],
    ['Narna : MARIA CONTOH', nameLine, undefined],
    ['Nama ; MARIA CONTOH', nameLine, 'none'],
    ['Nama MARIA CONTOH', nameLine, 'separator_missing nama'],
    ['Nama . MARIA CONTOH', nameLine, 'separator_missing nama'],
    ['nama:MARIA  CONTOH', nameLine, 'none'],
    ['Tempat/Tgl Lahir : KUPANG 17-08-1990', birthLine, 'separator_missing tempatLahir tanggalLahir'],
    ['Tempat/Tgl Lahir : KUPANG. 17-08-1990', birthLine, 'separator_missing tempatLahir tanggalLahir'],
    ['NIK : 5371 9957 0890 0001', nikLine, 'value_regrouped nik'],
    ['5371995708900001', nikLine, 'label_missing nik'],
    ['PR0VINSI NUSA TENGGARA TIMUR', 'PROVINSI NUSA TENGGARA TIMUR', 'label_misspelt provinsi'],
  ])('reads %j, and says what is doubtful', (line, instead, doubt) => {
    if (doubt === undefined)
      return expect(parsePrintedKtp(mariaWith(instead, line)).entries.nama).toBeUndefined()
    expect(parsePrintedKtp(mariaWith(instead, line)).entries).toEqual(mariaFile)
    expect(findingsOf(mariaWith(instead, line))).toEqual(doubt === 'none' ? [] : [doubt])
  })

  it('reads the header of a regency and of Jakarta, which prints the bare name', () => {
    const headerOf = (...header: string[]) => {
      const { provinsi, kabupatenKota } = parsePrintedKtp([...header, ...mariaLines.slice(2)]).entries
      return [provinsi, kabupatenKota]
    }
    expect(headerOf('PROVINSI NUSA TENGGARA TIMUR', 'KABUPATEN SIKKA')).toEqual([
      'NUSA TENGGARA TIMUR',
      'KABUPATEN SIKKA',
    ])
    expect(headerOf('PROVINSI DKI JAKARTA', 'JAKARTA PUSAT')).toEqual(['DKI JAKARTA', 'JAKARTA PUSAT'])
    expect(headerOf('PROVINSI NUSA TENGGARA TIMUR', 'KABUPATFN SIKKA')[1]).toBe('KABUPATEN SIKKA')
    expect(headerOf('PROVINSI NUSA TENGGARA TIMUR', 'KAB. SIKKA')[1]).toBe('KAB. SIKKA')
  })

  it('joins an address over two lines, and no other field', () => {
    const wrapped = mariaWith(addressLine, 'Alamat : JL. CONTOH NO. 1', 'PERUMAHAN CONTOH')
    expect(parsePrintedKtp(wrapped).fields.alamat).toEqual({
      text: 'JL. CONTOH NO. 1 PERUMAHAN CONTOH',
      lines: [6, 7],
      doubts: ['value_joined'],
    })
    const stray = mariaWith('Agama : KATOLIK', 'Agama : KATOLIK', 'XYZ')
    expect(parsePrintedKtp(stray).entries).toEqual(mariaFile)
    expect(parsePrintedKtp(stray).findings).toMatchObject([{ code: 'line_unread', lines: [11] }])
  })

  it('takes a street that begins with the word of a label for a street', () => {
    const lines = mariaWith(addressLine, 'Alamat : JL. CONTOH NO. 1', 'NAMA BARU 2')
    expect(parsePrintedKtp(lines).entries.alamat).toBe('JL. CONTOH NO. 1 NAMA BARU 2')
    expect(parsePrintedKtp(lines).entries.nama).toBe('MARIA CONTOH')
  })

  it('takes the value from the next line where a label stands alone', () => {
    const lines = mariaWith(nameLine, 'Nama :', 'MARIA CONTOH')
    expect(parsePrintedKtp(lines).entries).toEqual(mariaFile)
    expect(findingsOf(lines)).toEqual(['value_joined nama'])
  })

  it('reads the blood type on the line of the sex, on its own line, unknown, and not at all', () => {
    const bloodOf = (...lines: string[]) => parsePrintedKtp(mariaWith(sexLine, ...lines)).entries
    expect(bloodOf('Jenis Kelamin : PEREMPUAN  Gol Darah:AB')).toMatchObject({
      jenisKelamin: 'PEREMPUAN',
      golDarah: 'AB',
    })
    expect(bloodOf('Jenis Kelamin : PEREMPUAN', 'Gol. Darah : B').golDarah).toBe('B')
    expect(bloodOf('Jenis Kelamin : PEREMPUAN Gol. Darah : -').golDarah).toBe('-')
    expect(bloodOf('Jenis Kelamin : PEREMPUAN Gol. Darah :')).not.toHaveProperty('golDarah')
    expect(bloodOf('Jenis Kelamin : PEREMPUAN Gol. Darah :').alamat).toBe('JL. CONTOH NO. 1')
  })

  it('reads place and date of issue beside the last labels', () => {
    const beside = [
      ...mariaLines.slice(0, 13),
      'Kewarganegaraan : WNI KOTA KUPANG',
      'Berlaku Hingga : SEUMUR HIDUP 01-02-2020',
    ]
    expect(parsePrintedKtp(beside).entries).toEqual(mariaFile)
    const ofForeigner = [
      ...annaLines.slice(0, 13),
      'Kewarganegaraan : UTOPIA  KOTA KUPANG',
      'Berlaku Hingga : 31-03-2028 01-04-2023',
    ]
    expect(parsePrintedKtp(ofForeigner).entries).toEqual(annaFile)
  })

  it('takes no scribble for a place of issue without a date', () => {
    const { entries } = parsePrintedKtp([...mariaLines.slice(0, 15), 'Mh Lo'])
    expect(entries).not.toHaveProperty('tempatTerbit')
    expect(findingsOf([...mariaLines.slice(0, 15), 'Mh Lo'])).toEqual(['line_unread'])
  })

  it.each<[KtpKey, string, string]>([
    ['nik', nikLine, 'NIK : 53719957O8900001'],
    ['nik', nikLine, 'NIK : 537199570890000'],
    ['tanggalLahir', birthLine, 'Tempat/Tgl Lahir : KUPANG, 17-O8-1990'],
    ['tanggalLahir', birthLine, 'Tempat/Tgl Lahir : KUPANG, 17.08.1990'],
    ['jenisKelamin', sexLine, 'Jenis Kelamin : PEREMPUAM'],
    ['jenisKelamin', sexLine, 'Jenis Kelamin : FEMALE'],
    ['berlakuHingga', endLine, 'Berlaku Hingga : SEUMUR HlDUP'],
    ['kewarganegaraan', 'Kewarganegaraan : WNI', 'Kewarganegaraan : WNl'],
    ['provinsi', 'PROVINSI NUSA TENGGARA TIMUR', 'PROVINSI NUSA TENGGARA TlMUR'],
    ['kabupatenKota', 'KOTA KUPANG', 'KOTA KUPAMG'],
  ])('repairs no value: %s of %j read as %j is an error', (key, line, misread) => {
    const { findings, fields } = parsePrintedKtp(mariaWith(line, misread))
    expect(findings[0]).toMatchObject({ code: 'value_invalid', grade: 'error', fields: [key] })
    expect(fields[key]?.doubts).toEqual(['value_invalid'])
  })

  it('names every field that a card must have and that was not read, and none that it may lack', () => {
    expect(findingsOf(mariaLines.filter((line) => line !== nikLine))).toEqual(['field_missing nik'])
    expect(findingsOf(mariaLines.filter((line) => line !== birthLine))).toEqual([
      'field_missing tempatLahir',
      'field_missing tanggalLahir',
    ])
    expect(findingsOf(mariaLines.filter((line) => line !== 'Agama : KATOLIK'))).toEqual([])
  })

  it('names text in another alphabet, in a field and beside the fields', () => {
    const inName = mariaWith(nameLine, 'Nama : МАРИЯ')
    expect(parsePrintedKtp(inName).findings).toMatchObject([
      { code: 'alphabet_foreign', grade: 'error', fields: ['nama'], lines: [3] },
    ])
    expect(parsePrintedKtp([...mariaLines, 'УДОСТОВЕРЕНИЕ']).findings).toContainEqual(
      expect.objectContaining({ code: 'alphabet_foreign', fields: [], lines: [17] }),
    )
    const { entries, findings } = parsePrintedKtp(['УДОСТОВЕРЕНИЕ ЛИЧНОСТИ', 'ИМЯ : МАРИЯ'])
    expect(entries).toEqual({})
    expect(findings.map(({ code }) => code)).toEqual(expect.arrayContaining(['alphabet_foreign', 'no_card']))
    expect(findings.every(({ text }) => text.id !== '' && text.en !== '')).toBe(true)
  })

  it('tells that a text is no card, and that it is two', () => {
    for (const lines of [[], [''], ['Selamat datang'], ['KOTA KUPANG', 'Selamat datang']]) {
      expect(findingsOf(lines)).toContain('no_card')
    }
    expect(findingsOf([...mariaLines, ...annaLines])).toContain('two_cards nik')
    expect(parsePrintedKtp([...mariaLines, ...annaLines]).entries.nik).toBe('5371995708900001')
    expect(findingsOf(mariaLines)).not.toContain('no_card')
  })

  it('keeps the first of two values and asks a person to choose', () => {
    const lines = mariaWith(nameLine, nameLine, 'Nama : BUDI MISALNYA')
    expect(parsePrintedKtp(lines).entries.nama).toBe('MARIA CONTOH')
    expect(parsePrintedKtp(lines).findings).toMatchObject([
      { code: 'field_repeated', grade: 'review', fields: ['nama'], lines: [4] },
    ])
  })

  it('leaves out and names lines that are too many, too long, or hold what nobody prints', () => {
    const odd = ['X'.repeat(201), 'NIK\u0000 : 1', 'A\u202eB', 'a\ud800']
    const unread = parsePrintedKtp([...mariaLines, ...odd]).findings
    expect(unread.map(({ code, lines }) => [code, lines[0]])).toEqual([
      ['line_unread', 17],
      ['line_unread', 18],
      ['line_unread', 19],
      ['line_unread', 20],
    ])
    const many = parsePrintedKtp([...mariaLines, ...Array.from({ length: 100 }, () => 'Nama : X')])
    expect(many.findings.filter(({ code }) => code === 'line_unread')).toHaveLength(17)
  })

  it('puts errors before reviews before warnings', () => {
    const lines = mariaLines.map((line) =>
      line.replace('Nama', 'N#ma').replace('PEREMPUAN', 'X').replace('Agama : KATOLIK', 'Nama : Y'),
    )
    expect(findingsOf(lines)).toEqual([
      'value_invalid jenisKelamin',
      'field_repeated nama',
      'label_misspelt nama',
    ])
    expect(parsePrintedKtp(lines).findings.map(({ grade }) => grade)).toEqual(['error', 'review', 'warning'])
  })

  it('never throws, whatever it is given, and makes no field of nothing', () => {
    const word = fc.constantFrom(...mariaLines, ...annaLines, 'Nama', ':', 'NIK :', 'Gol. Darah', 'КАРТА')
    const line = fc.oneof(fc.string({ unit: 'binary', maxLength: 220 }), word, fc.string())
    fc.assert(
      fc.property(fc.array(line, { maxLength: 30 }), (lines) => {
        const { entries, fields, findings } = parsePrintedKtp(lines)
        expect(Object.keys(fields)).toEqual(Object.keys(entries))
        for (const { text } of Object.values(fields)) expect(text.trim()).not.toBe('')
        for (const finding of findings) expect(finding).toMatchObject(printedKtpFindings[finding.code])
      }),
      { seed: 53, numRuns: 500 },
    )
    const hostile: readonly unknown[] = [null, 5, {}, undefined]
    expect(() => parsePrintedKtp(hostile as readonly string[])).not.toThrow()
  })

  it('holds no value of a card in the texts of its findings', () => {
    const lines = mariaLines.map((line) => line.replace(' : ', ' : XMARKX '))
    const { findings } = parsePrintedKtp(lines)
    expect(findings.length).toBeGreaterThan(0)
    expect(JSON.stringify(findings)).not.toContain('XMARKX')
  })
})
