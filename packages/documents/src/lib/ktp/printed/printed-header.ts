import { countSlips } from './match-letters.ts'
import type { PrintedPiece } from './printed-pieces.ts'

/** The words that a header line begins with, as a KTP file has them. */
const regencyWords = [
  { letters: 'KABUPATEN', prefix: 'KABUPATEN ' },
  { letters: 'KAB', prefix: 'KABUPATEN ' },
  { letters: 'KOTA', prefix: 'KOTA ' },
]

/**
 * Reads a line of the card's header: `PROVINSI …`, and below it `KABUPATEN …` or `KOTA …`, or in Jakarta the bare name.
 *
 * @param before the pieces of the lines above
 * @returns `undefined` for a line that is neither
 */
export function readHeaderPiece(
  text: string,
  line: number,
  before: readonly PrintedPiece[],
): PrintedPiece | undefined {
  const [word = '', ...rest] = text.trim().split(/\s+/)
  const name = rest.join(' ')
  const piece = { line, whole: text.trim(), isSeparated: true }
  const province = name === '' ? undefined : countSlips(word, 'PROVINSI')
  if (province !== undefined) return { ...piece, keys: ['provinsi'], text: name, slips: province }
  for (const { letters, prefix } of name === '' ? [] : regencyWords) {
    const slips = countSlips(word, letters)
    if (slips === undefined) continue
    return { ...piece, keys: ['kabupatenKota'], text: slips === 0 ? `${word} ${name}` : prefix + name, slips }
  }
  const isBelowProvince = before.at(-1)?.keys[0] === 'provinsi'
  return isBelowProvince ? { ...piece, keys: ['kabupatenKota'], text: text.trim(), slips: 0 } : undefined
}
