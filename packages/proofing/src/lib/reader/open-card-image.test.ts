import { crc32, deflateSync } from 'node:zlib'
import { mariaContoh } from '@lontar/testkit'
import { renderKtpCard } from '@lontar/testkit/card'
import { encode } from 'jpeg-js'
import { describe, expect, test } from 'vitest'
import { openCardImage } from './open-card-image.ts'

const scan = renderKtpCard(mariaContoh, { seed: 2 })

function chunk(type: string, body: Uint8Array): Uint8Array {
  const typed = Buffer.concat([Buffer.from(type, 'latin1'), body])
  const [length, check] = [Buffer.alloc(4), Buffer.alloc(4)]
  length.writeUInt32BE(body.length)
  check.writeUInt32BE(crc32(typed))
  return Buffer.concat([length, typed, check])
}

interface Png {
  readonly width?: number
  readonly height?: number
  readonly depth?: number
  readonly colourType?: number
  readonly interlace?: number
  readonly lines?: Uint8Array
  readonly palette?: Uint8Array
}

function png({ width = 400, height = 300, depth = 8, colourType = 0, ...rest }: Png = {}): Uint8Array {
  const header = Buffer.alloc(13)
  header.writeUInt32BE(width)
  header.writeUInt32BE(height, 4)
  header.set([depth, colourType, 0, 0, rest.interlace ?? 0], 8)
  return Buffer.concat([
    Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
    chunk('IHDR', header),
    ...(rest.palette === undefined ? [] : [chunk('PLTE', rest.palette)]),
    chunk('IDAT', deflateSync(rest.lines ?? new Uint8Array((width + 1) * height))),
    chunk('IEND', new Uint8Array()),
  ])
}

describe('pictures that are opened', () => {
  test('a scan of a card is opened with its size', async () => {
    const { width, height, pixels } = await openCardImage(scan)
    expect([1012, 1064]).toContain(width)
    expect(pixels.length).toBe(width * height * 4)
    expect(Math.max(...pixels.subarray(0, 3))).toBeGreaterThan(150)
  })

  test('a grey PNG of each filter is decoded', async () => {
    // Each line begins at 10 and rises by one a pixel; filters predict from the left, above, both, and Paeth.
    const lines = new Uint8Array(401 * 300)
    for (let row = 0; row < 300; row += 1) {
      const filter = row % 5
      lines[row * 401] = filter
      for (let at = 0; at < 400; at += 1) {
        const [here, left, up] = [10 + at, at > 0 ? 9 + at : 0, row > 0 ? 10 + at : 0].map((v) => v & 255)
        const corner = at > 0 && row > 0 ? left : 0
        const paeth = [left, up, corner].map((v) => [
          Math.abs((left ?? 0) + (up ?? 0) - (corner ?? 0) - (v ?? 0)),
          v,
        ])
        const nearest = paeth.reduce((best, each) => ((each[0] ?? 0) < (best[0] ?? 0) ? each : best))[1]
        const guess = [0, left, up, ((left ?? 0) + (up ?? 0)) >> 1, nearest][filter]
        lines[row * 401 + 1 + at] = (here ?? 0) - (guess ?? 0)
      }
    }
    const { pixels } = await openCardImage(png({ lines }))
    for (const row of [0, 1, 2, 3, 4, 299]) {
      expect([...pixels.subarray((row * 400 + 200) * 4, (row * 400 + 200) * 4 + 4)]).toEqual([
        210, 210, 210, 255,
      ])
    }
  })

  test('a palette names the colours, and 16 bits are read by their upper half', async () => {
    const inPalette = await openCardImage(png({ colourType: 3, palette: Uint8Array.of(7, 8, 9) }))
    expect([...inPalette.pixels.subarray(0, 4)]).toEqual([7, 8, 9, 255])
    const lines = new Uint8Array((400 * 6 + 1) * 300).fill(0)
    lines.set([0, 1, 255, 2, 255, 3, 255])
    const deep = await openCardImage(png({ colourType: 2, depth: 16, lines }))
    expect([...deep.pixels.subarray(0, 4)]).toEqual([1, 2, 3, 255])
  })
})

describe('pictures that are refused', () => {
  test.each([
    ['no bytes', new Uint8Array(), 'card_image_unreadable'],
    ['a text', Buffer.from('This is no picture, whatever its name says.'), 'card_image_unreadable'],
    ['a JPEG that ends after its first bytes', scan.subarray(0, 16), 'card_image_unreadable'],
    [
      'a JPEG whose tables are damaged',
      scan.map((byte, at) => (at > 190 && at < 400 ? 0 : byte)),
      'card_image_unreadable',
    ],
    ['a PNG cut off', png().subarray(0, 60), 'card_image_unreadable'],
    [
      'a PNG with a damaged chunk',
      png().map((byte, at) => (at === 50 ? byte ^ 1 : byte)),
      'card_image_unreadable',
    ],
    ['a PNG that inflates to too little', png({ lines: new Uint8Array(9) }), 'card_image_unreadable'],
    [
      'a PNG with a filter that does not exist',
      png({ lines: new Uint8Array(401 * 300).fill(9) }),
      'card_image_unreadable',
    ],
    ['a WebP', Buffer.from('RIFF\0\0\0\0WEBPVP8 ', 'latin1'), 'card_image_unsupported'],
    ['a HEIC', Buffer.from('\0\0\0\x18ftypheic\0\0\0\0', 'latin1'), 'card_image_unsupported'],
    ['a GIF', Buffer.from('GIF89a'), 'card_image_unsupported'],
    ['an interlaced PNG', png({ interlace: 1 }), 'card_image_unsupported'],
    ['a PNG of one bit a pixel', png({ depth: 1 }), 'card_image_unsupported'],
    ['a PNG of no pixels', png({ width: 0 }), 'card_image_too_small'],
    [
      'a thumbnail',
      encode({ width: 160, height: 100, data: Buffer.alloc(64_000) }, 80).data,
      'card_image_too_small',
    ],
    ['40 MB', Buffer.concat([scan, Buffer.alloc(40_000_000)]), 'card_image_too_large'],
    [
      'a PNG that declares 4 gigapixels',
      png({ width: 65_535, height: 65_535, lines: new Uint8Array(9) }),
      'card_image_too_large',
    ],
    [
      'a PNG bomb: 64 MB behind a header of 400 x 300',
      png({ lines: new Uint8Array(64_000_000) }),
      'card_image_too_large',
    ],
  ])('%s', async (_title, bytes, code) => {
    await expect(openCardImage(bytes)).rejects.toMatchObject({ code })
  })

  test('a JPEG that declares 65500 x 65500 pixels is refused before it is decoded', async () => {
    const bomb = Uint8Array.from(scan)
    const frame = Buffer.from(bomb.buffer).indexOf(Buffer.from([0xff, 0xc0]))
    bomb.set([0xff, 0xdc, 0xff, 0xdc], frame + 5)
    await expect(openCardImage(bomb)).rejects.toMatchObject({ code: 'card_image_too_large' })
  })

  test.each([
    ['lossless', (frame: number) => [[frame + 1, 0xc3]]],
    ['of four inks', (frame: number) => [[frame + 9, 4]]],
    ['of 12 bits a sample', (frame: number) => [[frame + 4, 12]]],
  ])('a JPEG %s', async (_title, change) => {
    const bytes = Uint8Array.from(scan)
    for (const [at = 0, value = 0] of change(Buffer.from(bytes.buffer).indexOf(Buffer.from([0xff, 0xc0])))) {
      bytes[at] = value
    }
    await expect(openCardImage(bytes)).rejects.toMatchObject({ code: 'card_image_unsupported' })
  })

  test('a JPEG of a hundred scans', async () => {
    const scans = Array.from({ length: 100 }, () => Buffer.from([0xff, 0xda, 0, 2])).flat()
    const bytes = Buffer.concat([scan.subarray(0, -2), ...scans, scan.subarray(-2)])
    await expect(openCardImage(bytes)).rejects.toMatchObject({ code: 'card_image_unsupported' })
  })

  test('the limits can be lowered', async () => {
    await expect(openCardImage(scan, { maxBytes: 1000 })).rejects.toMatchObject({
      code: 'card_image_too_large',
    })
    await expect(openCardImage(scan, { maxPixels: 600_000 })).rejects.toMatchObject({
      code: 'card_image_too_large',
    })
  })

  test('an abort ends the decoding with its reason', async () => {
    const reason = new Error('gone')
    await expect(openCardImage(scan, { signal: AbortSignal.abort(reason) })).rejects.toBe(reason)
    const controller = new AbortController()
    const opened = openCardImage(scan, { signal: controller.signal })
    controller.abort(reason)
    await expect(opened).rejects.toBe(reason)
  })
})
