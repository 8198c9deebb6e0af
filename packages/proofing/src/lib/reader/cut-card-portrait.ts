import { LontarError, OperationError } from '@lontar/credentials/errors'
import { encodeColourPng } from './engine/encode-png.ts'
import { cutPhoto } from './image/cut-photo.ts'
import { evenLight } from './image/even-light.ts'
import { findCards } from './image/find-cards.ts'
import { straightenCard } from './image/straighten-card.ts'
import { turnRound } from './image/turn-round.ts'
import { findNikRow } from './nik/find-nik-row.ts'
import { openCardImage } from './open-card-image.ts'

/**
 * Cuts the portrait out of the picture of a KTP, for a matcher of faces: finds the card, tells by the row of the NIK how it
 * lies, and takes the place of the photo, straight, in colour and with a margin. Whether there is a face, the matcher
 * says. Everything stays in memory, and is biometric data: fill it with zeros after use.
 *
 * @param card the bytes of a JPEG or PNG file
 * @returns the bytes of a PNG file of 360 x 446 pixels and less than 1 MiB; `undefined` when the picture cannot be read, or
 *   does not show one card whose NIK is where it belongs
 * @throws OperationError `card_reader_unavailable` the decoder for JPEG is not installed
 */
export async function cutCardPortrait(card: Uint8Array): Promise<Uint8Array | undefined> {
  const image = await openCardImage(card).catch(withoutPicture)
  if (image === undefined) return undefined
  const [corners, ...others] = findCards(image)
  if (corners === undefined || others.length > 0) return undefined
  const straight = evenLight(straightenCard(image, corners))
  const isUpright = findNikRow(straight) !== undefined
  if (!isUpright && findNikRow(turnRound(straight)) === undefined) return undefined
  const photo = cutPhoto(image, corners, !isUpright)
  image.pixels.fill(0)
  const file = encodeColourPng(photo)
  photo.values.fill(0)
  return file
}

/** A picture that is none shows no portrait; that it cannot be looked at is another matter. */
function withoutPicture(error: unknown): undefined {
  if (!(error instanceof LontarError) || error instanceof OperationError) throw error
  return undefined
}
