import { describe, expect, it } from 'vitest'
import { annaFile, mariaFile } from '../../../fixtures/invented-people.ts'
import { isKtpValue } from './is-ktp-value.ts'
import { type KtpKey, optionalKtpKeys, requiredKtpKeys } from './ktp-keys.ts'
import { parseKtp } from './parse-ktp.ts'

const texts = [
  ...Object.values(annaFile),
  ...['МАРИЯ', 'MALE', 'INDONESIA', 'Republic of Korea'],
  ...Object.values(mariaFile),
  ...['', ' ', 'MARIA\u00a0CONTOH', 'MARIA  CONTOH', 'M'.repeat(201), 'A\u202eB'],
  ...['5371995708900001', '5371995708900000', '53', '53.71', 'wni', 'WNA'],
  ...['Perempuan', 'laki-laki', 'P', 'seumur hidup', 'SELAMANYA', '31-02-1990', '01-01-2150', '1990-08-17'],
  ...['PROVINSI BALI', 'Jawa Timur', 'NEGERI DONGENG', 'KOTA SURABAYA', 'KAB. SIKKA', 'KUPANG'],
  ...['AB+', 'C', '001/002', '1/2', 'KAWIN', 'SINGLE'],
]

function isTaken(file: object): boolean {
  try {
    parseKtp(file)
    return true
  } catch {
    return false
  }
}

const keys: readonly KtpKey[] = [...requiredKtpKeys, ...optionalKtpKeys]
const decisive: readonly KtpKey[] = ['kewarganegaraan']

describe('isKtpValue', () => {
  it.each(keys.filter((key) => !decisive.includes(key)))('says of %s what parseKtp does', (key) => {
    for (const file of [mariaFile, annaFile]) {
      const said = texts.map((text) => isKtpValue(key, { ...file, [key]: text }))
      const done = texts.map((text) => isTaken({ ...file, [key]: text }))
      expect(said).toEqual(done)
      expect(new Set(said).size).toBe(2)
    }
  })

  it('takes WNI and the names of countries, of which the other fields then follow', () => {
    const isCitizenship = (kewarganegaraan: string) => isKtpValue('kewarganegaraan', { kewarganegaraan })
    expect(['WNI', 'wni', 'UTOPIA', "COTE D'IVOIRE"].map(isCitizenship)).toEqual([true, true, true, true])
    expect(['WNA', 'INDONESIA', '36', 'УТОПИЯ'].map(isCitizenship)).toEqual([false, false, false, false])
    expect(isKtpValue('jenisKelamin', { ...annaFile, kewarganegaraan: 'WNA', jenisKelamin: 'MALE' })).toBe(
      false,
    )
  })

  it('is false for what is not there', () => {
    expect(isKtpValue('nama', {})).toBe(false)
  })

  it('judges a regency by its province, and takes any where the province is unknown or not listed', () => {
    const isRegency = (provinsi: string, kabupatenKota: string) =>
      isKtpValue('kabupatenKota', { provinsi, kabupatenKota })
    expect(isRegency('PROVINSI NUSA  TENGGARA TIMUR', 'KOTA KUPANG')).toBe(true)
    expect(isRegency('NUSA TENGGARA TIMUR', 'KOTA SURABAYA')).toBe(false)
    expect(isRegency('JAWA TIMUR', 'KOTA SURABAYA')).toBe(true)
    expect(isRegency('NEGERI DONGENG', 'KOTA SURABAYA')).toBe(true)
  })
})
