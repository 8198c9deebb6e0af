import { expect, it } from 'vitest'
import { startOfJpeg, startOfPng } from '../../../fixtures/pictures.ts'
import { maxFaceImageBytes, requireFaceImage } from './require-face-image.ts'

function padded(start: Uint8Array, length: number): Uint8Array {
  const bytes = new Uint8Array(length)
  bytes.set(start)
  return bytes
}

it.each([
  ['a JPEG file', startOfJpeg],
  ['a PNG file', startOfPng],
  ['a file of the largest size', padded(startOfJpeg, maxFaceImageBytes)],
])('takes %s', (_, image) => {
  expect(() => requireFaceImage(image)).not.toThrow()
})

it.each([
  ['nothing', new Uint8Array()],
  ['text', new TextEncoder().encode('a portrait')],
  ['half a start', startOfPng.subarray(0, 4)],
  ['one byte too many', padded(startOfJpeg, maxFaceImageBytes + 1)],
])('refuses %s', (_, image) => {
  expect(() => requireFaceImage(image)).toThrow(
    expect.objectContaining({ name: 'MalformedError', code: 'face_image_malformed' }),
  )
})
