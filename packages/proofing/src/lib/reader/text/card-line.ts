import type { ReadLine, ReadWord } from '../engine/text-engine.ts'
import type { Box, GreyImage } from '../image/grey-image.ts'
import { splitJoinedWords } from './split-joined-words.ts'
import { tidyLine } from './tidy-line.ts'

/** A line where it stands on the card. */
export interface CardLine {
  /** The words with a space between them. */
  readonly text: string
  readonly words: readonly ReadWord[]
}

/** How a piece was cut out of the card. */
export interface PieceOrigin {
  /** Left edge of the piece on the card, its rim included. */
  readonly left: number
  /** Upper edge, the same. */
  readonly top: number
  /** Pixels of the piece to one of the card. */
  readonly scale: number
}

/** Puts the lines of a piece back on the card, without what is no writing, and with the spaces that the engine missed. */
export function cardLines(
  card: GreyImage,
  lines: readonly ReadLine[],
  origin: PieceOrigin,
): readonly CardLine[] {
  return lines.flatMap((line) => {
    const placed = line.map((word) => placeWord(word, origin))
    const words = splitJoinedWords(card, tidyLine(placed))
    return words.length === 0 ? [] : [cardLine(words)]
  })
}

/** A line of these words. */
export function cardLine(words: readonly ReadWord[]): CardLine {
  return { text: words.map(({ text }) => text).join(' '), words }
}

function placeWord(word: ReadWord, origin: PieceOrigin): ReadWord {
  const { letters, box } = word
  return {
    ...word,
    box: placeBox(box, origin),
    ...(letters === undefined ? {} : { letters: letters.map((each) => placeBox(each, origin)) }),
  }
}

function placeBox({ left, top, width, height }: Box, origin: PieceOrigin): Box {
  const { scale } = origin
  return {
    left: left / scale + origin.left,
    top: top / scale + origin.top,
    width: width / scale,
    height: height / scale,
  }
}
