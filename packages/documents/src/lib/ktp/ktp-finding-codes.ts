import type { LocalizedText } from '@lontar/credentials'
import type { NikWarning } from '../nik/parse-nik.ts'
import type { KtpFindingGrade } from './ktp-finding.ts'
import type { KtpKey } from './ktp-keys.ts'

/** What may be odd about a card. */
export type KtpFindingCode =
  | NikWarning
  | 'nik_invalid'
  | 'province_unknown'
  | 'birthdate_invalid'
  | 'birthdate_in_future'
  | 'issued_in_future'
  | 'stay_permit_expired'
  | 'nik_birthdate_mismatch'
  | 'nik_sex_mismatch'
  | 'issued_before_birth'
  | 'issued_under_17'
  | 'holder_under_17'
  | 'validity_dated'
  | 'regency_not_listed'
  | 'district_not_listed'
  | 'name_outside_rule'

interface FindingEntry {
  readonly grade: KtpFindingGrade
  readonly fields: readonly KtpKey[]
  readonly text: LocalizedText
}

/** Grade, fields and text of each code. */
export const ktpFindingCodes: Readonly<Record<KtpFindingCode, FindingEntry>> = {
  nik_invalid: {
    grade: 'error',
    fields: ['nik'],
    text: { id: 'NIK tidak sah.', en: 'The NIK is not valid.' },
  },
  province_unknown: {
    grade: 'error',
    fields: ['provinsi'],
    text: { id: 'Provinsi tidak ada dalam daftar.', en: 'The province is not in the list.' },
  },
  birthdate_invalid: {
    grade: 'error',
    fields: ['tanggalLahir'],
    text: { id: 'Tanggal lahir tidak ada dalam kalender.', en: 'The birth date is in no calendar.' },
  },
  birthdate_in_future: {
    grade: 'error',
    fields: ['tanggalLahir'],
    text: { id: 'Tanggal lahir belum tiba.', en: 'The birth date has not come yet.' },
  },
  issued_in_future: {
    grade: 'error',
    fields: ['tanggalTerbit'],
    text: { id: 'Tanggal terbit KTP belum tiba.', en: 'The date of issue has not come yet.' },
  },
  stay_permit_expired: {
    grade: 'error',
    fields: ['berlakuHingga'],
    text: {
      id: 'Izin tinggal sudah berakhir, dan KTP orang asing berakhir bersamanya.',
      en: "The stay permit has ended, and a foreigner's card ends with it.",
    },
  },
  nik_birthdate_mismatch: {
    grade: 'review',
    fields: ['nik', 'tanggalLahir'],
    text: {
      id: 'Tanggal lahir pada NIK berbeda dengan yang tercetak. NIK tetap bila tanggal lahir diperbaiki; perlu diperiksa petugas.',
      en: 'The birth date in the NIK differs from the printed one. A NIK stays when a birth date is corrected; an officer should look.',
    },
  },
  nik_sex_mismatch: {
    grade: 'review',
    fields: ['nik', 'jenisKelamin'],
    text: {
      id: 'Jenis kelamin pada NIK berbeda dengan yang tercetak; perlu diperiksa petugas.',
      en: 'The sex in the NIK differs from the printed one; an officer should look.',
    },
  },
  issued_before_birth: {
    grade: 'review',
    fields: ['tanggalTerbit', 'tanggalLahir'],
    text: {
      id: 'KTP terbit sebelum tanggal lahir; perlu diperiksa petugas.',
      en: 'The card was issued before the birth date; an officer should look.',
    },
  },
  issued_under_17: {
    grade: 'review',
    fields: ['tanggalTerbit', 'tanggalLahir', 'statusPerkawinan'],
    text: {
      id: 'KTP terbit sebelum usia 17 tahun, dan kartu tidak mencantumkan perkawinan; perlu diperiksa petugas.',
      en: 'The card was issued under the age of 17, and it tells of no marriage; an officer should look.',
    },
  },
  holder_under_17: {
    grade: 'review',
    fields: ['tanggalLahir', 'statusPerkawinan'],
    text: {
      id: 'Pemegang belum berusia 17 tahun, dan kartu tidak mencantumkan perkawinan; perlu diperiksa petugas.',
      en: 'The holder is under 17, and the card tells of no marriage; an officer should look.',
    },
  },
  retired_province_code: {
    grade: 'warning',
    fields: ['nik'],
    text: {
      id: 'NIK berawalan kode provinsi lama.',
      en: 'The NIK begins with a retired province code.',
    },
  },
  retired_regency_code: {
    grade: 'warning',
    fields: ['nik'],
    text: {
      id: 'NIK memuat kode kabupaten lama; tetap berlaku seumur hidup.',
      en: 'The NIK holds a retired regency code; it stays valid for life.',
    },
  },
  unknown_regency_code: {
    grade: 'warning',
    fields: ['nik'],
    text: {
      id: 'Kode kabupaten/kota pada NIK tidak ada dalam daftar.',
      en: 'The regency code in the NIK is not in the list.',
    },
  },
  district_code_not_current: {
    grade: 'warning',
    fields: ['nik'],
    text: {
      id: 'Kode kecamatan pada NIK tidak ada dalam daftar sekarang.',
      en: "The district code in the NIK is not in today's list.",
    },
  },
  validity_dated: {
    grade: 'warning',
    fields: ['berlakuHingga'],
    text: {
      id: 'KTP memuat tanggal akhir; KTP warga negara berlaku seumur hidup.',
      en: "The card prints an end date; a citizen's card is valid for life.",
    },
  },
  regency_not_listed: {
    grade: 'warning',
    fields: ['kabupatenKota'],
    text: {
      id: 'Kode kabupaten/kota domisili tidak diketahui dan tidak diterbitkan.',
      en: 'The code of the regency of residence is not known and is not issued.',
    },
  },
  district_not_listed: {
    grade: 'warning',
    fields: ['kecamatan', 'kabupatenKota'],
    text: {
      id: 'Kecamatan tidak ada dalam daftar kabupaten/kota itu.',
      en: 'The district is not in the list of that regency.',
    },
  },
  name_outside_rule: {
    grade: 'warning',
    fields: ['nama'],
    text: {
      id: 'Nama memuat angka atau lebih dari 60 huruf; catatan sejak 21 April 2022 tidak boleh demikian.',
      en: 'The name has a digit or more than 60 characters, which records since 21 April 2022 may not have.',
    },
  },
}
