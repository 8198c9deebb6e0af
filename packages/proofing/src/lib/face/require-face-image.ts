import { MalformedError } from '@lontar/credentials/errors'

/** The largest picture of a face, in bytes. */
export const maxFaceImageBytes: number = 1024 * 1024

const startOfJpeg = [0xff, 0xd8, 0xff]
const startOfPng = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]

/**
 * Refuses what cannot be the picture of a face before anybody keeps or decodes it. Whether it can be decoded shows later.
 *
 * @param image - the bytes of a file
 * @throws MalformedError `face_image_malformed` for what does not begin like a JPEG or PNG file, or has more than 1 MiB
 */
export function requireFaceImage(image: Uint8Array): void {
  const begins = (start: readonly number[]) => start.every((byte, index) => image[index] === byte)
  if (image.length > maxFaceImageBytes || !(begins(startOfJpeg) || begins(startOfPng))) {
    throw new MalformedError('face_image_malformed', 'The picture is no JPEG or PNG file of at most 1 MiB.')
  }
}
