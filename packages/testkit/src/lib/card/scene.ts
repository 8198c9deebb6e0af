import type { Raster } from './raster.ts'

/** A point, in pixels from the top left. */
export interface Point {
  readonly x: number
  readonly y: number
}

/** Top left, top right, bottom right, bottom left. */
export type Corners = readonly [Point, Point, Point, Point]

/** Red, green, blue, 0 to 255 each. */
export type Colour = readonly [number, number, number]

/** A plain picture of one colour. */
export function plainRaster(width: number, height: number, [red, green, blue]: Colour): Raster {
  const pixels = new Uint8Array(width * height * 4)
  for (let at = 0; at < pixels.length; at += 4) pixels.set([red, green, blue, 255], at)
  return { width, height, pixels }
}

/** The corners of a card of this size, turned about its middle. */
export function turnedCorners(
  middle: Point,
  size: { readonly width: number; readonly height: number },
  degrees: number,
): Corners {
  const [sin, cos] = [Math.sin((degrees * Math.PI) / 180), Math.cos((degrees * Math.PI) / 180)]
  const corner = (x: number, y: number): Point => ({
    x: middle.x + x * cos - y * sin,
    y: middle.y + x * sin + y * cos,
  })
  const [x, y] = [size.width / 2, size.height / 2]
  return [corner(-x, -y), corner(x, -y), corner(x, y), corner(-x, y)]
}

/** Lays a card into the picture, in place, its corners where they are given; edges and shrinking are smoothed. */
export function layInto(scene: Raster, card: Raster, corners: Corners): void {
  const map = projectiveMap(corners)
  const shrink = Math.max(1, Math.round(card.width / distance(corners[0], corners[1])) + 1)
  for (let y = 0; y < scene.height; y += 1) {
    for (let x = 0; x < scene.width; x += 1) blend(scene, card, { x, y }, map, shrink)
  }
}

function blend(scene: Raster, card: Raster, at: Point, map: (point: Point) => Point, shrink: number): void {
  const sums = [0, 0, 0]
  let covered = 0
  const samples = shrink * shrink
  for (let sample = 0; sample < samples; sample += 1) {
    const { x, y } = map({
      x: at.x + ((sample % shrink) + 0.5) / shrink,
      y: at.y + (Math.floor(sample / shrink) + 0.5) / shrink,
    })
    if (x < 0 || y < 0 || x >= 1 || y >= 1) continue
    covered += 1
    for (let channel = 0; channel < 3; channel += 1) {
      sums[channel] =
        (sums[channel] ?? 0) + bilinear(card, x * card.width - 0.5, y * card.height - 0.5, channel)
    }
  }
  if (covered === 0) return
  const to = (at.y * scene.width + at.x) * 4
  for (let channel = 0; channel < 3; channel += 1) {
    const ground = (scene.pixels[to + channel] ?? 0) * (samples - covered)
    scene.pixels[to + channel] = Math.round(((sums[channel] ?? 0) + ground) / samples)
  }
}

function bilinear({ width, height, pixels }: Raster, x: number, y: number, channel: number): number {
  const left = Math.min(width - 1, Math.max(0, Math.floor(x)))
  const top = Math.min(height - 1, Math.max(0, Math.floor(y)))
  const [right, bottom] = [Math.min(width - 1, left + 1), Math.min(height - 1, top + 1)]
  const [fx, fy] = [Math.min(1, Math.max(0, x - left)), Math.min(1, Math.max(0, y - top))]
  const value = (column: number, row: number): number => pixels[(row * width + column) * 4 + channel] ?? 0
  const upper = value(left, top) * (1 - fx) + value(right, top) * fx
  return upper * (1 - fy) + (value(left, bottom) * (1 - fx) + value(right, bottom) * fx) * fy
}

function distance(a: Point, b: Point): number {
  return Math.hypot(a.x - b.x, a.y - b.y)
}

/** From a point of the picture to one of the unit square whose corners are laid there (Heckbert's square to quad, inverted). */
function projectiveMap([p0, p1, p2, p3]: Corners): (point: Point) => Point {
  const [dx1, dx2, dx3] = [p1.x - p2.x, p3.x - p2.x, p0.x - p1.x + p2.x - p3.x]
  const [dy1, dy2, dy3] = [p1.y - p2.y, p3.y - p2.y, p0.y - p1.y + p2.y - p3.y]
  const area = dx1 * dy2 - dx2 * dy1
  const [g, h] = [(dx3 * dy2 - dx2 * dy3) / area, (dx1 * dy3 - dx3 * dy1) / area]
  const [a, b, c] = [p1.x - p0.x + g * p1.x, p3.x - p0.x + h * p3.x, p0.x]
  const [d, e, f] = [p1.y - p0.y + g * p1.y, p3.y - p0.y + h * p3.y, p0.y]
  return ({ x, y }) => {
    const u = (e - f * h) * x + (c * h - b) * y + (b * f - c * e)
    const v = (f * g - d) * x + (a - c * g) * y + (c * d - a * f)
    const w = (d * h - e * g) * x + (b * g - a * h) * y + (a * e - b * d)
    return { x: u / w, y: v / w }
  }
}
