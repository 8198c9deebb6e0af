import type { LocalizedText } from '@lontar/credentials'
import type { NikFlag } from './nik-flags.ts'

/** What is odd about a card and no reason to refuse it: an officer looks, the registry decides. */
export type KtpWarningCode = NikFlag | 'validity_dated' | 'regency_not_listed'

/** A warning about a card, without a value of the card. */
export interface KtpWarning {
  /** What is odd. */
  readonly code: KtpWarningCode
  /** The same for a person. */
  readonly text: LocalizedText
}

const texts: Readonly<Record<KtpWarningCode, LocalizedText>> = {
  retired_province_code: {
    id: 'NIK berawalan kode provinsi lama.',
    en: 'The NIK begins with a retired province code.',
  },
  retired_regency_code: {
    id: 'NIK memuat kode kabupaten lama; tetap berlaku seumur hidup.',
    en: 'The NIK holds a retired regency code; it stays valid for life.',
  },
  unknown_regency_code: {
    id: 'Kode kabupaten/kota pada NIK tidak ada dalam daftar.',
    en: 'The regency code in the NIK is not in the list.',
  },
  district_code_not_current: {
    id: 'Kode kecamatan pada NIK tidak ada dalam daftar sekarang.',
    en: "The district code in the NIK is not in today's list.",
  },
  nik_birthdate_mismatch: {
    id: 'Tanggal lahir pada NIK berbeda dengan yang tercetak; perlu diperiksa petugas.',
    en: 'The birth date in the NIK differs from the printed one; an officer should look.',
  },
  nik_sex_mismatch: {
    id: 'Jenis kelamin pada NIK berbeda dengan yang tercetak; perlu diperiksa petugas.',
    en: 'The sex in the NIK differs from the printed one; an officer should look.',
  },
  validity_dated: {
    id: 'KTP memuat tanggal akhir; KTP warga negara berlaku seumur hidup.',
    en: "The card prints an end date; a citizen's card is valid for life.",
  },
  regency_not_listed: {
    id: 'Kode kabupaten/kota domisili tidak diketahui dan tidak diterbitkan.',
    en: 'The code of the regency of residence is not known and is not issued.',
  },
}

/** The warning of a code. */
export function ktpWarning(code: KtpWarningCode): KtpWarning {
  return { code, text: texts[code] }
}
