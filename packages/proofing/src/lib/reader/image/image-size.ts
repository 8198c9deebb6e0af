import { MalformedError, UnsupportedError } from '@lontar/credentials/errors'

/** What a picture file says of itself before anything of it is decoded. */
export interface ImageSize {
  /** In pixels. */
  readonly width: number
  /** In pixels. */
  readonly height: number
}

/** More scans than a camera or an editor writes; each costs a pass over the whole picture. */
const maxScans = 64

/**
 * Reads the size that a JPEG file declares, and refuses what the decoder does not read.
 *
 * @throws MalformedError `card_image_unreadable` no size, or segments that run out of the file
 * @throws UnsupportedError `card_image_unsupported` lossless, arithmetic or CMYK, or too many scans
 * @see ITU-T T.81 annex B
 */
export function jpegSize(bytes: Uint8Array): ImageSize {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  let size: ImageSize | undefined
  let scans = 0
  for (let at = 2; at + 4 <= bytes.length; ) {
    if (bytes[at] !== 0xff) {
      at += 1 // entropy-coded data, or filling
      continue
    }
    const marker = bytes[at + 1] ?? 0
    if (marker === 0xd9) break
    if (marker === 0xff || marker === 0 || (marker >= 0xd0 && marker <= 0xd8)) {
      at += marker === 0xff ? 1 : 2
      continue
    }
    if (isFrame(marker)) size = frameSize(view, at, marker)
    if (marker === 0xda) scans += 1
    at += 2 + view.getUint16(at + 2)
  }
  if (size === undefined) throw new MalformedError('card_image_unreadable', 'The JPEG file declares no size.')
  if (scans > maxScans)
    throw new UnsupportedError('card_image_unsupported', 'The JPEG file has too many scans.')
  return size
}

/** A frame header, and not a table (C4, CC) or an extension (C8). */
function isFrame(marker: number): boolean {
  return marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc
}

function frameSize(view: DataView, at: number, marker: number): ImageSize {
  if (at + 10 > view.byteLength)
    throw new MalformedError('card_image_unreadable', 'The JPEG file is cut off.')
  const components = view.getUint8(at + 9)
  if (marker > 0xc2 || (components !== 1 && components !== 3) || view.getUint8(at + 4) !== 8) {
    throw new UnsupportedError('card_image_unsupported', 'This kind of JPEG is not read.')
  }
  return { height: view.getUint16(at + 5), width: view.getUint16(at + 7) }
}

/**
 * Reads the size that a PNG file declares.
 *
 * @throws MalformedError `card_image_unreadable` the first chunk is not the header
 * @see W3C PNG section 11.2.1
 */
export function pngSize(bytes: Uint8Array): ImageSize {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (bytes.length < 33 || view.getUint32(8) !== 13 || view.getUint32(12) !== 0x49484452) {
    throw new MalformedError('card_image_unreadable', 'The PNG file does not begin with its header.')
  }
  return { width: view.getUint32(16), height: view.getUint32(20) }
}
