import { LontarError, MalformedError, OperationError } from '@lontar/credentials/errors'
import { decodeJpeg } from '../reader/image/decode-jpeg.ts'
import { decodePng } from '../reader/image/decode-png.ts'
import { jpegSize, pngSize } from '../reader/image/image-size.ts'
import { imageTypeOf } from '../reader/image/image-type.ts'
import { requireFaceImage } from './require-face-image.ts'

/** A decoded picture of a face. */
export interface FacePicture {
  /** In pixels. */
  readonly width: number
  /** In pixels. */
  readonly height: number
  /** Four bytes a pixel, red, green, blue, alpha, row by row from the top. */
  readonly pixels: Uint8Array
}

/** What a file of 1 MiB may decode to, and the least that can hold a face. */
const maxPixels = 12_000_000
const minSide = 48

/**
 * Decodes the picture of a face in memory, within limits that are checked before.
 *
 * @param bytes - a JPEG or PNG file of at most 1 MiB
 * @param signal - ends the decoding
 * @throws MalformedError `face_image_malformed` for anything that is no such picture, is broken, has more than 12 million
 *   pixels, or fewer than 48 on a side
 * @throws OperationError `card_reader_unavailable` the decoder for JPEG is not installed
 */
export async function openFacePicture(bytes: Uint8Array, signal?: AbortSignal): Promise<FacePicture> {
  requireFaceImage(bytes)
  try {
    const isPng = imageTypeOf(bytes) === 'png'
    const { width, height } = isPng ? pngSize(bytes) : jpegSize(bytes)
    if (width * height > maxPixels || Math.min(width, height) < minSide) throw malformed()
    return isPng ? await decodePng(bytes) : await decodeJpeg(bytes, maxPixels / 1_000_000, signal)
  } catch (error) {
    // What a decoder says is about cards, and this is a face; that there is no decoder is another matter.
    if (error instanceof LontarError && !(error instanceof OperationError)) throw malformed()
    throw error
  }
}

function malformed(): MalformedError {
  return new MalformedError('face_image_malformed', 'The picture cannot be decoded within its limits.')
}
