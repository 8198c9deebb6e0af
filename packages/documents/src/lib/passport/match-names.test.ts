import { describe, expect, it } from 'vitest'
import { type DocumentName, matchNames, type NameMatch } from './match-names.ts'

const cut = { familyName: 'NILAVADHANANANDA', givenName: 'CHAYAPA DEJTHAMRONG K', nameTruncated: true }
const long = 'MARIA FIKTIF CONTOH YANG NAMANYA PANJANG SEKALI DAN TAK MUAT'

describe('matchNames', () => {
  it.each<[NameMatch, DocumentName, DocumentName]>([
    ['equal', 'MARIA CONTOH', '  Maria   contoh '],
    ['equal', 'MARIA CONTOH', { familyName: 'CONTOH', givenName: 'MARIA' }],
    ['equal', 'CONTOH MARIA', { familyName: 'CONTOH', givenName: 'MARIA' }],
    ['equal', 'PURAPURA', { familyName: 'PURAPURA' }],
    ['equal', 'José Núñez', { familyName: 'NUNEZ', givenName: 'JOSE' }],
    ['equal', "Ma'un Bele-Tnunay", { familyName: 'BELE TNUNAY', givenName: 'MAUN' }],
    ['equal', cut, { ...cut, nameTruncated: false }],
    ['truncated', 'CHAYAPA DEJTHAMRONG KRASUANG NILAVADHANANANDA', cut],
    ['truncated', cut, 'NILAVADHANANANDA CHAYAPA DEJTHAMRONG KRASUANG'],
    ['truncated', long, `${long} DI KARTU`],
    [
      'truncated',
      'MARIA FIKTIF CONTOH YANG NAMANYA PANJANG',
      {
        givenName: 'MARIA FIKTIF CONTOH YANG',
        familyName: 'NAMANYA PA',
        issuingState: 'IDN',
      },
    ],
    [
      'different',
      'MARIA FIKTIF CONTOH YANG NAMANYA PANJANG',
      {
        givenName: 'MARIA FIKTIF CONTOH YANG',
        familyName: 'NAMANYA PA',
        issuingState: 'AUS',
      },
    ],
    ['different', 'MARIA CONTOH', 'MARIA CONTO'],
    ['different', 'MARIA CONTOH', 'MARIA'],
    ['different', 'MARIA CONTOH', { familyName: 'CONTOH', givenName: 'MARI' }],
    ['different', 'BUDI DEJTHAMRONG KRASUANG NILAVADHANANANDA', cut],
    ['different', 'CHAYAPA DEJTHAMRONG KRASUANG LAIN', cut],
    ['different', 'MARIA CONTOH', 'МАРИА CONTOH'],
    ['different', '', ''],
    ['different', '---', '...'],
  ])('says %s of %j and %j', (found, left, right) => {
    expect(matchNames(left, right)).toBe(found)
    expect(matchNames(right, left)).toBe(found)
  })
})
