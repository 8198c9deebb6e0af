/** A kind of picture file that can be told by its first bytes. */
export type ImageType = 'jpeg' | 'png' | 'webp' | 'gif' | 'bmp' | 'tiff' | 'heif'

const signatures: readonly { readonly type: ImageType; readonly at: number; readonly bytes: string }[] = [
  { type: 'jpeg', at: 0, bytes: '\xff\xd8\xff' },
  { type: 'png', at: 0, bytes: '\x89PNG\r\n\x1a\n' },
  { type: 'gif', at: 0, bytes: 'GIF8' },
  { type: 'bmp', at: 0, bytes: 'BM' },
  { type: 'tiff', at: 0, bytes: 'II*\0' },
  { type: 'tiff', at: 0, bytes: 'MM\0*' },
  { type: 'webp', at: 8, bytes: 'WEBP' },
  { type: 'heif', at: 4, bytes: 'ftyp' },
]

/**
 * Tells the kind of a picture file by its first bytes; a name or a media type that came along is never believed.
 *
 * @returns the kind, or `undefined` when it is no picture that we know
 */
export function imageTypeOf(bytes: Uint8Array): ImageType | undefined {
  const start = String.fromCharCode(...bytes.subarray(0, 16))
  return signatures.find((each) => start.startsWith(each.bytes, each.at))?.type
}
