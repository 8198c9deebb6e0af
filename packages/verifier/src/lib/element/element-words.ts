import type { LocalizedText } from '@lontar/credentials'

/** What the web component says besides the words of the pages. */
export type ElementWord =
  | 'browser'
  | 'nothingGiven'
  | 'loading'
  | 'waiting'
  | 'accepted'
  | 'acceptedNote'
  | 'expired'
  | 'expiredNote'
  | 'failed'
  | 'failedNote'
  | 'minutesLeft'

/** The words of the web component. */
export const elementWords: Readonly<Record<ElementWord, LocalizedText>> = {
  browser: { id: 'Pakai dompet lewat peramban', en: 'Use a wallet through the browser' },
  nothingGiven: {
    id: 'Peramban tidak memberikan bukti. Coba lagi atau pakai cara lain.',
    en: 'The browser gave no proof. Try again or use another way.',
  },
  loading: { id: 'Menyiapkan permintaan…', en: 'Preparing the request…' },
  waiting: { id: 'Menunggu jawaban dari dompet Anda…', en: 'Waiting for your wallet to answer…' },
  accepted: { id: 'Bukti diterima', en: 'The proof was accepted' },
  acceptedNote: { id: 'Anda dapat melanjutkan.', en: 'You can go on.' },
  expired: { id: 'Waktu permintaan habis', en: 'The request has expired' },
  expiredNote: { id: 'Tidak ada data yang diterima.', en: 'No data was received.' },
  failed: { id: 'Permintaan tidak dapat dibuat', en: 'The request could not be made' },
  failedNote: { id: 'Periksa sambungan Anda lalu coba lagi.', en: 'Check your connection and try again.' },
  minutesLeft: { id: 'Sisa waktu satu menit.', en: 'One minute is left.' },
}
