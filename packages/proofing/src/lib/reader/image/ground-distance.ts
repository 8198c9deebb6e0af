import type { CardImage } from './card-image.ts'
import type { GreyImage } from './grey-image.ts'

/** Wide enough to find the edges of a card to a pixel of a photo, small enough to be quick. */
const width = 480

/** How far each point differs from the ground, in a small copy of the picture. */
export interface GroundDistance {
  /** 0 is the colour of the ground. */
  readonly distances: GreyImage
  /** Pixels of the picture to one of the copy. */
  readonly scale: number
}

/** Measures how far each point of a picture differs from the colour at the picture's edge, by its strongest channel. */
export function groundDistance(image: CardImage): GroundDistance {
  const scale = Math.max(1, image.width / width, image.height / width)
  const small = shrunk(image, scale)
  const ground = [0, 1, 2].map((channel) => medianAtEdge(small, channel))
  const values = new Uint8Array(small.width * small.height)
  for (let at = 0; at < values.length; at += 1) {
    let strongest = 0
    for (let channel = 0; channel < 3; channel += 1) {
      const apart = Math.abs((small.pixels[at * 4 + channel] ?? 0) - (ground[channel] ?? 0))
      if (apart > strongest) strongest = apart
    }
    values[at] = strongest
  }
  return { distances: { width: small.width, height: small.height, values }, scale }
}

function shrunk(image: CardImage, scale: number): CardImage {
  const [columns, rows] = [Math.floor(image.width / scale), Math.floor(image.height / scale)]
  const pixels = new Uint8Array(columns * rows * 4)
  for (let row = 0; row < rows; row += 1) {
    for (let column = 0; column < columns; column += 1) {
      for (let channel = 0; channel < 3; channel += 1) {
        pixels[(row * columns + column) * 4 + channel] = meanOf(
          image,
          column * scale,
          row * scale,
          scale,
          channel,
        )
      }
    }
  }
  return { width: columns, height: rows, pixels }
}

function meanOf(
  { width: columns, pixels }: CardImage,
  x: number,
  y: number,
  size: number,
  channel: number,
): number {
  const [left, top] = [Math.floor(x), Math.floor(y)]
  const [right, bottom] = [Math.max(left + 1, Math.floor(x + size)), Math.max(top + 1, Math.floor(y + size))]
  let sum = 0
  for (let row = top; row < bottom; row += 1) {
    for (let column = left; column < right; column += 1)
      sum += pixels[(row * columns + column) * 4 + channel] ?? 0
  }
  return sum / ((right - left) * (bottom - top))
}

function medianAtEdge({ width: columns, height: rows, pixels }: CardImage, channel: number): number {
  const values: number[] = []
  for (let row = 0; row < rows; row += 1) {
    for (let column = 0; column < columns; column += 1) {
      const atEdge = row < 3 || column < 3 || row >= rows - 3 || column >= columns - 3
      if (atEdge) values.push(pixels[(row * columns + column) * 4 + channel] ?? 0)
    }
  }
  values.sort((one, other) => one - other)
  return values[values.length >> 1] ?? 0
}
