import type { Corners, Point } from './corners.ts'
import type { Region } from './regions-of.ts'

/** A quadrangle laid about an area. */
export interface FittedCorners {
  /** In the pixels of the area. */
  readonly corners: Corners
  /** The part of the quadrangle that the area covers; 1 is all of it. */
  readonly filled: number
}

/** A line, as the points where `x * normal.x + y * normal.y` is `offset`. */
interface Line {
  readonly normal: Point
  readonly offset: number
}

/**
 * Lays a quadrangle about an area: the tightest upright or turned rectangle first, then a straight line through the
 * rim near each of its sides, so that a card that is seen a little from the side fits too.
 *
 * @returns nothing when the area has no four sides
 */
export function fitCorners({ area, rim }: Region): FittedCorners | undefined {
  const hull = hullOf(rim)
  const frame = tightestFrame(hull)
  if (frame === undefined) return undefined
  const lines = ([0, 1, 2, 3] as const).map((side) => fitSide(rim, frame, side))
  const [top, right, bottom, left] = lines
  if (!top || !right || !bottom || !left) return undefined
  const corners = [meet(top, left), meet(top, right), meet(bottom, right), meet(bottom, left)]
  const [first, second, third, fourth] = corners
  if (!first || !second || !third || !fourth) return undefined
  const fitted: Corners = [first, second, third, fourth]
  return { corners: fitted, filled: area / areaOf(fitted) }
}

/** A rectangle with its middle, the direction of its long side, and half of its sides. */
interface Frame {
  readonly middle: Point
  readonly along: Point
  readonly halfLong: number
  readonly halfShort: number
}

/** The convex hull, clockwise on the screen (Andrew's monotone chain). */
function hullOf(points: readonly Point[]): readonly Point[] {
  const sorted = [...points].sort((one, other) => one.x - other.x || one.y - other.y)
  const half = (ordered: readonly Point[]): readonly Point[] => {
    const chain: Point[] = []
    for (const point of ordered) {
      while (chain.length > 1 && turn(chain.at(-2), chain.at(-1), point) <= 0) chain.pop()
      chain.push(point)
    }
    return chain.slice(0, -1)
  }
  return [...half(sorted), ...half(sorted.toReversed())]
}

function turn(from: Point | undefined, over: Point | undefined, to: Point): number {
  if (from === undefined || over === undefined) return 1
  return (over.x - from.x) * (to.y - from.y) - (over.y - from.y) * (to.x - from.x)
}

/** The rectangle of least area about a hull: one of its sides lies on a side of the hull. */
function tightestFrame(hull: readonly Point[]): Frame | undefined {
  const frames = hull.map((point, index) => frameAlong(hull, point, hull[(index + 1) % hull.length] ?? point))
  return frames.reduce<Frame | undefined>((best, frame) => {
    if (frame === undefined) return best
    return best === undefined || frame.halfLong * frame.halfShort < best.halfLong * best.halfShort
      ? frame
      : best
  }, undefined)
}

function frameAlong(hull: readonly Point[], from: Point, to: Point): Frame | undefined {
  const length = Math.hypot(to.x - from.x, to.y - from.y)
  if (length === 0) return undefined
  const along = { x: (to.x - from.x) / length, y: (to.y - from.y) / length }
  const [u, v] = [hull.map((point) => dot(point, along)), hull.map((point) => dot(point, across(along)))]
  const [lowU, highU, lowV, highV] = [Math.min(...u), Math.max(...u), Math.min(...v), Math.max(...v)]
  const [middleU, middleV] = [(lowU + highU) / 2, (lowV + highV) / 2]
  const middle = { x: along.x * middleU - along.y * middleV, y: along.y * middleU + along.x * middleV }
  const [halfU, halfV] = [(highU - lowU) / 2, (highV - lowV) / 2]
  if (halfU >= halfV) return { middle, along: rightward(along), halfLong: halfU, halfShort: halfV }
  return { middle, along: rightward(across(along)), halfLong: halfV, halfShort: halfU }
}

/** The direction or its opposite, whichever leads to the right; straight down for a card on its side. */
function rightward(along: Point): Point {
  const right = Math.abs(along.x) > 1e-9 ? along.x > 0 : along.y > 0
  return right ? along : { x: -along.x, y: -along.y }
}

function across({ x, y }: Point): Point {
  return { x: -y, y: x }
}

function dot(one: Point, other: Point): number {
  return one.x * other.x + one.y * other.y
}

/** The line through the rim near a side: 0 the upper one, then clockwise. The corners, which may be round, are left out. */
function fitSide(rim: readonly Point[], frame: Frame, side: 0 | 1 | 2 | 3): Line | undefined {
  const upright = side % 2 === 1
  const direction = upright ? across(frame.along) : frame.along
  const outward = side === 0 || side === 3 ? -1 : 1
  const normal = upright ? frame.along : across(frame.along)
  const [half, reach] = upright ? [frame.halfShort, frame.halfLong] : [frame.halfLong, frame.halfShort]
  const near = rim.flatMap((point) => {
    const relative = { x: point.x - frame.middle.x, y: point.y - frame.middle.y }
    const [t, depth] = [dot(relative, direction), dot(relative, normal) * outward]
    return Math.abs(t) < half * 0.85 && depth > reach * 0.8 ? [{ t, depth }] : []
  })
  const fit = fitted(near)
  if (fit === undefined) return undefined
  // half a pixel out: the numbers are those of the middles of the pixels at the rim
  const [slope, level] = [fit.slope * outward, (fit.level + 0.5) * outward]
  const own = { x: normal.x - slope * direction.x, y: normal.y - slope * direction.y }
  return { normal: own, offset: level + dot(own, frame.middle) }
}

type Sample = { readonly t: number; readonly depth: number }

/** Least squares, twice: the second time without what lay far off. */
function fitted(samples: readonly Sample[]): { slope: number; level: number } | undefined {
  let kept = samples
  let fit: { slope: number; level: number } | undefined
  for (const limit of [3, 1.2, 0.8]) {
    fit = leastSquares(kept)
    if (fit === undefined) return undefined
    const { slope, level } = fit
    const better = kept.filter(({ t, depth }) => Math.abs(depth - level - slope * t) < limit)
    if (better.length >= Math.max(8, samples.length * 0.3)) kept = better
  }
  return leastSquares(kept)
}

function leastSquares(samples: readonly Sample[]): { slope: number; level: number } | undefined {
  if (samples.length < 8) return undefined
  const meanT = samples.reduce((sum, { t }) => sum + t, 0) / samples.length
  const meanDepth = samples.reduce((sum, { depth }) => sum + depth, 0) / samples.length
  const spread = samples.reduce((sum, { t }) => sum + (t - meanT) ** 2, 0)
  const common = samples.reduce((sum, { t, depth }) => sum + (t - meanT) * (depth - meanDepth), 0)
  if (spread === 0) return undefined
  const slope = common / spread
  return { slope, level: meanDepth - slope * meanT }
}

function meet(one: Line, other: Line): Point | undefined {
  const det = one.normal.x * other.normal.y - one.normal.y * other.normal.x
  if (Math.abs(det) < 1e-6) return undefined
  return {
    x: (one.offset * other.normal.y - other.offset * one.normal.y) / det,
    y: (other.offset * one.normal.x - one.offset * other.normal.x) / det,
  }
}

function areaOf(corners: Corners): number {
  const twice = corners.reduce((sum, { x, y }, index) => {
    const next = corners[(index + 1) % 4] ?? corners[0]
    return sum + x * next.y - y * next.x
  }, 0)
  return Math.abs(twice) / 2
}
