import { countSlips } from './match-letters.ts'
import { type PrintedLabel, printedLabels } from './printed-labels.ts'

/** A label at the beginning of a line. */
export interface LabelMatch {
  /** The label that was meant. */
  readonly label: PrintedLabel
  /** What stands after it; may be empty. */
  readonly value: string
  /** How many letters of the label were misread. */
  readonly slips: number
  /** Whether a colon, or what one is misread as, stands after the label. */
  readonly isSeparated: boolean
}

/** No label has more words. */
const mostWords = 3

/**
 * Finds the label that a line begins with. Slips of a reader of images are forgiven in labels, never in values. Of two
 * labels that are as near, the next one on the card is meant.
 *
 * @param last the place in `printedLabels` of the last label above; -1 by default, for none
 * @returns `undefined` when the line begins with none
 */
export function findPrintedLabel(line: string, last = -1): LabelMatch | undefined {
  const [head = '', ...rest] = line.split(/[:;=]/)
  const separated = rest.length === 0 ? undefined : matchLabel(head, last)
  if (separated !== undefined) return { ...separated, value: line.slice(head.length + 1), isSeparated: true }
  return findByWords(line, last)
}

function findByWords(line: string, last: number): LabelMatch | undefined {
  const words = [...line.matchAll(/[^\s]+/g)].slice(0, mostWords)
  const matches = words.flatMap((word) => {
    const end = word.index + word[0].length
    const match = matchLabel(line.slice(0, end), last)
    return match === undefined ? [] : [{ ...match, value: line.slice(end), isSeparated: false }]
  })
  return matches.sort((one, other) => one.slips - other.slips)[0]
}

function matchLabel(text: string, last: number): Pick<LabelMatch, 'label' | 'slips'> | undefined {
  const matches = printedLabels.flatMap((label, place) => {
    const slips = countSlips(text, label.letters)
    return slips === undefined ? [] : [{ label, slips, isPast: place <= last }]
  })
  return matches.sort((one, other) => one.slips - other.slips || Number(one.isPast) - Number(other.isPast))[0]
}
