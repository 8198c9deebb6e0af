/** The portrait of a chip. It is biometric: keep it no longer than the comparison takes. */
export interface Portrait {
  /** `image/jp2` for JPEG 2000, also for a bare codestream. */
  readonly mediaType: 'image/jpeg' | 'image/jp2'
  /** The image. */
  readonly bytes: Uint8Array
}

const beginnings: readonly (readonly [Portrait['mediaType'], readonly number[]])[] = [
  ['image/jpeg', [0xff, 0xd8, 0xff]],
  ['image/jp2', [0x00, 0x00, 0x00, 0x0c, 0x6a, 0x50, 0x20, 0x20]],
  ['image/jp2', [0xff, 0x4f, 0xff, 0x51]],
]

/**
 * Finds the image in DG2 by how it begins, behind the headers of the biometric record. Its end is that of the group.
 *
 * @param content DG2 without its tag, verified
 * @returns the first image, or `undefined` when none is known
 * @see ICAO Doc 9303-10 section 4.7.2; ISO/IEC 19794-5
 */
export function findPortrait(content: Uint8Array): Portrait | undefined {
  for (let at = 0; at < content.length; at++) {
    const found = beginnings.find(([, bytes]) => bytes.every((byte, index) => content[at + index] === byte))
    if (found !== undefined) return { mediaType: found[0], bytes: content.slice(at) }
  }
  return undefined
}
