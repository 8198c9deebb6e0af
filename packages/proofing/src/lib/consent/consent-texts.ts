import type { LocalizedText } from '@lontar/credentials'
import type { ConsentItem, ConsentItemId } from './consent-item.ts'

/**
 * One version of the words that a person agrees to. A version that was ever shown is never changed, neither are the
 * numbers in it: receipts name it and hold its digest. New words are a new version.
 */
export interface ConsentTexts {
  readonly title: LocalizedText
  readonly introduction: LocalizedText
  /** By item; what a version did not know yet is not in it. */
  readonly items: Readonly<Partial<Record<ConsentItemId, ConsentItem>>>
  /** For how long the consent holds. */
  readonly period: LocalizedText
  /** What the person may ask for afterwards (articles 30, 32, 40 and 41). */
  readonly rights: readonly LocalizedText[]
  /** Who agrees for a child (article 25). */
  readonly guardian: LocalizedText
}

const imageRetention: LocalizedText = {
  id: 'Gambar dihapus begitu ada keputusan. Jika petugas harus meninjau, gambar disimpan terenkripsi paling lama 7 hari.',
  en: 'Images are deleted as soon as there is a decision. If an officer has to review it, they are kept encrypted for at most 7 days.',
}

const items = {
  identity: {
    title: { id: 'Pemeriksaan identitas', en: 'Identity check' },
    purpose: {
      id: 'Memeriksa KTP atau paspor Anda dan membuat kredensial digital untuk Anda.',
      en: 'To check your identity card or passport and to make a digital credential for you.',
    },
    dataTypes: {
      id: 'Data yang tercetak pada KTP atau paspor Anda, dan gambarnya jika Anda memindainya.',
      en: 'What is printed on your identity card or passport, and its image if you scan it.',
    },
    claims: ['document', 'document_image'],
    relevance: {
      id: 'Kredensial dibuat dari data ini. Tanpa data ini kredensial tidak dapat dibuat.',
      en: 'The credential is made from this data. Without it no credential can be made.',
    },
    retention: {
      id: `${imageRetention.id} Isi kredensial dihapus dari tempat kami setelah kredensial diserahkan.`,
      en: `${imageRetention.en} The content of the credential is deleted with us after it was delivered.`,
    },
    legalBasis: 'consent',
    specific: false,
    optional: false,
  },
  registry: {
    title: { id: 'Pencocokan dengan data kependudukan', en: 'Comparison with the population registry' },
    purpose: {
      id: 'Memastikan data pada KTP Anda sama dengan data kependudukan.',
      en: 'To make sure that what your identity card says agrees with the population registry.',
    },
    dataTypes: {
      id: 'NIK, nama, tempat dan tanggal lahir, jenis kelamin, provinsi, kabupaten atau kota, dan kewarganegaraan.',
      en: 'NIK, name, place and date of birth, sex, province, regency or city, and citizenship.',
    },
    claims: [
      'personal_administrative_number',
      'name',
      'birthplace',
      'birthdate',
      'sex',
      'province',
      'regency',
      'citizenship',
    ],
    relevance: {
      id: 'Kartu saja tidak cukup untuk memastikan bahwa Anda terdaftar.',
      en: 'The card alone does not show that you are registered.',
    },
    retention: {
      id: 'Yang disimpan hanya hasil pencocokan dan nomor rujukannya, tanpa data Anda.',
      en: 'Only the result of the comparison and its reference are kept, without your data.',
    },
    legalBasis: 'consent',
    specific: false,
    optional: false,
  },
  face: {
    title: { id: 'Pencocokan wajah', en: 'Face comparison' },
    purpose: {
      id: 'Membandingkan wajah Anda dengan foto pada dokumen Anda.',
      en: 'To compare your face with the photo on your document.',
    },
    dataTypes: {
      id: 'Swafoto Anda, foto pada dokumen, dan ciri wajah yang dihitung dari keduanya. Ini data pribadi yang bersifat spesifik (biometrik).',
      en: 'Your selfie, the photo on the document, and the features of the face computed from both. This is specific (biometric) personal data.',
    },
    claims: ['selfie', 'portrait', 'face_embedding'],
    relevance: {
      id: 'Tanpa ini, petugas membandingkan Anda dengan kartu Anda.',
      en: 'Without it an officer compares you with your card.',
    },
    retention: {
      id: `${imageRetention.id} Yang disimpan hanya hasil dan nilainya.`,
      en: `${imageRetention.en} Only the result and its score are kept.`,
    },
    legalBasis: 'consent',
    specific: true,
    optional: true,
  },
  blood_type: {
    title: { id: 'Golongan darah', en: 'Blood type' },
    purpose: {
      id: 'Mencantumkan golongan darah pada kredensial Anda.',
      en: 'To put your blood type into your credential.',
    },
    dataTypes: {
      id: 'Golongan darah pada KTP Anda. Ini data pribadi yang bersifat spesifik (kesehatan).',
      en: 'The blood type on your identity card. This is specific (health) personal data.',
    },
    claims: ['blood_type'],
    relevance: {
      id: 'Tidak ada layanan yang kami kenal yang membutuhkannya. Ini pilihan Anda sendiri.',
      en: 'No service that we know of needs it. It is your own choice.',
    },
    retention: {
      id: 'Dihapus dari tempat kami setelah kredensial diserahkan.',
      en: 'Deleted with us after the credential was delivered.',
    },
    legalBasis: 'consent',
    specific: true,
    optional: true,
  },
} satisfies ConsentTexts['items']

const november2026: ConsentTexts = {
  title: { id: 'Persetujuan pemrosesan data pribadi', en: 'Consent to the processing of personal data' },
  introduction: {
    id: 'Bacalah setiap butir. Anda menyetujui masing-masing secara terpisah.',
    en: 'Read each item. You agree to each one separately.',
  },
  items,
  period: {
    id: 'Persetujuan berlaku untuk pendaftaran ini, sampai Anda menariknya. Bukti persetujuan disimpan 730 hari setelah keputusan terakhir atau penarikan.',
    en: 'The consent holds for this registration, until you withdraw it. The proof of it is kept for 730 days after the last decision or the withdrawal.',
  },
  rights: [
    {
      id: 'Meminta salinan data yang kami simpan tentang Anda.',
      en: 'To get a copy of what we hold about you.',
    },
    { id: 'Meminta data yang salah diperbaiki.', en: 'To have wrong data corrected.' },
    { id: 'Menarik persetujuan ini.', en: 'To withdraw this consent.' },
    {
      id: 'Meminta pemrosesan dibatasi atau dihentikan.',
      en: 'To have the processing restricted or stopped.',
    },
    { id: 'Meminta data dihapus.', en: 'To have data deleted.' },
    {
      id: 'Meminta petugas meninjau penolakan yang dibuat oleh mesin.',
      en: 'To have an officer review a refusal that a machine made.',
    },
    {
      id: 'Permintaan Anda dilayani dalam 72 jam.',
      en: 'What you ask for is served within 72 hours.',
    },
  ],
  guardian: {
    id: 'Untuk anak di bawah 17 tahun, orang tua atau wali yang menyetujui.',
    en: 'For a child under 17 a parent or guardian agrees.',
  },
}

/** The same, with the item under which the registry is asked again later. */
const november2026second: ConsentTexts = {
  ...november2026,
  items: {
    ...items,
    registry_recheck: {
      ...items.registry,
      title: {
        id: 'Pencocokan ulang selama kredensial berlaku',
        en: 'Comparing again while the credential is valid',
      },
      purpose: {
        id: 'Memastikan dari waktu ke waktu bahwa data kependudukan masih sama, supaya kredensial yang tidak lagi benar dapat dihentikan.',
        en: 'To make sure from time to time that the population registry still says the same, so that a credential that is no longer right can be stopped.',
      },
      relevance: {
        id: 'Tanpa ini kredensial berlaku sampai akhir masanya, atau sampai Anda melaporkan perubahan.',
        en: 'Without it the credential is valid until its end, or until you report a change.',
      },
      optional: true,
    },
  },
  period: {
    id: 'Persetujuan berlaku untuk pendaftaran ini, dan jika Anda menyetujui pencocokan ulang, selama kredensialnya berlaku, sampai Anda menariknya. Bukti persetujuan disimpan 730 hari setelah keputusan terakhir atau penarikan.',
    en: 'The consent holds for this registration, and where you agreed to comparing again, as long as the credential is valid, until you withdraw it. The proof of it is kept for 730 days after the last decision or the withdrawal.',
  },
}

/** Every version that was ever shown, by its name. */
export const consentTexts: Readonly<Record<string, ConsentTexts>> = Object.freeze({
  '2026-11': november2026,
  '2026-11.2': november2026second,
})

/** The version that new consents are given to. */
export const consentTextVersion = '2026-11.2'
