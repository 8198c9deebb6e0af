import { nttDistricts } from '@lontar/documents/districts'
import { parsePrintedKtp } from '@lontar/documents/ktp'
import { nttLanguages } from '@lontar/documents/languages'
import {
  bpsCodeOfRegency,
  findRegency,
  findRegionMove,
  nttRegencies,
  parseBpsRegencyCode,
  provinces,
  regencyCodeOfBps,
} from '@lontar/documents/regions'
import { describe, expect, test } from 'vitest'
import { readVector, readVectorText, vectorsAbsent } from '../support/public-vectors.ts'

/** The rows of a table without quotes, by the names of its first line. */
function readRows(path: string): readonly Readonly<Record<string, string>>[] {
  const [heading = '', ...lines] = (readVectorText(path) ?? '').trim().split(/\r?\n/)
  const names = heading.split(',')
  return lines.map((line) =>
    Object.fromEntries(line.split(',').map((value, index) => [names[index] ?? '', value])),
  )
}

interface RegencyRow {
  readonly code: string
  readonly name: string
  readonly districts: number
  readonly district_codes_not_in_current_list?: readonly string[]
  readonly split_from?: { readonly code: string }
}

interface LanguageRow {
  readonly iso639_3: string
  readonly name: string
  readonly address_forms?: { readonly man: string; readonly woman: string }
}

describe.skipIf(vectorsAbsent)('public tables: regions, languages and labels', () => {
  test('the 38 provinces, their ISO codes and zones', () => {
    const rows = readVector<{
      provinces: readonly Readonly<Record<'code' | 'name' | 'iso3166_2' | 'iana', string>>[]
    }>('domain/provinces.json').provinces
    expect(rows).toHaveLength(38)
    expect(provinces).toEqual(
      rows.map(({ code, name, iso3166_2, iana }) => ({ code, name, iso3166: iso3166_2, timeZone: iana })),
    )
  })

  test('the 22 regencies of NTT, their retired districts and parents', () => {
    const rows = readVector<{ regencies: readonly RegencyRow[] }>('domain/ntt-regencies.json').regencies
    expect(nttRegencies.map(({ code, name }) => [code, name])).toEqual(
      rows.map(({ code, name }) => [code, name]),
    )
    for (const row of rows) {
      const regency = nttRegencies.find(({ code }) => code === row.code)
      const retired = (row.district_codes_not_in_current_list ?? []).map(Number)
      expect(regency?.retiredDistricts).toEqual(retired)
      expect(regency?.splitFrom).toBe(row.split_from?.code)
      expect((regency?.highestDistrict ?? 0) - retired.length).toBe(row.districts)
    }
  })

  test('the 315 districts of NTT', () => {
    const rows = readRows('domain/ntt-districts.csv')
    expect(rows).toHaveLength(315)
    expect(nttDistricts).toEqual(
      rows.map((row) => ({ code: row['code'], regencyCode: row['regency_code'], name: row['name'] })),
    )
  })

  test('the BPS code of each regency, there and back, and no other', () => {
    const rows = readRows('domain/ntt-bps-vs-kemendagri.csv')
    expect(rows).toHaveLength(22)
    for (const row of rows) {
      const bps = parseBpsRegencyCode(row['bps_code'] ?? '')
      const regency = findRegency('53', row['name'] ?? '')
      if (bps === undefined || regency === undefined) throw new Error(`${row['name']} is not known.`)
      expect(regency.code).toBe(row['kemendagri_code'])
      expect(regencyCodeOfBps(bps)).toBe(row['kemendagri_code'])
      expect(bpsCodeOfRegency(regency.code)).toBe(row['bps_code'])
      expect(regency.code.replace('.', '') === bps ? 'same' : 'DIFFERENT').toBe(row['same'])
    }
  })

  test('the 26 regencies that moved when Papua was split', () => {
    const { moves } = readVector<{ moves: readonly { readonly old: string; readonly new: string }[] }>(
      'domain/papua-regency-code-moves.json',
    )
    expect(moves).toHaveLength(26)
    for (const move of moves) {
      const [province = '', regency = ''] = move.old.split('.')
      expect(findRegionMove({ province, regency, district: '99' })).toEqual({
        from: move.old,
        to: [move.new],
      })
    }
  })

  test('the languages of NTT with their forms of address, and none of the words', () => {
    const rows = readVector<{ languages: readonly LanguageRow[] }>('domain/ntt-languages.json').languages
    expect(nttLanguages.map(({ area: _area, ...language }) => language)).toEqual(
      rows.map(({ iso639_3, name, address_forms }) => ({
        code: iso639_3,
        name,
        ...(address_forms !== undefined && { addressForms: address_forms }),
      })),
    )
  })

  test('every label of the card is read, with one of the values that it may have', () => {
    const { fields } = readVector<{
      fields: readonly { readonly order: number; readonly label_id: string; readonly values: unknown }[]
    }>('domain/ktp-fields.json')
    const labels = fields.filter(({ label_id }) => !label_id.startsWith('('))
    expect(labels).toHaveLength(14)
    for (const { label_id, values } of labels) {
      for (const value of Array.isArray(values) ? values.map(String) : ['X']) {
        const { findings } = parsePrintedKtp([`${label_id} : ${value}`])
        expect([label_id, findings.map(({ code }) => code)]).toEqual([
          label_id,
          expect.not.arrayContaining(['no_card', 'line_unread', 'label_misspelt']),
        ])
      }
    }
  })
})
