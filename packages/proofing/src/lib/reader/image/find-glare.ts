import type { CardImage } from './card-image.ts'
import type { Corners } from './corners.ts'
import { projectiveMap } from './projective-map.ts'

const [columns, rows] = [60, 38]
/** The photo is left out when the light of the card is measured. */
const leftOfPhoto = 0.72
/** This much brighter than the light around it is a reflection; the print of a card varies less. */
const excess = 0.12

/** A part of a card: from 0 to 1 across and down. */
export interface CardPart {
  readonly left: number
  readonly top: number
  readonly right: number
  readonly bottom: number
}

/** Tells whether a part of a card lies under a reflection, where letters may be gone without a trace. */
export type GlareMap = (part: CardPart) => boolean

interface Cell {
  readonly x: number
  readonly y: number
  readonly value: number
}

/**
 * Finds reflections on a card. A coloured ground is dark in one channel at least, and a reflection is white in all: so the
 * darkest channel is compared with a plane through the light of the whole card, which takes slanting light out.
 */
export function findGlare(image: CardImage, corners: Corners): GlareMap {
  const map = projectiveMap(corners)
  const cells = Array.from({ length: columns * rows }, (_, at): Cell => {
    const [x, y] = [((at % columns) + 0.5) / columns, (Math.floor(at / columns) + 0.5) / rows]
    const around = Array.from({ length: 9 }, (_unused, step) => {
      const [u, v] = [x + ((step % 3) - 1) / (3 * columns), y + (Math.floor(step / 3) - 1) / (3 * rows)]
      return darkestAt(image, map({ x: u, y: v }))
    })
    // Ink and noise lie below: the paper is what is brightest but for the noise.
    return { x, y, value: around.sort((one, other) => other - one)[2] ?? 0 }
  })
  const plane = lightOf(cells)
  const glaring = cells.filter((cell) => cell.value > plane(cell) * (1 + excess))
  return ({ left, top, right, bottom }) =>
    glaring.some(({ x, y }) => x >= left && x <= right && y >= top && y <= bottom)
}

function darkestAt({ width, height, pixels }: CardImage, { x, y }: { x: number; y: number }): number {
  const column = Math.min(width - 1, Math.max(0, Math.floor(x)))
  const row = Math.min(height - 1, Math.max(0, Math.floor(y)))
  const at = (row * width + column) * 4
  return Math.min(pixels[at] ?? 0, pixels[at + 1] ?? 0, pixels[at + 2] ?? 0)
}

/** A plane through the cells, twice without what lies far from the one before. */
function lightOf(cells: readonly Cell[]): (at: { x: number; y: number }) => number {
  let kept = cells.filter(({ x }) => x < leftOfPhoto)
  let plane = planeThrough(kept)
  for (const limit of [0.15, 0.1]) {
    const near = kept.filter((cell) => Math.abs(cell.value - plane(cell)) < limit * plane(cell))
    if (near.length < kept.length / 3) break
    kept = near
    plane = planeThrough(kept)
  }
  return plane
}

/** Least squares in x and y about the middle of the cells. */
function planeThrough(cells: readonly Cell[]): (at: { x: number; y: number }) => number {
  const mean = (of: (cell: Cell) => number): number =>
    cells.reduce((sum, cell) => sum + of(cell), 0) / Math.max(1, cells.length)
  const [mx, my, mv] = [mean(({ x }) => x), mean(({ y }) => y), mean(({ value }) => value)]
  const [xx, yy, xy] = [
    mean(({ x }) => (x - mx) ** 2),
    mean(({ y }) => (y - my) ** 2),
    mean(({ x, y }) => (x - mx) * (y - my)),
  ]
  const [xv, yv] = [
    mean(({ x, value }) => (x - mx) * (value - mv)),
    mean(({ y, value }) => (y - my) * (value - mv)),
  ]
  const det = xx * yy - xy * xy
  if (det === 0) return () => mv
  const [a, b] = [(xv * yy - yv * xy) / det, (yv * xx - xv * xy) / det]
  return ({ x, y }) => mv + a * (x - mx) + b * (y - my)
}
