import { describe, expect, it } from 'vitest'
import { maria } from '../../../fixtures/invented-people.ts'
import { bpsCodeOfRegency, parseBpsRegencyCode, regencyCodeOfBps } from './bps-regency-code.ts'
import { findRegency } from './find-regency.ts'
import { nttBpsCodes } from './ntt-bps-codes.ts'
import { nttRegencies } from './ntt-regencies.ts'
import type { RegencyCode } from './regency-code.ts'

describe('BPS codes of regencies', () => {
  it('are 22, one for each regency, and differ in 16', () => {
    expect(nttBpsCodes.map(([code]) => code).sort()).toEqual(nttRegencies.map(({ code }) => code))
    expect(new Set(nttBpsCodes.map(([, bps]) => bps)).size).toBe(22)
    expect(nttBpsCodes.filter(([code, bps]) => code.replace('.', '') !== bps)).toHaveLength(16)
  })

  it.each(nttBpsCodes)('%s is BPS %s, there and back', (code, text) => {
    const bps = parseBpsRegencyCode(text)
    if (bps === undefined) throw new Error('It is a BPS code.')
    expect(regencyCodeOfBps(bps)).toBe(code)
    expect(bpsCodeOfRegency(code)).toBe(text)
  })

  it('tell Sumba Barat, BPS 5301, from Kabupaten Kupang, 53.01', () => {
    const bps = parseBpsRegencyCode('5301')
    if (bps === undefined) throw new Error('It is a BPS code.')
    expect(findRegency('53', regencyCodeOfBps(bps))?.name).toBe('Kabupaten Sumba Barat')
    expect(findRegency('53', '53.01')?.name).toBe('Kabupaten Kupang')
    expect(bpsCodeOfRegency('53.01')).toBe('5303')
  })

  it('are no text that is none of them', () => {
    for (const text of ['', '53.01', '5399', '3171', ' 5301', '5301 ', 'toString']) {
      expect(parseBpsRegencyCode(text)).toBeUndefined()
    }
    expect(bpsCodeOfRegency('31.71')).toBeUndefined()
  })

  it("mix with the Ministry's codes nowhere: the types refuse it", () => {
    const bps = parseBpsRegencyCode('5371')
    if (bps === undefined) throw new Error('It is a BPS code.')
    // @ts-expect-error a BPS code is no code of the Ministry
    const ministry: RegencyCode = bps
    expect(findRegency('53', ministry)).toBeUndefined()
    // @ts-expect-error nor are its four digits
    expect(bpsCodeOfRegency('5371')).toBeUndefined()
    // @ts-expect-error a code of the Ministry is no BPS code
    expect(() => regencyCodeOfBps('53.71')).toThrow(TypeError)
    // @ts-expect-error nor are the digits of a NIK, of which the type alone can tell
    expect(regencyCodeOfBps(maria.nik.slice(0, 4))).toBe('53.71')
    // @ts-expect-error a card holds no BPS code
    const regency: (typeof maria)['regency'] = { code: bps, name: 'KOTA KUPANG' }
    expect(regency.name).toBe('KOTA KUPANG')
  })
})
