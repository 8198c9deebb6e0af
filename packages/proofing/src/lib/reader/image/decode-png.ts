import { promisify } from 'node:util'
import { crc32, inflate } from 'node:zlib'
import { MalformedError, UnsupportedError } from '@lontar/credentials/errors'
import type { CardImage } from './card-image.ts'
import { pngSize } from './image-size.ts'

const inflateBounded = promisify(inflate)

/** Samples of a pixel by colour type: grey, colour, palette, grey with alpha, colour with alpha. */
const samplesOf: Readonly<Record<number, number>> = { 0: 1, 2: 3, 3: 1, 4: 2, 6: 4 }

interface PngParts {
  readonly colourType: number
  readonly depth: number
  readonly data: Uint8Array
  readonly palette: Uint8Array
}

/**
 * Decodes a PNG file that is not interlaced, with 8 or 16 bits a sample. No more is inflated than the declared size
 * needs, so that a bomb fails at that size.
 *
 * @throws MalformedError `card_image_unreadable` a broken file
 * @throws MalformedError `card_image_too_large` it inflates to more than it declares
 * @throws UnsupportedError `card_image_unsupported` interlaced, or another depth
 * @see W3C PNG sections 5, 7 and 9
 */
export async function decodePng(bytes: Uint8Array): Promise<CardImage> {
  const { width, height } = pngSize(bytes)
  const parts = readChunks(bytes)
  const stride = width * (samplesOf[parts.colourType] ?? 0) * (parts.depth / 8)
  const lines = await inflateLines(parts.data, (stride + 1) * height)
  unfilter(lines, stride, height, (samplesOf[parts.colourType] ?? 0) * (parts.depth / 8))
  return { width, height, pixels: toRgba(lines, { ...parts, width, height, stride }) }
}

function readChunks(bytes: Uint8Array): PngParts {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const data: Uint8Array[] = []
  let palette: Uint8Array = new Uint8Array()
  for (let at = 8; at + 12 <= bytes.length; ) {
    const length = view.getUint32(at)
    if (at + 12 + length > bytes.length) break
    const body = bytes.subarray(at + 8, at + 8 + length)
    const type = String.fromCharCode(...bytes.subarray(at + 4, at + 8))
    if (crc32(bytes.subarray(at + 4, at + 8 + length)) !== view.getUint32(at + 8 + length)) {
      throw unreadable('A chunk of the PNG file is damaged.')
    }
    if (type === 'IDAT') data.push(body)
    if (type === 'PLTE') palette = body
    if (type === 'IEND') return { ...readHeader(bytes), data: Buffer.concat(data), palette }
    at += 12 + length
  }
  throw unreadable('The PNG file is cut off.')
}

function readHeader(bytes: Uint8Array): Pick<PngParts, 'colourType' | 'depth'> {
  const [depth = 0, colourType = 0, , , interlace] = bytes.subarray(24, 29)
  const readable = depth === 8 || (depth === 16 && colourType !== 3)
  if (!readable || samplesOf[colourType] === undefined || interlace !== 0) {
    throw new UnsupportedError('card_image_unsupported', 'This kind of PNG is not read.')
  }
  return { depth, colourType }
}

async function inflateLines(data: Uint8Array, expected: number): Promise<Uint8Array> {
  const lines = await inflateBounded(data, { maxOutputLength: expected }).catch((cause: unknown) => {
    if (cause instanceof RangeError) {
      throw new MalformedError('card_image_too_large', 'The PNG file inflates to more than it declares.')
    }
    throw unreadable('The PNG file is damaged.')
  })
  if (lines.length !== expected) throw unreadable('The PNG file is cut off.')
  return lines
}

/** Undoes the filter of each line in place; a line is one byte that names the filter, then its samples. */
function unfilter(lines: Uint8Array, stride: number, height: number, step: number): void {
  for (let row = 0; row < height; row += 1) {
    const start = row * (stride + 1)
    const filter = lines[start] ?? 0
    if (filter > 4) throw unreadable('The PNG file is damaged.')
    for (let index = 1; index <= stride; index += 1) {
      const at = start + index
      const left = index > step ? (lines[at - step] ?? 0) : 0
      const up = row > 0 ? (lines[at - stride - 1] ?? 0) : 0
      const corner = row > 0 && index > step ? (lines[at - stride - 1 - step] ?? 0) : 0
      lines[at] = (lines[at] ?? 0) + predicted(filter, left, up, corner)
    }
  }
}

function predicted(filter: number, left: number, up: number, corner: number): number {
  if (filter === 0) return 0
  if (filter === 1) return left
  if (filter === 2) return up
  if (filter === 3) return (left + up) >> 1
  const [toLeft, toUp, toCorner] = [
    Math.abs(up - corner),
    Math.abs(left - corner),
    Math.abs(left + up - 2 * corner),
  ]
  if (toLeft <= toUp && toLeft <= toCorner) return left
  return toUp <= toCorner ? up : corner
}

type Lines = PngParts & { readonly width: number; readonly height: number; readonly stride: number }

function toRgba(lines: Uint8Array, { width, height, stride, colourType, depth, palette }: Lines): Uint8Array {
  const pixels = new Uint8Array(width * height * 4).fill(255)
  const bytesOfSample = depth / 8
  const step = (samplesOf[colourType] ?? 0) * bytesOfSample
  for (let row = 0; row < height; row += 1) {
    for (let column = 0; column < width; column += 1) {
      const from = row * (stride + 1) + 1 + column * step
      const sample = (number: number): number => lines[from + number * bytesOfSample] ?? 0
      const colour = (number: number): number => {
        if (colourType === 3) return palette[sample(0) * 3 + number] ?? 0
        return colourType === 0 || colourType === 4 ? sample(0) : sample(number)
      }
      const to = (row * width + column) * 4
      for (let number = 0; number < 3; number += 1) pixels[to + number] = colour(number)
    }
  }
  return pixels
}

function unreadable(message: string): MalformedError {
  return new MalformedError('card_image_unreadable', message)
}
