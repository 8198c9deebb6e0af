import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { parseNik } from '../nik/parse-nik.ts'
import { findDistrict } from './find-district.ts'
import { nttDistricts } from './ntt-districts.ts'
import { nttRegencies } from './ntt-regencies.ts'
import { findRegionMove } from './region-move.ts'

describe('the districts of NTT', () => {
  it('are 315, each once, in the order of their codes', () => {
    const codes = nttDistricts.map(({ code }) => code)
    expect(codes).toHaveLength(315)
    expect(codes).toEqual([...new Set(codes)].sort())
    for (const { code, regencyCode } of nttDistricts) expect(code.slice(0, 5)).toBe(regencyCode)
  })

  it.each(nttRegencies)('of $name are those that a NIK is held against', ({ code, ...regency }) => {
    const numbers = nttDistricts
      .filter(({ regencyCode }) => regencyCode === code)
      .map((district) => Number(district.code.slice(6)))
    const current = Array.from({ length: regency.highestDistrict }, (_, index) => index + 1).filter(
      (number) => !regency.retiredDistricts.includes(number),
    )
    expect(numbers).toEqual(current)
    for (const number of numbers) {
      const nik = `${code.replace('.', '')}${String(number).padStart(2, '0')}1708900001`
      expect(parseNik(nik).warnings).toEqual([])
    }
  })

  it.each(nttDistricts)('$code $name is found by code and by name, in its regency alone', (district) => {
    const printed = `  ${district.name.toUpperCase().replaceAll(' ', '  ')} `
    expect(findDistrict(nttDistricts, district.regencyCode, printed)).toBe(district)
    expect(findDistrict(nttDistricts, district.regencyCode, district.code)).toBe(district)
    expect(findDistrict(nttDistricts, '31.71', printed)).toBeUndefined()
  })
})

describe('the table of districts', () => {
  it('is imported by its own entry alone, so that wallets and verifiers do not carry it', () => {
    const source = join(import.meta.dirname, '../..')
    const importers = readdirSync(source, { recursive: true, encoding: 'utf8' }).filter(
      (file) =>
        /(?<!\.test)\.ts$/.test(file) &&
        readFileSync(join(source, file), 'utf8').includes("/ntt-districts.ts'"),
    )
    expect(importers).toEqual(['districts.ts'])
  })
})

describe('findRegionMove', () => {
  it('knows the parent of each of the ten regencies that were split off', () => {
    const split = nttRegencies.flatMap(({ code, splitFrom }) =>
      splitFrom === undefined ? [] : [[splitFrom, code]],
    )
    expect(split).toHaveLength(10)
    for (const { code, retiredDistricts, splitFrom } of nttRegencies) {
      const children = split.filter(([parent]) => parent === code).map(([, child]) => child)
      for (const number of retiredDistricts) {
        const district = String(number).padStart(2, '0')
        const region = { province: '53', regency: code.slice(3), district }
        expect(findRegionMove(region)).toEqual({ from: `${code}.${district}`, to: children })
        expect(children.length).toBeGreaterThan(0)
      }
      if (splitFrom !== undefined) expect(retiredDistricts).toEqual([])
    }
  })

  it('finds none for a region that is where it was, or of which nothing is known', () => {
    for (const [province, regency, district] of [
      ['53', '71', '01'],
      ['53', '04', '99'],
      ['31', '71', '01'],
      ['99', '99', '99'],
    ]) {
      expect(
        findRegionMove({ province: province ?? '', regency: regency ?? '', district: district ?? '' }),
      ).toBeUndefined()
    }
  })
})
