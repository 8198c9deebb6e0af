import type { Box } from '../image/grey-image.ts'
import type { ReadLine, ReadWord } from './text-engine.ts'

/** A text that an engine found, with the corners of where it stands. */
export interface DetectedText {
  /** What it says; spaces may be lost. */
  readonly text: string
  /** 0 to 1, over the whole text. */
  readonly mean: number
  /** Four corners, each x and y, in pixels. */
  readonly box?: readonly (readonly number[])[]
}

/** Sets texts that stand side by side into lines from top to bottom. Words get their share of the text's width. */
export function linesOfTexts(texts: readonly DetectedText[]): readonly ReadLine[] {
  const placed = texts
    .map(({ text, mean, box = [] }) => ({ text: latin(text), mean, place: boxAround(box) }))
    .sort((one, other) => middleOf(one.place) - middleOf(other.place))
  const lines: (typeof placed)[] = []
  for (const text of placed) {
    const line = lines.at(-1)
    const first = line?.[0]
    const level =
      first !== undefined && Math.abs(middleOf(first.place) - middleOf(text.place)) < first.place.height * 0.5
    if (level && line !== undefined) line.push(text)
    else lines.push([text])
  }
  return lines.map((line) =>
    line.sort((one, other) => one.place.left - other.place.left).flatMap((text) => wordsOf(text, text.place)),
  )
}

/** Its alphabet is larger than a card's: full-width signs, and a small i between capitals. */
function latin(text: string): string {
  return text.normalize('NFKC').replace(/(?<=[A-Z])i(?=[A-Z])/g, 'I')
}

function wordsOf({ text, mean }: DetectedText, place: Box): readonly ReadWord[] {
  const width = place.width / Math.max(1, text.length)
  return [...text.matchAll(/\S+/g)].map((match) => ({
    text: match[0],
    confidence: mayBeTwo(match[0]) ? Math.min(mean, 0.5) : mean,
    box: { ...place, left: place.left + match.index * width, width: match[0].length * width },
  }))
}

/** This engine loses spaces, and so a long word may be two. */
function mayBeTwo(word: string): boolean {
  return /\p{L}{11}/u.test(word)
}

function boxAround(corners: readonly (readonly number[])[]): Box {
  const [x, y] = [corners.map(([left = 0]) => left), corners.map(([, top = 0]) => top)]
  const [left, top] = [Math.min(...x, Number.MAX_SAFE_INTEGER), Math.min(...y, Number.MAX_SAFE_INTEGER)]
  return { left, top, width: Math.max(0, ...x) - left, height: Math.max(0, ...y) - top }
}

function middleOf({ top, height }: Box): number {
  return top + height / 2
}
