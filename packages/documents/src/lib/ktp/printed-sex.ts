import type { KtpCard } from './ktp-card.ts'

const words: Readonly<Record<KtpCard['citizenship'], Readonly<Record<'male' | 'female', RegExp>>>> = {
  WNI: { male: /^LAKI-LAKI$/i, female: /^PEREMPUAN$/i },
  WNA: { male: /^MALE$/i, female: /^FEMALE$/i },
}

/**
 * Reads the sex as a card prints it, in any letter case: `LAKI-LAKI` or `PEREMPUAN`, and in English on the card of a
 * foreigner, `MALE` or `FEMALE`.
 *
 * @param citizenship whose card it is; `WNI` by default
 * @returns `undefined` for any other text
 */
export function readPrintedSex(
  text: string,
  citizenship: KtpCard['citizenship'] = 'WNI',
): 'male' | 'female' | undefined {
  const { male, female } = words[citizenship]
  if (male.test(text)) return 'male'
  return female.test(text) ? 'female' : undefined
}
