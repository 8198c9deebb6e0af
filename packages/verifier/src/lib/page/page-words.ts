import type { LocalizedText } from '@lontar/credentials'
import type { PageLanguage } from './choose-language.ts'

/** What a page can say. */
export type PageWord =
  | 'asks'
  | 'purpose'
  | 'claims'
  | 'credential'
  | 'legalBasis'
  | 'retention'
  | 'notKept'
  | 'days'
  | 'day'
  | 'open'
  | 'scan'
  | 'qr'
  | 'left'
  | 'nothingElse'
  | 'cookies'
  | 'refused'
  | 'again'
  | 'answer'
  | 'handedOver'
  | 'notHandedOver'
  | 'elsewhere'
  | 'goOnThere'
  | 'otherLanguage'

/** The words of the pages. */
export const pageWords: Readonly<Record<PageWord, LocalizedText>> = {
  asks: { id: 'meminta bukti dari dompet Anda', en: 'asks for proof from your wallet' },
  purpose: { id: 'Untuk apa', en: 'What for' },
  claims: { id: 'Data yang diminta', en: 'What is asked for' },
  credential: { id: 'Dari', en: 'From' },
  legalBasis: { id: 'Dasar hukum', en: 'Legal basis' },
  retention: { id: 'Disimpan', en: 'Kept for' },
  notKept: { id: 'tidak disimpan', en: 'not kept' },
  days: { id: 'hari', en: 'days' },
  day: { id: 'hari', en: 'day' },
  open: { id: 'Buka dompet di perangkat ini', en: 'Open the wallet on this device' },
  scan: { id: 'Atau pindai dengan dompet di ponsel Anda', en: 'Or scan with the wallet on your phone' },
  qr: { id: 'Kode QR permintaan', en: 'QR code of the request' },
  left: { id: 'Sisa waktu', en: 'Time left' },
  nothingElse: {
    id: 'Dompet menunjukkan dahulu apa yang akan dibagikan. Selain itu tidak ada yang dikirim.',
    en: 'The wallet first shows what will be shared. Nothing else is sent.',
  },
  cookies: {
    id: 'Peramban ini menolak cookie, sehingga jawaban Anda tidak dapat dikenali. Izinkan cookie lalu muat ulang.',
    en: 'This browser refuses cookies, so your answer cannot be recognised. Allow cookies and reload.',
  },
  refused: { id: 'Bukti tidak diterima', en: 'The proof was not accepted' },
  elsewhere: { id: 'Permintaan ini dimulai di peramban lain', en: 'This request began in another browser' },
  goOnThere: {
    id: 'Lanjutkan di peramban tempat Anda memulai, atau mulai lagi di sini.',
    en: 'Go on in the browser in which you began, or begin again here.',
  },
  again: { id: 'Coba lagi', en: 'Try again' },
  answer: { id: 'Jawaban dari dompet Anda', en: 'The answer of your wallet' },
  handedOver: {
    id: 'Jawaban sudah diterima. Halaman ini boleh ditutup.',
    en: 'The answer was received. You may close this page.',
  },
  notHandedOver: {
    id: 'Jawaban tidak diterima. Kembalilah ke layanan yang meminta, lalu coba lagi.',
    en: 'The answer was not received. Go back to the service that asked, and try again.',
  },
  otherLanguage: { id: 'English', en: 'Bahasa Indonesia' },
}

/** How long an answer is kept, in words. */
export function retentionWords(days: number, language: PageLanguage): string {
  if (days === 0) return pageWords.notKept[language]
  return `${days} ${(days === 1 ? pageWords.day : pageWords.days)[language]}`
}
