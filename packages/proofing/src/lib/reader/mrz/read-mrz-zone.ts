import type { ReadLine } from '../engine/text-engine.ts'
import { type Box, type GreyImage, greyAt } from '../image/grey-image.ts'
import { inkBoxes } from '../nik/ink-boxes.ts'

/** Characters in a line of a passport's zone. */
const lineLength = 44

/** One of the two lines as a row of equal cells. */
export interface MrzRow {
  /** The middle of each character across, and the ink of it. */
  readonly glyphs: readonly Box[]
  /** True where the character is the filler `<`. */
  readonly fillers: readonly boolean[]
}

/**
 * Finds the two lines of a zone: rows of 44 glyphs at one pitch, and in them the fillers, which engines count wrongly.
 *
 * @param zone in even light, about straight
 * @returns nothing when there are not two such rows
 */
export function findMrzRows(zone: GreyImage): readonly [MrzRow, MrzRow] | undefined {
  const all = inkBoxes(zone, { left: 0, top: 0, width: zone.width, height: zone.height }, 140)
  const tall = Math.max(0, ...all.map(({ height }) => height))
  const glyphs = all
    .filter(({ height }) => height > tall * 0.55)
    .sort((one, other) => middle(one).y - middle(other).y)
  if (glyphs.length !== 2 * lineLength) return undefined
  const rows = [glyphs.slice(0, lineLength), glyphs.slice(lineLength)].map((row) => rowOf(zone, row))
  const [first, second] = rows
  return first === undefined || second === undefined ? undefined : [first, second]
}

/** The zone without its fillers: what is left for an engine to read. */
export function withoutFillers(zone: GreyImage, rows: readonly MrzRow[]): GreyImage {
  const values = Uint8Array.from(zone.values)
  for (const { glyphs, fillers } of rows) {
    for (const [index, { left, top, width, height }] of glyphs.entries()) {
      if (fillers[index] !== true) continue
      for (let y = Math.max(0, top - 2); y < Math.min(zone.height, top + height + 2); y += 1) {
        values.fill(
          245,
          y * zone.width + Math.max(0, left - 2),
          y * zone.width + Math.min(zone.width, left + width + 2),
        )
      }
    }
  }
  return { ...zone, values }
}

/**
 * Puts a row together from its fillers and from what an engine read between them. Where it read more or fewer characters
 * than stand there, the row holds `?`, which no zone does.
 *
 * @param lines read of `withoutFillers`, in the pixels of the zone
 */
export function composeMrzLine({ glyphs, fillers }: MrzRow, lines: readonly ReadLine[]): string {
  const words = lines.flat().filter(({ box }) => onRow(box, glyphs))
  let text = ''
  for (let start = 0; start < lineLength; ) {
    if (fillers[start] === true) {
      text += '<'
      start += 1
      continue
    }
    const next = fillers.indexOf(true, start)
    const end = next < 0 ? lineLength : next
    const [left, right] = [
      glyphs[start]?.left ?? 0,
      (glyphs[end - 1]?.left ?? 0) + (glyphs[end - 1]?.width ?? 0),
    ]
    const inside = words.filter(({ box }) => middle(box).x >= left && middle(box).x <= right)
    const read = inside
      .sort((one, other) => one.box.left - other.box.left)
      .map((word) => word.text)
      .join('')
    text += read.length === end - start ? read : '?'.repeat(end - start)
    start = end
  }
  return text
}

function rowOf(zone: GreyImage, unsorted: readonly Box[]): MrzRow | undefined {
  const glyphs = unsorted.toSorted((one, other) => one.left - other.left)
  const [first, last] = [glyphs[0], glyphs.at(-1)]
  if (first === undefined || last === undefined) return undefined
  const pitch = (middle(last).x - middle(first).x) / (lineLength - 1)
  const even = glyphs.every(
    (box, index) => Math.abs(middle(box).x - middle(first).x - pitch * index) < pitch * 0.3,
  )
  return even ? { glyphs, fillers: glyphs.map((box) => isFiller(zone, box)) } : undefined
}

/** A filler has ink at its tip on the left and at its two ends on the right, and none above, below or behind the tip. */
function isFiller(zone: GreyImage, { left, top, width, height }: Box): boolean {
  const ink = (u: number, v: number): boolean =>
    greyAt(zone, left + u * width - 0.5, top + v * height - 0.5) < 150
  const open = !ink(0.15, 0.1) && !ink(0.15, 0.9) && !ink(0.7, 0.5) && !ink(0.95, 0.5)
  return open && ink(0.12, 0.5) && ink(0.5, 0.28) && ink(0.5, 0.72)
}

function onRow(box: Box, glyphs: readonly Box[]): boolean {
  const [first] = glyphs
  if (first === undefined) return false
  return Math.abs(middle(box).y - middle(first).y) < first.height * 1.1
}

function middle({ left, top, width, height }: Box): { readonly x: number; readonly y: number } {
  return { x: left + width / 2, y: top + height / 2 }
}
