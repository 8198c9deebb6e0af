import { describe, expect, it } from 'vitest'
import { findProvince } from './find-province.ts'
import { findRegency } from './find-regency.ts'
import { nttRegencies } from './ntt-regencies.ts'
import { papuaRegencyMoves } from './papua-regency-moves.ts'
import { provinces } from './provinces.ts'
import { timeZoneOf } from './time-zone-of.ts'

describe('the tables', () => {
  it('hold 38 provinces, 22 regencies of NTT and 26 moved prefixes, each once', () => {
    expect(new Set(provinces.map(({ code }) => code)).size).toBe(38)
    expect(new Set(provinces.map(({ iso3166 }) => iso3166)).size).toBe(38)
    expect(new Set(nttRegencies.map(({ code }) => code)).size).toBe(22)
    expect(nttRegencies.every(({ code }) => /^53\.[0-9]{2}$/.test(code))).toBe(true)
    expect(Object.keys(papuaRegencyMoves)).toHaveLength(26)
  })

  it('count the 315 districts of NTT', () => {
    const current = nttRegencies.map(
      ({ highestDistrict, retiredDistricts }) => highestDistrict - retiredDistricts.length,
    )
    expect(current.reduce((sum, count) => sum + count, 0)).toBe(315)
  })
})

describe('findProvince', () => {
  it.each([
    ['53', '53'],
    ['NUSA TENGGARA TIMUR', '53'],
    ['Provinsi  Nusa Tenggara Timur ', '53'],
    ['DKI JAKARTA', '31'],
    ['PROVINSI DAERAH KHUSUS IBUKOTA JAKARTA', '31'],
    ['DI YOGYAKARTA', '34'],
    ['DAERAH ISTIMEWA YOGYAKARTA', '34'],
    ['PAPUA', '91'],
    ['PAPUA BARAT DAYA', '96'],
  ])('finds %j', (name, code) => {
    expect(findProvince(name)?.code).toBe(code)
  })

  it('finds nothing that is no province', () => {
    for (const name of ['', '99', '54', 'NUSA TENGGARA', 'TIMUR', 'toString', '__proto__', 'PROVINSI']) {
      expect(findProvince(name)).toBeUndefined()
    }
  })
})

describe('findRegency', () => {
  it('tells the regency of Kupang from the city', () => {
    expect(findRegency('53', 'KABUPATEN KUPANG')?.code).toBe('53.01')
    expect(findRegency('53', 'Kab. Kupang')?.code).toBe('53.01')
    expect(findRegency('53', 'KOTA KUPANG')?.code).toBe('53.71')
    expect(findRegency('53', 'KUPANG')).toBeUndefined()
  })

  it('finds by code, in its own province only', () => {
    expect(findRegency('53', '53.71')?.name).toBe('Kota Kupang')
    expect(findRegency('35', '53.71')).toBeUndefined()
    expect(findRegency('53', '5371')).toBeUndefined()
  })
})

describe('timeZoneOf', () => {
  it('knows the three zones', () => {
    expect(timeZoneOf('35')).toBe('Asia/Jakarta')
    expect(timeZoneOf('53')).toBe('Asia/Makassar')
    expect(timeZoneOf('94')).toBe('Asia/Jayapura')
    expect(timeZoneOf('99')).toBeUndefined()
  })
})
