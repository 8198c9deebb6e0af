import { type GreyImage, greyAt } from '../image/grey-image.ts'
import type { DigitReading } from './digit-reading.ts'
import type { NikRow } from './find-nik-row.ts'

/** Where to look for ink, in parts of the cell of a digit from its left and its top. */
const probes = {
  top: [0.5, 0.065],
  upperLeft: [0.1, 0.25],
  upperMiddle: [0.5, 0.25],
  upperRight: [0.9, 0.25],
  middle: [0.5, 0.5],
  lowerLeft: [0.1, 0.75],
  lowerRight: [0.9, 0.75],
  bottom: [0.5, 0.935],
} as const

/** For each digit of OCR-A, in the order of the probes: 1 ink, 0 none, - either. */
const patterns: Readonly<Record<string, string>> = {
  '0': '11010111',
  '1': '10101011',
  '2': '10011101',
  '3': '10011011',
  '4': '01--00-0',
  '5': '1-001011',
  '6': '01000111',
  '7': '1001-001',
  '8': '10-01111',
  '9': '11010010',
}

/**
 * Reads each glyph as the segments of a display: it looks at eight places for ink, and a digit is what has ink at all of
 * its own places and none at the others. It shares no step with `readByShape` but the row, and sees other slips. The
 * confidence is how clearly the least clear place was the one or the other.
 */
export function readBySegments(card: GreyImage, row: NikRow): DigitReading {
  const [width, height] = [row.pitch * 0.66, median(row.glyphs.map((glyph) => glyph.height))]
  const read = row.glyphs.map((glyph) => {
    const left = glyph.left + glyph.width / 2 - width / 2
    const ink = Object.values(probes).map(([u, v]) =>
      inkAround(card, { x: left + u * width, y: glyph.top + v * height }, width * 0.07),
    )
    return nearestPattern(ink)
  })
  return {
    digits: read.map(({ digit }) => digit).join(''),
    confidence: Math.min(...read.map(({ clear }) => clear)),
  }
}

function nearestPattern(ink: readonly number[]): { readonly digit: string; readonly clear: number } {
  const ranked = Object.entries(patterns)
    .map(([digit, pattern]) => ({ digit, clear: clearest(pattern, ink) }))
    .sort((one, other) => other.clear - one.clear)
  const [best] = ranked
  return best === undefined || best.clear <= 0 ? { digit: '?', clear: 0 } : best
}

/** From -1 to 1: how clear the least clear place is; below 0 it speaks against the digit. */
function clearest(pattern: string, ink: readonly number[]): number {
  const signs = [...pattern].map((mark, index) => {
    if (mark === '-') return 1
    const value = ((ink[index] ?? 0) - 0.5) * 2
    return mark === '1' ? value : -value
  })
  return Math.min(...signs)
}

/** 0 paper to 1 ink, the mean of a small square. */
function inkAround(card: GreyImage, { x, y }: { x: number; y: number }, reach: number): number {
  let sum = 0
  for (let step = 0; step < 9; step += 1) {
    sum += greyAt(card, x + ((step % 3) - 1) * reach - 0.5, y + (Math.floor(step / 3) - 1) * reach - 0.5)
  }
  return Math.max(0, Math.min(1, (235 - sum / 9) / 180))
}

function median(values: readonly number[]): number {
  return values.toSorted((one, other) => one - other)[values.length >> 1] ?? 0
}
