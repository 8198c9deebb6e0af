// Contains information from idn-area-data (fityannugroho/idn-area-data), made available under the Open Database
// License 1.0. This table is a derived database and stays under the same licence.
// Codes and names: Kepmendagri 300.2.2-2138/2025 through idn-area-data 4.0.1. ISO 3166-2 codes: the package iso-3166
// 4.4.0. Time zones: Keppres 41/1987.

/** A province of Indonesia. */
export interface Province {
  /** Kemendagri code, two digits. */
  readonly code: string
  /** As in the Ministry's list, in title case. */
  readonly name: string
  /** ISO 3166-2, such as `ID-NT`. */
  readonly iso3166: string
  /** IANA time zone of the province, such as `Asia/Makassar`. */
  readonly timeZone: string
}

/** The 38 provinces in the order of their codes. */
export const provinces: readonly Province[] = [
  { code: '11', name: 'Aceh', iso3166: 'ID-AC', timeZone: 'Asia/Jakarta' },
  { code: '12', name: 'Sumatera Utara', iso3166: 'ID-SU', timeZone: 'Asia/Jakarta' },
  { code: '13', name: 'Sumatera Barat', iso3166: 'ID-SB', timeZone: 'Asia/Jakarta' },
  { code: '14', name: 'Riau', iso3166: 'ID-RI', timeZone: 'Asia/Jakarta' },
  { code: '15', name: 'Jambi', iso3166: 'ID-JA', timeZone: 'Asia/Jakarta' },
  { code: '16', name: 'Sumatera Selatan', iso3166: 'ID-SS', timeZone: 'Asia/Jakarta' },
  { code: '17', name: 'Bengkulu', iso3166: 'ID-BE', timeZone: 'Asia/Jakarta' },
  { code: '18', name: 'Lampung', iso3166: 'ID-LA', timeZone: 'Asia/Jakarta' },
  { code: '19', name: 'Kepulauan Bangka Belitung', iso3166: 'ID-BB', timeZone: 'Asia/Jakarta' },
  { code: '21', name: 'Kepulauan Riau', iso3166: 'ID-KR', timeZone: 'Asia/Jakarta' },
  { code: '31', name: 'Daerah Khusus Ibukota Jakarta', iso3166: 'ID-JK', timeZone: 'Asia/Jakarta' },
  { code: '32', name: 'Jawa Barat', iso3166: 'ID-JB', timeZone: 'Asia/Jakarta' },
  { code: '33', name: 'Jawa Tengah', iso3166: 'ID-JT', timeZone: 'Asia/Jakarta' },
  { code: '34', name: 'Daerah Istimewa Yogyakarta', iso3166: 'ID-YO', timeZone: 'Asia/Jakarta' },
  { code: '35', name: 'Jawa Timur', iso3166: 'ID-JI', timeZone: 'Asia/Jakarta' },
  { code: '36', name: 'Banten', iso3166: 'ID-BT', timeZone: 'Asia/Jakarta' },
  { code: '51', name: 'Bali', iso3166: 'ID-BA', timeZone: 'Asia/Makassar' },
  { code: '52', name: 'Nusa Tenggara Barat', iso3166: 'ID-NB', timeZone: 'Asia/Makassar' },
  { code: '53', name: 'Nusa Tenggara Timur', iso3166: 'ID-NT', timeZone: 'Asia/Makassar' },
  { code: '61', name: 'Kalimantan Barat', iso3166: 'ID-KB', timeZone: 'Asia/Jakarta' },
  { code: '62', name: 'Kalimantan Tengah', iso3166: 'ID-KT', timeZone: 'Asia/Jakarta' },
  { code: '63', name: 'Kalimantan Selatan', iso3166: 'ID-KS', timeZone: 'Asia/Makassar' },
  { code: '64', name: 'Kalimantan Timur', iso3166: 'ID-KI', timeZone: 'Asia/Makassar' },
  { code: '65', name: 'Kalimantan Utara', iso3166: 'ID-KU', timeZone: 'Asia/Makassar' },
  { code: '71', name: 'Sulawesi Utara', iso3166: 'ID-SA', timeZone: 'Asia/Makassar' },
  { code: '72', name: 'Sulawesi Tengah', iso3166: 'ID-ST', timeZone: 'Asia/Makassar' },
  { code: '73', name: 'Sulawesi Selatan', iso3166: 'ID-SN', timeZone: 'Asia/Makassar' },
  { code: '74', name: 'Sulawesi Tenggara', iso3166: 'ID-SG', timeZone: 'Asia/Makassar' },
  { code: '75', name: 'Gorontalo', iso3166: 'ID-GO', timeZone: 'Asia/Makassar' },
  { code: '76', name: 'Sulawesi Barat', iso3166: 'ID-SR', timeZone: 'Asia/Makassar' },
  { code: '81', name: 'Maluku', iso3166: 'ID-MA', timeZone: 'Asia/Jayapura' },
  { code: '82', name: 'Maluku Utara', iso3166: 'ID-MU', timeZone: 'Asia/Jayapura' },
  { code: '91', name: 'Papua', iso3166: 'ID-PA', timeZone: 'Asia/Jayapura' },
  { code: '92', name: 'Papua Barat', iso3166: 'ID-PB', timeZone: 'Asia/Jayapura' },
  { code: '93', name: 'Papua Selatan', iso3166: 'ID-PS', timeZone: 'Asia/Jayapura' },
  { code: '94', name: 'Papua Tengah', iso3166: 'ID-PT', timeZone: 'Asia/Jayapura' },
  { code: '95', name: 'Papua Pegunungan', iso3166: 'ID-PE', timeZone: 'Asia/Jayapura' },
  { code: '96', name: 'Papua Barat Daya', iso3166: 'ID-PD', timeZone: 'Asia/Jayapura' },
]
