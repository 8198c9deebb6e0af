import { createRequire } from 'node:module'

/** What is used of `jpeg-js`, which is installed by this run alone. */
interface JpegCodec {
  decode(bytes: Uint8Array, options: { readonly useTArray: true }): Picture
  encode(picture: Picture, quality: number): { readonly data: Uint8Array }
}

const codec: JpegCodec = createRequire(import.meta.url)('jpeg-js')

/** A picture in memory: four bytes a pixel. */
export interface Picture {
  readonly width: number
  readonly height: number
  readonly data: Uint8Array
}

/** Reads a JPEG file. */
export function readJpeg(bytes: Uint8Array): Picture {
  return codec.decode(bytes, { useTArray: true })
}

/** Writes a JPEG file. */
export function writeJpeg(picture: Picture, quality: number): Uint8Array {
  return new Uint8Array(codec.encode(picture, quality).data)
}

/** Cuts a part out. */
export function crop(
  { width: whole, data }: Picture,
  { left, top, width, height }: { left: number; top: number; width: number; height: number },
): Picture {
  const rows = Array.from({ length: height }, (_, row) => {
    const start = ((top + row) * whole + left) * 4
    return data.subarray(start, start + width * 4)
  })
  return { width, height, data: Buffer.concat(rows) }
}

/** Turns left into right. */
export function mirror({ width, height, data }: Picture): Picture {
  const mirrored = new Uint8Array(data.length)
  for (let pixel = 0; pixel < width * height; pixel += 1) {
    const column = pixel % width
    const from = (pixel - column + (width - 1 - column)) * 4
    mirrored.set(data.subarray(from, from + 4), pixel * 4)
  }
  return { width, height, data: mirrored }
}

/** Stripes: nobody. */
export function drawWithoutFace(): Picture {
  const [width, height] = [320, 320]
  const data = new Uint8Array(width * height * 4).fill(255)
  for (let pixel = 0; pixel < width * height; pixel += 1) {
    const shade = ((pixel % width) >> 4) % 2 === 0 ? 40 : 200
    data.fill(shade, pixel * 4, pixel * 4 + 3)
  }
  return { width, height, data }
}
