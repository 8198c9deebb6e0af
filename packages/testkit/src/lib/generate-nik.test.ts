import { parseNik } from '@lontar/documents/nik'
import { describe, expect, it } from 'vitest'
import { budiMisalnya } from './budi-misalnya.ts'
import { generateNik, type NikTraits } from './generate-nik.ts'
import { mariaContoh } from './maria-contoh.ts'

const maria: NikTraits = {
  regencyCode: '53.71',
  birthdate: '1990-08-17',
  jenisKelamin: 'PEREMPUAN',
  serial: 1,
}

describe('generateNik', () => {
  it('makes the numbers of the two best known invented people', () => {
    expect(generateNik(maria)).toBe(mariaContoh.nik)
    const budi: NikTraits = {
      regencyCode: '53.71',
      birthdate: '1985-03-02',
      jenisKelamin: 'LAKI-LAKI',
      serial: 2,
    }
    expect(generateNik(budi)).toBe(budiMisalnya.nik)
  })

  it('makes numbers that can be read, of a district that is assigned nowhere', () => {
    for (const serial of [1, 42, 9999]) {
      const nik = parseNik(generateNik({ ...maria, regencyCode: '94.04', serial }))
      expect(nik).toMatchObject({ ok: true, sex: 'female', birth: { day: '17', month: '08', yy: '90' } })
      expect(nik.warnings).toContain('district_code_not_current')
    }
  })

  it.each<[string, Partial<NikTraits>]>([
    ['serial 0', { serial: 0 }],
    ['serial 10000', { serial: 10_000 }],
    ['half a serial', { serial: 1.5 }],
    ['a regency without its dot', { regencyCode: '5371' }],
    ['a district', { regencyCode: '53.71.01' }],
    ['a printed birth date', { birthdate: '17-08-1990' }],
  ])('refuses %s', (_what, part) => {
    expect(() => generateNik({ ...maria, ...part })).toThrow(RangeError)
  })
})
