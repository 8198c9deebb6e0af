import type { ReadLine, ReadWord } from '../engine/text-engine.ts'
import type { Box, GreyImage } from '../image/grey-image.ts'

/** In even light ink is darker. */
const inkBelow = 170
/** A space is wider than this part of a capital's height; between letters there is less. */
const spaceInHeights = 0.3

/** Parts words that an engine joined, where the card shows a space: engines lose one in a name more often than a letter. */
export function splitJoinedWords(card: GreyImage, line: ReadLine): ReadLine {
  return line.flatMap((word) => splitWord(card, word))
}

function splitWord(card: GreyImage, word: ReadWord): readonly ReadWord[] {
  const { text, letters, box } = word
  if (letters === undefined || letters.length !== [...text].length || !/^\p{L}{4,}$/u.test(text))
    return [word]
  const gaps = gapsIn(card, box).filter(({ width }) => width >= spaceInHeights * box.height)
  const cuts = gaps.map(({ middle }) => letters.findIndex(({ left, width }) => left + width / 2 > middle))
  const ends = [...new Set(cuts.filter((cut) => cut > 0)), letters.length]
  return ends.map((end, index) => {
    const start = index === 0 ? 0 : (ends[index - 1] ?? 0)
    const part = letters.slice(start, end)
    return { ...word, text: [...text].slice(start, end).join(''), letters: part, box: around(part, box) }
  })
}

/** Stretches without ink inside the box of a word. */
function gapsIn(card: GreyImage, box: Box): readonly { readonly middle: number; readonly width: number }[] {
  const gaps: { middle: number; width: number }[] = []
  const [left, right] = [Math.round(box.left), Math.round(box.left + box.width)]
  let empty = 0
  let seen = false
  for (let x = left; x <= right; x += 1) {
    if (!columnHasInk(card, x, box)) {
      empty += 1
      continue
    }
    if (seen && empty > 0) gaps.push({ middle: x - empty / 2, width: empty })
    ;[empty, seen] = [0, true]
  }
  return gaps
}

function columnHasInk({ width, values }: GreyImage, x: number, { top, height }: Box): boolean {
  for (let y = Math.round(top); y < top + height; y += 1) {
    if ((values[y * width + x] ?? 255) < inkBelow) return true
  }
  return false
}

function around(letters: readonly Box[], { top, height }: Box): Box {
  const left = letters[0]?.left ?? 0
  const last = letters.at(-1)
  return { left, top, width: (last?.left ?? left) + (last?.width ?? 0) - left, height }
}
