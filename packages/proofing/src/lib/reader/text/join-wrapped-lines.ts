import { type CardLine, cardLine } from './card-line.ts'

/** Labels begin further left, also those that are indented. */
const valuesFrom = 0.2

/**
 * Joins a value that went on in the next line: what begins in the column of the values has no label of its own.
 *
 * @param width of the card, in pixels
 */
export function joinWrappedLines(lines: readonly CardLine[], width: number): readonly CardLine[] {
  const joined: CardLine[] = []
  for (const line of lines) {
    const before = joined.at(-1)
    const goesOn = (line.words[0]?.box.left ?? 0) > width * valuesFrom
    if (before === undefined || !goesOn) joined.push(line)
    else joined[joined.length - 1] = cardLine([...before.words, ...line.words])
  }
  return joined
}
