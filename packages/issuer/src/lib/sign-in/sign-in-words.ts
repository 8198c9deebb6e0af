/** The languages of the pages. */
export type PageLanguage = 'id' | 'en'

/** A text in both languages. */
export interface PageText {
  readonly id: string
  readonly en: string
}

/** What the sign-in pages can say. */
export type SignInWord =
  | 'title'
  | 'asks'
  | 'leadsTo'
  | 'credential'
  | 'hint'
  | 'registrationNumber'
  | 'oneTimeCode'
  | 'wrong'
  | 'go'
  | 'decline'
  | 'over'
  | 'beginAgain'
  | 'otherLanguage'

/** The words of the sign-in pages. */
export const signInWords: Readonly<Record<SignInWord, PageText>> = {
  title: { id: 'Ambil kredensial Anda', en: 'Collect your credential' },
  asks: { id: 'Aplikasi dompet yang meminta', en: 'The wallet app that asks' },
  leadsTo: { id: 'Setelah ini Anda dibawa ke', en: 'You will then be taken to' },
  credential: { id: 'Kredensial', en: 'Credential' },
  hint: {
    id: 'Masukkan kedua nomor yang Anda terima di loket. Jangan memberikannya kepada siapa pun.',
    en: 'Enter the two numbers that you were given at the counter. Do not give them to anybody.',
  },
  registrationNumber: { id: 'Nomor registrasi (10 angka)', en: 'Registration number (10 digits)' },
  oneTimeCode: { id: 'Kode sekali pakai (8 angka)', en: 'One-time code (8 digits)' },
  wrong: {
    id: 'Nomor atau kode tidak cocok. Setelah lima kali salah, Anda perlu datang lagi ke loket.',
    en: 'The number or the code does not fit. After five wrong tries you have to come to the counter again.',
  },
  go: { id: 'Lanjutkan', en: 'Continue' },
  decline: { id: 'Batalkan', en: 'Cancel' },
  over: { id: 'Permintaan ini sudah tidak berlaku', en: 'This request is over' },
  beginAgain: {
    id: 'Mulai lagi dari aplikasi dompet Anda. Bila kode sekali pakai sudah lima kali salah, datanglah ke loket.',
    en: 'Begin again in your wallet app. If the one-time code was wrong five times, come to the counter.',
  },
  otherLanguage: { id: 'English', en: 'Bahasa Indonesia' },
}

/** The language that a form asked for, else the first one of the browser that the pages have; Indonesian by default. */
export function pageLanguage(request: Request, asked: string | undefined): PageLanguage {
  if (asked === 'id' || asked === 'en') return asked
  const tags = (request.headers.get('accept-language') ?? '').toLowerCase().split(',')
  const first = tags.map((tag) => tag.trim().slice(0, 2)).find((tag) => ['id', 'in', 'en'].includes(tag))
  return first === 'en' ? 'en' : 'id'
}
