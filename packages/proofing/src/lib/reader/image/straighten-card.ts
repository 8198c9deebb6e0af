import type { CardImage } from './card-image.ts'
import type { Corners, Point } from './corners.ts'
import type { GreyImage } from './grey-image.ts'
import { projectiveMap } from './projective-map.ts'

/** Width of a straightened card: ID-1 at 450 dots an inch. */
export const straightWidth = 1518
/** Its height. */
export const straightHeight = 957

/**
 * Takes the card out of the picture and lays it straight: deskewed, seen from the front, cropped to its edges, always in
 * the same size, in grey. Grey is the brightest channel, which makes the coloured ground of a card light and leaves its black ink dark.
 */
export function straightenCard(image: CardImage, corners: Corners): GreyImage {
  const map = projectiveMap(corners)
  const samples = distance(corners[0], corners[1]) > straightWidth * 1.5 ? 2 : 1
  const values = new Uint8Array(straightWidth * straightHeight)
  for (let row = 0; row < straightHeight; row += 1) {
    for (let column = 0; column < straightWidth; column += 1) {
      let sum = 0
      for (let sample = 0; sample < samples * samples; sample += 1) {
        const u = (column + ((sample % samples) + 0.5) / samples) / straightWidth
        const v = (row + (Math.floor(sample / samples) + 0.5) / samples) / straightHeight
        sum += brightestAt(image, map({ x: u, y: v }))
      }
      values[row * straightWidth + column] = sum / (samples * samples)
    }
  }
  return { width: straightWidth, height: straightHeight, values }
}

function distance(one: Point, other: Point): number {
  return Math.hypot(one.x - other.x, one.y - other.y)
}

function brightestAt({ width, height, pixels }: CardImage, point: Point): number {
  const [x, y] = [point.x - 0.5, point.y - 0.5]
  const left = Math.min(width - 1, Math.max(0, Math.floor(x)))
  const top = Math.min(height - 1, Math.max(0, Math.floor(y)))
  const [right, bottom] = [Math.min(width - 1, left + 1), Math.min(height - 1, top + 1)]
  const [fx, fy] = [Math.min(1, Math.max(0, x - left)), Math.min(1, Math.max(0, y - top))]
  const [a, b, c, d] = [
    (top * width + left) * 4,
    (top * width + right) * 4,
    (bottom * width + left) * 4,
    (bottom * width + right) * 4,
  ]
  let brightest = 0
  for (let channel = 0; channel < 3; channel += 1) {
    const upper = (pixels[a + channel] ?? 0) * (1 - fx) + (pixels[b + channel] ?? 0) * fx
    const lower = (pixels[c + channel] ?? 0) * (1 - fx) + (pixels[d + channel] ?? 0) * fx
    const value = upper * (1 - fy) + lower * fy
    if (value > brightest) brightest = value
  }
  return brightest
}
