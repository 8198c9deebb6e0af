import { describe, expect, it } from 'vitest'
import { findProvince } from './find-province.ts'
import { findRegency } from './find-regency.ts'
import { nttRegencies } from './ntt-regencies.ts'
import { provinces } from './provinces.ts'
import { foldRegionName } from './region-name.ts'
import { timeZoneOf } from './time-zone-of.ts'

describe('provinces', () => {
  it.each(provinces)('$code $name is found by code, by name and as cards print it', (province) => {
    const printed = province.name.toUpperCase()
    const names = [
      province.code,
      province.name,
      printed,
      `PROVINSI ${printed}`,
      printed.replaceAll(' ', '  '),
    ]
    for (const name of names) expect(findProvince(name)).toBe(province)
  })

  it('lie in three zones, as their codes tell', () => {
    const zone = (code: string) => {
      if (/^[89]/.test(code)) return 'Asia/Jayapura'
      return /^(?:5|6[345]|7)/.test(code) ? 'Asia/Makassar' : 'Asia/Jakarta'
    }
    for (const { code } of provinces) expect([code, timeZoneOf(code)]).toEqual([code, zone(code)])
  })

  it('have ISO 3166-2 codes of Indonesia', () => {
    for (const { iso3166 } of provinces) expect(iso3166).toMatch(/^ID-[A-Z]{2}$/)
  })
})

describe('the regencies of NTT', () => {
  it.each(nttRegencies)('$code $name is found by code, by name and as cards print it', (regency) => {
    const printed = regency.name.toUpperCase()
    const names = [regency.code, regency.name, printed, printed.replace('KABUPATEN ', 'KAB. ')]
    for (const name of names) expect(findRegency('53', name)).toBe(regency)
    expect(findRegency('52', printed)).toBeUndefined()
  })

  it('have retired districts below their highest, in order and each once', () => {
    for (const { highestDistrict, retiredDistricts } of nttRegencies) {
      expect(retiredDistricts).toEqual([...new Set(retiredDistricts)].sort((a, b) => a - b))
      for (const district of retiredDistricts) {
        expect(district).toBeGreaterThan(0)
        expect(district).toBeLessThan(highestDistrict)
      }
    }
  })
})

describe('foldRegionName', () => {
  it('folds letter case and spaces, and no letter beyond ASCII', () => {
    expect(foldRegionName('  Kota   Kupang ')).toBe('KOTA KUPANG')
    // In Turkish and by Unicode these fold to I and K, and no region is named so.
    expect(foldRegionName('ı')).toBe('ı')
    expect(findRegency('53', 'KOTA \u212aUPANG')).toBeUndefined()
    expect(findProvince('NUSA TENGGARA TıMUR')).toBeUndefined()
  })
})
