import { editDistance } from './edit-distance.ts'

/** Digits and signs that a reader of images takes for the letter. */
const lookAlikes: Readonly<Record<string, string>> = {
  '0': 'O',
  '1': 'I',
  '5': 'S',
  '8': 'B',
  '|': 'I',
  '!': 'I',
}

/**
 * Tells how far a text is from a word that the card prints: letter case, spaces and signs do not count, a digit counts
 * as the letter that it looks like and as one slip.
 *
 * @param letters the word in capital letters
 * @returns the number of slips, or `undefined` when there are more than one in four letters, or more than three
 */
export function countSlips(text: string, letters: string): number | undefined {
  const most = Math.min(Math.floor(letters.length / 4), 3)
  const signs = [...text.toUpperCase()]
  const read = signs.map((sign) => lookAlikes[sign] ?? sign).filter((sign) => /[A-Z]/.test(sign))
  const distance = editDistance(read.join(''), letters, most)
  if (distance > most) return undefined
  return distance + signs.filter((sign) => Object.hasOwn(lookAlikes, sign)).length
}
