import type { LocalizedText } from '@lontar/credentials'
import type { AssuranceLevel, IdentityDocument } from '@lontar/documents/verified-identity'

/** What a level may need. */
export type ProofingRequirement =
  | 'document'
  | 'document_read'
  | 'mrz_check_digits'
  | 'registry_elements'
  | 'registry_face'
  | 'chip'
  | 'chip_in_approved_reader'
  | 'chip_face'
  | 'officer'
  | 'two_officers'

/** One way to a level: everything that it needs. */
export interface LadderRow {
  /** The document that the applicant brings. */
  readonly document: IdentityDocument['kind']
  /** The level that is reached. */
  readonly level: Exclude<AssuranceLevel, 'none'>
  /** All of it must be found. */
  readonly requires: readonly ProofingRequirement[]
}

/** What each requirement means, for people. */
export const proofingRequirements: Readonly<Record<ProofingRequirement, LocalizedText>> = {
  document: {
    id: 'Isi dokumen diketik atau dibaca, dan strukturnya benar',
    en: 'The document was typed or read, and its structure holds',
  },
  document_read: {
    id: 'Kartu dibaca dari gambar, strukturnya benar, dan pemohon menegaskan isinya',
    en: 'The card was read from an image, its structure holds, and the applicant confirmed the fields',
  },
  mrz_check_digits: {
    id: 'Angka pemeriksa pada MRZ benar',
    en: 'The check digits of the MRZ hold',
  },
  registry_elements: {
    id: 'Registri kependudukan mencatat orang itu sebagai aktif dan setiap data cocok',
    en: 'The population registry has the person as active, and every element matches',
  },
  registry_face: {
    id: 'Wajah cocok dengan foto di registri, dan uji kehadiran yang tersertifikasi lulus pada pengambilan yang sama',
    en: "The face matches the registry's portrait, and a certified liveness check of the same capture was passed",
  },
  chip: {
    id: 'Cip asli dan isinya sama dengan dokumen (passive authentication)',
    en: 'The chip is genuine and says what the document says (passive authentication)',
  },
  chip_in_approved_reader: {
    id: 'Cip dibaca dalam alat pembaca yang disetujui',
    en: 'The chip was read in an approved reader',
  },
  chip_face: {
    id: 'Wajah cocok dengan foto di cip menurut pembanding tersertifikasi, dan uji kehadiran yang tersertifikasi lulus pada pengambilan yang sama',
    en: "The face matches the chip's portrait by a certified matcher, and a certified liveness check of the same capture was passed",
  },
  officer: {
    id: 'Seorang petugas membandingkan orang, kartu, dan jawaban registri',
    en: 'An officer compared the person, the card and the answers',
  },
  two_officers: {
    id: 'Dua petugas yang berbeda melakukannya, masing-masing dengan kuncinya sendiri',
    en: 'Two different officers did, each with a key of his own',
  },
}

/**
 * The ladder: each row is one way to a level, and what fits no row is `none`. The faces of a card, and engines that
 * nobody certified, stand in no row: they can raise a doubt and never a level. Where no certified engine compares a face,
 * an officer does: with the registry's answer for a KTP, with the portrait of a genuine chip for a passport.
 *
 * @see NIST SP 800-63A-4, identity proofing; the levels are named as in eIDAS
 */
export const assuranceLadder: readonly LadderRow[] = [
  { document: 'ktp', level: 'low', requires: ['document_read'] },
  { document: 'ktp', level: 'substantial', requires: ['document', 'registry_elements', 'officer'] },
  {
    document: 'ktp',
    level: 'substantial',
    requires: ['document_read', 'registry_elements', 'registry_face'],
  },
  {
    document: 'ktp',
    level: 'high',
    requires: ['document', 'registry_elements', 'two_officers', 'chip_in_approved_reader'],
  },
  { document: 'passport', level: 'low', requires: ['mrz_check_digits'] },
  { document: 'passport', level: 'substantial', requires: ['mrz_check_digits', 'chip', 'officer'] },
  { document: 'passport', level: 'substantial', requires: ['mrz_check_digits', 'chip', 'chip_face'] },
  {
    document: 'passport',
    level: 'high',
    requires: ['mrz_check_digits', 'chip', 'chip_face', 'two_officers'],
  },
]
