import type { CardImage } from './card-image.ts'
import type { Corners } from './corners.ts'
import { projectiveMap } from './projective-map.ts'

/** A picture in colour. */
export interface ColourImage {
  /** In pixels. */
  readonly width: number
  /** In pixels. */
  readonly height: number
  /** Three bytes a pixel, red, green, blue, row by row from the top. */
  readonly values: Uint8Array
}

/** Where the photo stands on a KTP, as parts of its sides, with a margin: a face that fills the picture is not found. */
const photo = { left: 0.72, top: 0.2, right: 0.99, bottom: 0.73 } as const

/** The size that it gets: at three bytes a pixel less than half a megabyte, however large the picture of the card is. */
const [width, height] = [360, 446]

/**
 * Takes the photo out of the picture of a card, straight and in colour.
 *
 * @param corners - of the card
 * @param isTurned - true when the card lies upside down
 */
export function cutPhoto(image: CardImage, corners: Corners, isTurned: boolean): ColourImage {
  const map = projectiveMap(corners)
  const values = new Uint8Array(width * height * 3)
  for (let row = 0; row < height; row += 1) {
    for (let column = 0; column < width; column += 1) {
      const x = photo.left + ((column + 0.5) / width) * (photo.right - photo.left)
      const y = photo.top + ((row + 0.5) / height) * (photo.bottom - photo.top)
      const point = map(isTurned ? { x: 1 - x, y: 1 - y } : { x, y })
      const from = (within(point.y, image.height) * image.width + within(point.x, image.width)) * 4
      values.set(image.pixels.subarray(from, from + 3), (row * width + column) * 3)
    }
  }
  return { width, height, values }
}

function within(place: number, size: number): number {
  return Math.min(size - 1, Math.max(0, Math.floor(place)))
}
