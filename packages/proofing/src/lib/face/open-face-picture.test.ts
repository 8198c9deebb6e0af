import { crc32, deflateSync } from 'node:zlib'
import { encode } from 'jpeg-js'
import { describe, expect, it } from 'vitest'
import { startOfPng } from '../../../fixtures/pictures.ts'
import { openFacePicture } from './open-face-picture.ts'

function chunk(type: string, body: Uint8Array): Buffer {
  const named = Buffer.concat([Buffer.from(type), body])
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)]
  length.writeUInt32BE(body.length)
  sum.writeUInt32BE(crc32(named))
  return Buffer.concat([length, named, sum])
}

/** A grey PNG of this size, with lines of that many zeros. */
function png(width: number, height: number, bytes = (width + 1) * height): Uint8Array {
  const header = Buffer.alloc(13)
  header.writeUInt32BE(width)
  header.writeUInt32BE(height, 4)
  header.set([8, 0, 0, 0, 0], 8)
  const data = deflateSync(Buffer.alloc(bytes))
  const chunks = [chunk('IHDR', header), chunk('IDAT', data), chunk('IEND', Buffer.alloc(0))]
  return new Uint8Array(Buffer.concat([startOfPng, ...chunks]))
}

const jpeg = new Uint8Array(encode({ width: 64, height: 48, data: Buffer.alloc(64 * 48 * 4, 120) }, 80).data)

describe('the picture of a face', () => {
  it('is decoded from JPEG and PNG to four bytes a pixel', async () => {
    for (const [bytes, width, height] of [
      [jpeg, 64, 48],
      [png(50, 60), 50, 60],
    ] as const) {
      const picture = await openFacePicture(bytes)
      expect([picture.width, picture.height]).toEqual([width, height])
      expect(picture.pixels).toHaveLength(width * height * 4)
    }
  })

  it.each<[string, Uint8Array]>([
    ['text', new TextEncoder().encode('portrait')],
    ['a JPEG that is cut off', jpeg.slice(0, 300)],
    ['the start of a PNG', startOfPng],
    ['a PNG that declares more pixels than may be', png(4000, 3001)],
    ['a PNG that inflates to more than it declares', png(50, 60, 1_000_000)],
    ['a picture that is too small', png(47, 60)],
  ])('is refused when it is %s', async (_, bytes) => {
    await expect(openFacePicture(bytes)).rejects.toMatchObject({
      name: 'MalformedError',
      code: 'face_image_malformed',
    })
  })
})
