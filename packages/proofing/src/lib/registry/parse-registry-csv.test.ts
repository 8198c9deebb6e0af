import { type LontarError, MalformedError } from '@lontar/credentials/errors'
import { describe, expect, it } from 'vitest'
import { mariaRecord } from '../../../fixtures/cards.ts'
import { parseRegistryCsv } from './parse-registry-csv.ts'

const header = 'nik,nama,tempatLahir,tanggalLahir,jenisKelamin,provinsi,kabupatenKota,kewarganegaraan,status'
const maria =
  '5371995708900001,MARIA CONTOH,KUPANG,17-08-1990,PEREMPUAN,NUSA TENGGARA TIMUR,KOTA KUPANG,WNI,active'
const budi = '5371990203850002,BUDI MISALNYA,KUPANG,02-03-1985,LAKI-LAKI,JAWA TIMUR,KOTA SURABAYA,WNI,active'

function refusal(text: string): LontarError {
  try {
    parseRegistryCsv(text)
  } catch (error) {
    if (error instanceof MalformedError) return error
    throw error
  }
  throw new Error('The file was taken.')
}

describe('parseRegistryCsv', () => {
  it('reads the people of a file', () => {
    const records = parseRegistryCsv(`${header}\n${maria}\n${budi}\n`)
    expect(records.map(({ nik }) => nik)).toEqual(['5371995708900001', '5371990203850002'])
    expect(records[0]?.record).toEqual(mariaRecord)
  })

  it('takes a byte order mark, CRLF, empty lines, quotes and any order of columns', () => {
    const swapped = header.replace('nik,nama', 'nama,nik')
    const line = maria.replace('5371995708900001,MARIA CONTOH', '"MARIA CONTOH",5371995708900001')
    expect(parseRegistryCsv(`\uFEFF${swapped}\r\n\r\n${line}\r\n`)).toEqual(
      parseRegistryCsv(`${header}\n${maria}`),
    )
  })

  it('takes the other keys of the KTP file and leaves empty ones out', () => {
    const [person] = parseRegistryCsv(
      `${header},alamat,golDarah,berlakuHingga\n${maria},JL. CONTOH,,SEUMUR HIDUP`,
    )
    expect(person?.record).toEqual({ ...mariaRecord, alamat: 'JL. CONTOH', berlakuHingga: 'SEUMUR HIDUP' })
  })

  it('takes what parseKtp takes, in any letter case', () => {
    const line = maria
      .replace('PEREMPUAN', 'Perempuan')
      .replace('WNI', 'wni')
      .replace('NUSA TENGGARA TIMUR', 'Provinsi Nusa Tenggara Timur')
    expect(parseRegistryCsv(`${header},berlakuHingga\n${line},Seumur Hidup`)).toHaveLength(1)
  })

  it('takes a foreigner: the country, English words, the date of the stay permit where it is kept', () => {
    const anna =
      '5371994506850003,ANNA SPECIMEN,UTOPIA CITY,05-06-1985,FEMALE,NUSA TENGGARA TIMUR,KOTA KUPANG,UTOPIA,active'
    expect(parseRegistryCsv(`${header}\n${anna}`)[0]?.record).toMatchObject({
      jenisKelamin: 'FEMALE',
      kewarganegaraan: 'UTOPIA',
    })
    expect(parseRegistryCsv(`${header},berlakuHingga\n${anna},31-03-2028`)).toHaveLength(1)
    for (const line of [
      anna.replace('FEMALE', 'PEREMPUAN'),
      anna.replace(',UTOPIA,', ',WNA,'),
      `${anna},SEUMUR HIDUP`,
    ]) {
      const heading = line.endsWith('HIDUP') ? `${header},berlakuHingga` : header
      expect(refusal(`${heading}\n${line}`).code).toBe('registry_file_malformed')
    }
  })

  it('takes a file without people', () => {
    expect(parseRegistryCsv(header)).toEqual([])
  })

  it.each(['active', 'dead', 'duplicate', 'inactive'])('takes the status %s', (status) => {
    const [person] = parseRegistryCsv(`${header}\n${maria.replace(/active$/, status)}`)
    expect(person?.record.status).toBe(status)
  })

  it.each([
    ['an empty file', '', 'empty'],
    ['an unknown column', `${header},umur\n${maria},36`, 'Line 1 has an unknown column at place 10'],
    ['a repeated column', `${header},nik\n${maria},1`, 'Line 1 has the column nik twice'],
    ['a missing column', `${header.replace(',status', '')}\n`, 'Line 1 lacks the column status'],
    ['a column in other letters', header.replace('nama', 'Nama'), 'Line 1 has an unknown column at place 2'],
    ['too few values', `${header}\n${maria}\n5371990203850002,BUDI`, 'Line 3 has not as many values'],
    ['too many values', `${header}\n${maria},x`, 'Line 2 has not as many values'],
    ['a person twice', `${header}\n${maria}\n${budi}\n${maria}`, 'Line 4 has a value in the column nik'],
    ['an open quote', `${header}\n"${maria}`, 'is not CSV'],
    [
      'a record of a megabyte',
      `${header}\n${maria.replace('MARIA', `"${'M'.repeat(1_000_000)}"`)}`,
      'is not CSV',
    ],
    [
      'a value of a megabyte',
      `${header}\n${maria.replace('MARIA', 'M'.repeat(1_000_000))}`,
      'the column nama',
    ],
  ])('refuses %s', (_, text, message) => {
    const error = refusal(text)
    expect(error.code).toBe('registry_file_malformed')
    expect(error.message).toContain(message)
  })

  it.each([
    ['nik', '5371995708900001', '5371995708900000'],
    ['nik', '5371995708900001', '537199570890001'],
    ['nama', 'MARIA CONTOH', ''],
    ['nama', 'MARIA CONTOH', 'MARIA\u202ECONTOH'],
    ['nama', 'MARIA CONTOH', 'M'.repeat(201)],
    ['nama', 'MARIA CONTOH', 'MARIA\u00A0CONTOH'],
    ['tanggalLahir', '17-08-1990', '1990-08-17'],
    ['tanggalLahir', '17-08-1990', '31-02-1990'],
    ['jenisKelamin', 'PEREMPUAN', 'P'],
    ['provinsi', 'NUSA TENGGARA TIMUR', 'NEGERI DONGENG'],
    ['provinsi', 'NUSA TENGGARA TIMUR', '53'],
    ['kabupatenKota', 'KOTA KUPANG', 'KOTA SURABAYA'],
    ['kewarganegaraan', 'WNI', 'WNA'],
    ['status', 'active', 'alive'],
  ])('names line and column of a bad %s and never the value', (column, good, bad) => {
    const text = `${header}\n${budi}\n${maria.replace(good, bad)}`
    const error = refusal(text)
    expect(error.code).toBe('registry_file_malformed')
    expect(error.message).toBe(`Line 3 has an unacceptable value in the column ${column}.`)
  })

  it('quotes nothing of a file without a header', () => {
    for (const text of [maria, `"${maria}`, `${maria}\n"`]) {
      const error = refusal(text)
      for (const value of maria.split(','))
        expect(JSON.stringify([error, error.message])).not.toContain(value)
      expect(error.cause).toBeUndefined()
    }
  })
})
