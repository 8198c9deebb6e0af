// Contains information from idn-area-data (fityannugroho/idn-area-data), made available under the Open Database
// License 1.0. This table is a derived database and stays under the same licence.
// Codes: Kepmendagri 300.2.2-2138/2025 through idn-area-data 4.0.1; the later 300.2.2-2430/2025 has the same totals.
// `retiredDistricts` is our own comparison: codes below the highest that today's list no longer has.

import type { RegencyCode } from './regency-code.ts'

/** A regency (kabupaten) or city (kota) of Nusa Tenggara Timur. */
export interface Regency {
  /** Kemendagri code with its dot, such as `53.71`. Not a BPS code. */
  readonly code: RegencyCode
  /** As on the card apart from letter case, such as `Kota Kupang`. */
  readonly name: string
  /** The highest district number in use. */
  readonly highestDistrict: number
  /** District numbers below it that went to another regency; NIKs keep them for life. */
  readonly retiredDistricts: readonly number[]
  /** The regency that it was split off from since 1996; absent for an older one. */
  readonly splitFrom?: RegencyCode
}

/** The 21 regencies and the one city of Nusa Tenggara Timur. */
export const nttRegencies: readonly Regency[] = [
  { code: '53.01', name: 'Kabupaten Kupang', highestDistrict: 30, retiredDistricts: [1, 2, 3, 14, 15, 29] },
  { code: '53.02', name: 'Kabupaten Timor Tengah Selatan', highestDistrict: 32, retiredDistricts: [] },
  { code: '53.03', name: 'Kabupaten Timor Tengah Utara', highestDistrict: 24, retiredDistricts: [] },
  {
    code: '53.04',
    name: 'Kabupaten Belu',
    highestDistrict: 23,
    retiredDistricts: [6, 7, 8, 9, 10, 11, 14, 15, 16, 19, 20],
  },
  { code: '53.05', name: 'Kabupaten Alor', highestDistrict: 18, retiredDistricts: [] },
  { code: '53.06', name: 'Kabupaten Flores Timur', highestDistrict: 19, retiredDistricts: [] },
  { code: '53.07', name: 'Kabupaten Sikka', highestDistrict: 21, retiredDistricts: [] },
  { code: '53.08', name: 'Kabupaten Ende', highestDistrict: 21, retiredDistricts: [] },
  {
    code: '53.09',
    name: 'Kabupaten Ngada',
    highestDistrict: 20,
    retiredDistricts: [3, 4, 5, 8, 10, 11, 13, 17],
  },
  { code: '53.10', name: 'Kabupaten Manggarai', highestDistrict: 18, retiredDistricts: [2, 4, 7, 8, 9, 10] },
  { code: '53.11', name: 'Kabupaten Sumba Timur', highestDistrict: 22, retiredDistricts: [] },
  {
    code: '53.12',
    name: 'Kabupaten Sumba Barat',
    highestDistrict: 18,
    retiredDistricts: [1, 2, 3, 5, 6, 7, 8, 9, 13, 14, 16, 17],
  },
  { code: '53.13', name: 'Kabupaten Lembata', highestDistrict: 9, retiredDistricts: [], splitFrom: '53.06' },
  {
    code: '53.14',
    name: 'Kabupaten Rote Ndao',
    highestDistrict: 11,
    retiredDistricts: [],
    splitFrom: '53.01',
  },
  {
    code: '53.15',
    name: 'Kabupaten Manggarai Barat',
    highestDistrict: 12,
    retiredDistricts: [],
    splitFrom: '53.10',
  },
  { code: '53.16', name: 'Kabupaten Nagekeo', highestDistrict: 7, retiredDistricts: [], splitFrom: '53.09' },
  {
    code: '53.17',
    name: 'Kabupaten Sumba Tengah',
    highestDistrict: 6,
    retiredDistricts: [],
    splitFrom: '53.12',
  },
  {
    code: '53.18',
    name: 'Kabupaten Sumba Barat Daya',
    highestDistrict: 11,
    retiredDistricts: [],
    splitFrom: '53.12',
  },
  {
    code: '53.19',
    name: 'Kabupaten Manggarai Timur',
    highestDistrict: 12,
    retiredDistricts: [],
    splitFrom: '53.10',
  },
  {
    code: '53.20',
    name: 'Kabupaten Sabu Raijua',
    highestDistrict: 6,
    retiredDistricts: [],
    splitFrom: '53.01',
  },
  { code: '53.21', name: 'Kabupaten Malaka', highestDistrict: 12, retiredDistricts: [], splitFrom: '53.04' },
  { code: '53.71', name: 'Kota Kupang', highestDistrict: 6, retiredDistricts: [], splitFrom: '53.01' },
]
