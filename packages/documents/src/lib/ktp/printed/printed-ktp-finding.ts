import type { LocalizedText } from '@lontar/credentials'
import type { KtpFindingGrade } from '../ktp-finding.ts'
import type { KtpKey } from '../ktp-keys.ts'

/** What is doubtful about the text of a card. */
export type PrintedKtpFindingCode =
  | 'no_card'
  | 'two_cards'
  | 'alphabet_foreign'
  | 'field_missing'
  | 'value_invalid'
  | 'field_repeated'
  | 'label_missing'
  | 'label_misspelt'
  | 'separator_missing'
  | 'value_joined'
  | 'value_regrouped'
  | 'line_unread'

/** A doubt about the text of a card. Its text holds no value of the card. */
export interface PrintedKtpFinding {
  /** What was found. */
  readonly code: PrintedKtpFindingCode
  /** `error`: no card follows from the text as it is; `review`: a person has to choose; `warning`: look once more. */
  readonly grade: KtpFindingGrade
  /** The keys of the KTP file that it is about; may be empty. */
  readonly fields: readonly KtpKey[]
  /** The numbers of the lines that it is about, from 0; may be empty. */
  readonly lines: readonly number[]
  /** The same for a person. */
  readonly text: LocalizedText
}

type Entry = Pick<PrintedKtpFinding, 'grade' | 'text'>

/** Grade and text of each code. */
export const printedKtpFindings: Readonly<Record<PrintedKtpFindingCode, Entry>> = {
  no_card: {
    grade: 'error',
    text: { id: 'Teks ini bukan teks KTP.', en: 'This text is not that of a KTP.' },
  },
  two_cards: {
    grade: 'error',
    text: { id: 'Teks ini memuat lebih dari satu KTP.', en: 'This text holds more than one KTP.' },
  },
  alphabet_foreign: {
    grade: 'error',
    text: {
      id: 'Teks memuat huruf atau angka dari abjad lain; KTP memakai huruf Latin dan angka 0 sampai 9.',
      en: 'The text has letters or digits of another alphabet; a KTP prints Latin letters and 0 to 9.',
    },
  },
  field_missing: {
    grade: 'error',
    text: { id: 'Data yang wajib tidak terbaca.', en: 'A field that every card has was not read.' },
  },
  value_invalid: {
    grade: 'error',
    text: { id: 'KTP tidak mencetak nilai seperti itu.', en: 'No card prints such a value there.' },
  },
  field_repeated: {
    grade: 'review',
    text: {
      id: 'Data terbaca dua kali; yang pertama dipakai.',
      en: 'The field was read twice; the first is kept.',
    },
  },
  label_missing: {
    grade: 'warning',
    text: {
      id: 'Labelnya tidak terbaca; nilai dikenali dari bentuknya.',
      en: 'Its label was not read; the value was known by its form.',
    },
  },
  label_misspelt: {
    grade: 'warning',
    text: { id: 'Labelnya terbaca tidak tepat.', en: 'Its label was not read exactly.' },
  },
  separator_missing: {
    grade: 'warning',
    text: {
      id: 'Tanda pemisah tidak terbaca.',
      en: 'The sign between label and value, or between place and date, was not read.',
    },
  },
  value_joined: {
    grade: 'warning',
    text: { id: 'Nilai disambung dari beberapa baris.', en: 'The value was joined from several lines.' },
  },
  value_regrouped: {
    grade: 'warning',
    text: {
      id: 'Spasi di antara angka NIK dihilangkan.',
      en: 'Spaces between the digits of the NIK were taken out.',
    },
  },
  line_unread: {
    grade: 'warning',
    text: { id: 'Baris ini tidak termasuk data mana pun.', en: 'This line belongs to no field.' },
  },
}
