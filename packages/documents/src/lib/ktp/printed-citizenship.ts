/** What a card prints at `Kewarganegaraan`: WNI, or the name of a foreigner's country. */
export type PrintedCitizenship =
  | { readonly citizenship: 'WNI' }
  | { readonly citizenship: 'WNA'; readonly nationality: string }

/**
 * Letters, with what stands between the words of a country's name. No country begins with WN, so that a misread WNI is
 * none, and Indonesia is none either: its citizens' cards print WNI.
 */
const countryName = /^(?!WN|INDONESIA)\p{Script=Latin}[\p{Script=Latin} .,'’()&-]+\p{Script=Latin}\)?$/iu

/**
 * Reads `WNI` in any letter case, or the name of a country. There is no list of countries: a name is kept as printed.
 *
 * @returns `undefined` for any other text; a foreigner's card names the country, so `WNA` is none
 */
export function readPrintedCitizenship(text: string): PrintedCitizenship | undefined {
  if (/^WNI$/i.test(text)) return { citizenship: 'WNI' }
  return countryName.test(text) ? { citizenship: 'WNA', nationality: text } : undefined
}
