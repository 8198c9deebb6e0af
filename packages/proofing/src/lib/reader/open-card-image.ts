import { MalformedError, UnsupportedError } from '@lontar/credentials/errors'
import type { CardImage } from './image/card-image.ts'
import { decodeJpeg } from './image/decode-jpeg.ts'
import { decodePng } from './image/decode-png.ts'
import { type ImageSize, jpegSize, pngSize } from './image/image-size.ts'
import { imageTypeOf } from './image/image-type.ts'

/** How large a picture may be. */
export interface CardImageLimits {
  /** Of the file. Default 10485760 (10 MiB). */
  readonly maxBytes?: number
  /** Width times height as declared in the file. Default 25000000. */
  readonly maxPixels?: number
  /** Ends the decoding early; the promise rejects with its reason. */
  readonly signal?: AbortSignal
}

/** A card of less is not readable. */
const minWidth = 320
const minHeight = 200

/**
 * Opens the picture of a card: tells its kind by its first bytes, checks the size of the file and the declared size
 * of the picture, and only then decodes it, within limits of memory and time. Everything stays in memory. A turn in the
 * EXIF data is not applied: a reader finds out itself how the card lies.
 *
 * @param bytes - the file: JPEG (baseline or progressive, grey or colour), or PNG (8 or 16 bits, not interlaced)
 * @throws MalformedError `card_image_unreadable` no picture, or a broken one
 * @throws MalformedError `card_image_too_large` too many bytes or pixels, or it inflates to more than it declares
 * @throws MalformedError `card_image_too_small` fewer than 320 x 200 pixels
 * @throws UnsupportedError `card_image_unsupported` a picture of a kind that is not read, such as WebP or HEIC
 * @throws OperationError `card_reader_unavailable` the decoder for JPEG is not installed
 */
export async function openCardImage(bytes: Uint8Array, limits: CardImageLimits = {}): Promise<CardImage> {
  const { maxBytes = 10 * 1024 * 1024, maxPixels = 25_000_000, signal } = limits
  signal?.throwIfAborted()
  if (bytes.length > maxBytes)
    throw new MalformedError('card_image_too_large', 'The picture has too many bytes.')
  const type = imageTypeOf(bytes)
  if (type === undefined) throw new MalformedError('card_image_unreadable', 'The file is not a picture.')
  if (type !== 'jpeg' && type !== 'png') {
    throw new UnsupportedError('card_image_unsupported', 'The picture is neither JPEG nor PNG.')
  }
  requireSize(type === 'png' ? pngSize(bytes) : jpegSize(bytes), maxPixels)
  return type === 'png' ? decodePng(bytes) : decodeJpeg(bytes, maxPixels / 1_000_000, signal)
}

function requireSize({ width, height }: ImageSize, maxPixels: number): void {
  if (width * height > maxPixels) {
    throw new MalformedError('card_image_too_large', 'The picture has too many pixels.')
  }
  if (Math.max(width, height) < minWidth || Math.min(width, height) < minHeight) {
    throw new MalformedError('card_image_too_small', 'The picture has too few pixels to read a card.')
  }
}
