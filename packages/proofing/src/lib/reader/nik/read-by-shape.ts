import { type GreyImage, greyAt } from '../image/grey-image.ts'
import type { DigitReading } from './digit-reading.ts'
import type { NikRow } from './find-nik-row.ts'
import { ocrAStrokes, penWidth, type Stroke } from './ocr-a-strokes.ts'

/** Into so many cells each glyph is divided. */
const [columns, rows] = [12, 18]

type Cells = Float64Array

/**
 * Reads each glyph by laying the ten shapes of OCR-A over it and taking the one that correlates best. The confidence is
 * how far the best is ahead of the next, or how well it fits where that is less.
 */
export function readByShape(card: GreyImage, row: NikRow): DigitReading {
  const shapes = Object.entries(ocrAStrokes).map(([digit, strokes]) => ({
    digit,
    cells: cellsOfShape(strokes),
  }))
  const read = row.glyphs.map((box) => {
    const glyph = normalised(
      sample((u, v) => 255 - greyAt(card, box.left + u * box.width - 0.5, box.top + v * box.height - 0.5)),
    )
    const ranked = shapes
      .map(({ digit, cells }) => ({ digit, fit: correlation(glyph, cells) }))
      .sort((one, other) => other.fit - one.fit)
    const [best, next] = ranked
    return { digit: best?.digit ?? '?', fit: best?.fit ?? 0, ahead: (best?.fit ?? 0) - (next?.fit ?? 0) }
  })
  const confidence = Math.min(...read.map(({ fit, ahead }) => Math.min(fit, ahead * 4)))
  return { digits: read.map(({ digit }) => digit).join(''), confidence: Math.max(0, Math.min(1, confidence)) }
}

/** The ink of a shape in the cells of its own box. */
function cellsOfShape(strokes: readonly Stroke[]): Cells {
  const points = strokes.flat()
  const half = penWidth / 2
  const [left, right] = [
    Math.min(...points.map(([x]) => x)) - half,
    Math.max(...points.map(([x]) => x)) + half,
  ]
  const [top, bottom] = [
    Math.min(...points.map(([, y]) => y)) - half,
    Math.max(...points.map(([, y]) => y)) + half,
  ]
  const ink = (u: number, v: number): number => {
    const far = farFrom(strokes, left + u * (right - left), top + v * (bottom - top))
    return Math.max(0, Math.min(1, half - far + 0.5)) * 255
  }
  return normalised(sample(ink))
}

function farFrom(strokes: readonly Stroke[], x: number, y: number): number {
  let nearest = Number.POSITIVE_INFINITY
  for (const stroke of strokes) {
    for (let index = 1; index < stroke.length; index += 1) {
      const [[x0, y0], [x1, y1]] = [stroke[index - 1] ?? [0, 0], stroke[index] ?? [0, 0]]
      const length = (x1 - x0) ** 2 + (y1 - y0) ** 2
      const part = Math.max(0, Math.min(1, ((x - x0) * (x1 - x0) + (y - y0) * (y1 - y0)) / length))
      nearest = Math.min(nearest, Math.hypot(x - x0 - part * (x1 - x0), y - y0 - part * (y1 - y0)))
    }
  }
  return nearest
}

/** The mean of each cell, from nine points of it. */
function sample(inkAt: (u: number, v: number) => number): Cells {
  const cells = new Float64Array(columns * rows)
  for (let at = 0; at < cells.length; at += 1) {
    let sum = 0
    for (let step = 0; step < 9; step += 1) {
      const u = ((at % columns) + ((step % 3) + 0.5) / 3) / columns
      const v = (Math.floor(at / columns) + (Math.floor(step / 3) + 0.5) / 3) / rows
      sum += inkAt(u, v)
    }
    cells[at] = sum / 9
  }
  return cells
}

function normalised(cells: Cells): Cells {
  const mean = cells.reduce((sum, value) => sum + value, 0) / cells.length
  const length = Math.sqrt(cells.reduce((sum, value) => sum + (value - mean) ** 2, 0))
  return cells.map((value) => (length === 0 ? 0 : (value - mean) / length))
}

function correlation(one: Cells, other: Cells): number {
  return one.reduce((sum, value, at) => sum + value * (other[at] ?? 0), 0)
}
