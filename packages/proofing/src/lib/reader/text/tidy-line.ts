import type { ReadLine, ReadWord } from '../engine/text-engine.ts'

/** Edges, waves and shadows of the card's ground that an engine takes for signs. */
const isNoise = (text: string): boolean => !/[\p{L}\p{N}:-]/u.test(text) || /^[-:]{2,}$/.test(text)

/** So many heights of a letter lie between a word and what stands at the edge of the piece by accident. */
const farInHeights = 3

/**
 * Takes out what is no writing: words without a letter or a digit, a dash that is no value, and one or two signs that
 * stand alone at the end, far from the word before.
 */
export function tidyLine(line: ReadLine): ReadLine {
  const words = line.filter(({ text }) => !isNoise(text))
  const kept = words.filter(
    ({ text }, index) => text !== '-' || words[index - 1]?.text.endsWith(':') === true,
  )
  return endsWithSpeck(kept) ? kept.slice(0, -1) : kept
}

function endsWithSpeck(words: readonly ReadWord[]): boolean {
  const [before, last] = words.slice(-2)
  if (before === undefined || last === undefined || last.text.length > 2) return false
  if (before.text.endsWith(':') || last.text.startsWith(':')) return false
  const gap = last.box.left - before.box.left - before.box.width
  return gap > farInHeights * Math.max(before.box.height, 1)
}
