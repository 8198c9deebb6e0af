import { crc32, deflateSync } from 'node:zlib'
import type { ColourImage } from '../image/cut-photo.ts'
import type { GreyImage } from '../image/grey-image.ts'

/** Colour types of PNG (ISO/IEC 15948 section 11.2.2). */
const [grey, trueColour] = [0, 2]

/** Writes a grey picture as a PNG file in memory, for an engine that reads no PGM. */
export function encodePng(image: GreyImage): Buffer {
  return encode(image, 1, grey)
}

/** Writes a picture in colour as a PNG file in memory. */
export function encodeColourPng(image: ColourImage): Buffer {
  return encode(image, 3, trueColour)
}

function encode(
  { width, height, values }: GreyImage | ColourImage,
  bytesPerPixel: number,
  colourType: number,
): Buffer {
  const header = Buffer.alloc(13)
  header.writeUInt32BE(width)
  header.writeUInt32BE(height, 4)
  header[8] = 8
  header[9] = colourType
  const rowBytes = width * bytesPerPixel
  const lines = Buffer.alloc((rowBytes + 1) * height)
  for (let row = 0; row < height; row += 1) {
    lines.set(values.subarray(row * rowBytes, (row + 1) * rowBytes), row * (rowBytes + 1) + 1)
  }
  return Buffer.concat([
    Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(lines, { level: 1 })),
    chunk('IEND', Buffer.alloc(0)),
  ])
}

function chunk(type: string, body: Buffer): Buffer {
  const typed = Buffer.concat([Buffer.from(type, 'latin1'), body])
  const framed = Buffer.alloc(typed.length + 8)
  framed.writeUInt32BE(body.length)
  framed.set(typed, 4)
  framed.writeUInt32BE(crc32(typed), typed.length + 4)
  return framed
}
