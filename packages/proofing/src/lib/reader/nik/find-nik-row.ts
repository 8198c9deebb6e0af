import type { Box, GreyImage } from '../image/grey-image.ts'
import { inkBoxes } from './ink-boxes.ts'

/** Sixteen glyphs in a row at one pitch. */
export interface NikRow {
  /** The box of each glyph's ink, from the left. */
  readonly glyphs: readonly Box[]
  /** From one glyph's middle to the next one's, in pixels. */
  readonly pitch: number
  /** Around all of them. */
  readonly box: Box
}

const digits = 16
/** What ink is, on a card in even light; the first that shows sixteen glyphs is taken. */
const thresholds = [130, 150, 110, 170, 90]

/**
 * Finds the NIK by what no other line of a card has: sixteen glyphs of one height at one pitch.
 *
 * @param card straightened and in even light
 * @returns nothing when there is no such row, or more than one
 */
export function findNikRow(card: GreyImage): NikRow | undefined {
  for (const threshold of thresholds) {
    const rows = rowsAt(card, threshold)
    if (rows.length > 0) return rows.length === 1 ? rows[0] : undefined
  }
  return undefined
}

function rowsAt(card: GreyImage, threshold: number): readonly NikRow[] {
  const area = { left: 0, top: card.height * 0.08, width: card.width * 0.82, height: card.height * 0.4 }
  const glyphs = inkBoxes(card, area, threshold)
    .filter(
      ({ height, width }) =>
        height > card.height * 0.03 && height < card.height * 0.09 && width < height * 1.1,
    )
    .sort((one, other) => one.left - other.left)
  const rows: NikRow[] = []
  for (let rest = glyphs; rest.length >= digits; ) {
    const [first, ...others] = rest
    if (first === undefined) break
    const level = rest.filter((glyph) => onOneLine(first, glyph))
    const row = level.length < digits ? undefined : rowIn(level)
    if (row !== undefined) rows.push(row)
    rest = row === undefined ? others : others.filter((glyph) => !row.glyphs.includes(glyph))
  }
  return rows
}

function onOneLine(one: Box, other: Box): boolean {
  const slack = one.height * 0.16
  return Math.abs(one.top - other.top) < slack && Math.abs(one.height - other.height) < slack
}

function rowIn(level: readonly Box[]): NikRow | undefined {
  for (let start = 0; start + digits <= level.length; start += 1) {
    const glyphs = level.slice(start, start + digits)
    const pitch = pitchOf(glyphs)
    if (pitch !== undefined) return { glyphs, pitch, box: around(glyphs) }
  }
  return undefined
}

function pitchOf(glyphs: readonly Box[]): number | undefined {
  const middles = glyphs.map(({ left, width }) => left + width / 2)
  const [first = 0, last = 0] = [middles[0], middles.at(-1)]
  const pitch = (last - first) / (digits - 1)
  const even = middles.every((middle, index) => Math.abs(middle - first - pitch * index) < pitch * 0.14)
  return even && pitch > 0 ? pitch : undefined
}

function around(boxes: readonly Box[]): Box {
  const left = Math.min(...boxes.map((box) => box.left))
  const top = Math.min(...boxes.map((box) => box.top))
  const right = Math.max(...boxes.map((box) => box.left + box.width))
  const bottom = Math.max(...boxes.map((box) => box.top + box.height))
  return { left, top, width: right - left, height: bottom - top }
}
