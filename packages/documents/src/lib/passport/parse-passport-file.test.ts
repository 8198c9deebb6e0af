import { describe, expect, it } from 'vitest'
import { codeOf } from '../../../fixtures/code-of.ts'
import { parsePassportFile } from './parse-passport-file.ts'

const mrz = ['P<D<<CONTOH<<EVA', 'RAHASIA']

describe('parsePassportFile', () => {
  it('reads the lines alone, and with the files of the chip', () => {
    expect(parsePassportFile({ mrz })).toEqual({ mrz })
    expect(parsePassportFile({ mrz, chip: { sod: 'dzA=', dg1: 'YQ==' } })).toEqual({
      mrz,
      chip: { sod: Uint8Array.of(0x77, 0x30), dg1: Uint8Array.of(0x61) },
    })
    expect(parsePassportFile({ mrz, chip: { sod: 'dzA=', dg1: 'YQ==', dg2: 'dQ==' } }).chip?.dg2).toEqual(
      Uint8Array.of(0x75),
    )
  })

  it.each<[string, unknown]>([
    ['a text', 'RAHASIA'],
    ['a list', [mrz]],
    ['nothing', null],
    ['no lines', {}],
    ['one line', { mrz: ['RAHASIA'] }],
    ['a line that is no text', { mrz: ['RAHASIA', 1] }],
    ['an unknown key', { mrz, RAHASIA: 1 }],
    ['a chip of nothing', { mrz, chip: null }],
    ['a chip without EF.SOD', { mrz, chip: { dg1: 'YQ==' } }],
    ['a chip with another file', { mrz, chip: { sod: 'dzA=', dg1: 'YQ==', dg3: 'YQ==' } }],
    ['a file that is no base64', { mrz, chip: { sod: 'RAHASIA!', dg1: 'YQ==' } }],
    ['an empty file', { mrz, chip: { sod: '', dg1: 'YQ==' } }],
    ['a file beyond a megabyte', { mrz, chip: { sod: 'dzA=', dg1: 'YQ==', dg2: 'A'.repeat(1_400_004) } }],
  ])('refuses %s, and does not repeat it', (_, value) => {
    expect(codeOf(() => parsePassportFile(value))).toBe('passport_malformed')
    expect(() => parsePassportFile(value)).not.toThrow(/RAHASIA/)
  })
})
