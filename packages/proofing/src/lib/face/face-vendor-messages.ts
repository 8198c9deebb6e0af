import type { JsonObject } from '@lontar/credentials/jose'
import type { LivenessRecording } from '../liveness/liveness-detector.ts'
import type { FaceScale } from './face-comparison.ts'
import { isFaceScore, reachesThreshold } from './face-score.ts'

/** What an answer must fit. */
export interface VendorExpectations {
  /** The reference that was sent. */
  readonly transactionId: string
  /** Name and version of the engine for which the threshold was chosen. */
  readonly engine: string
  readonly scale: FaceScale
  readonly threshold: number
}

/** What a vendor says of two faces. */
export type VendorComparison =
  | { readonly decision: 'match' | 'no_match'; readonly score: number }
  | { readonly decision: 'no_face' }

/** The bytes of a picture, as the contract carries them: base64 with padding (RFC 4648 section 4). */
export function encodePicture(image: Uint8Array): string {
  return Buffer.from(image.buffer, image.byteOffset, image.length).toString('base64')
}

/** The frames of a recording. */
export function encodeFrames({ frames }: LivenessRecording): readonly JsonObject[] {
  return frames.map(({ pose, image }) => ({ pose, image: encodePicture(image) }))
}

/** An answer to another question, or of another engine, is none. */
function isAnswerTo(members: JsonObject, { transactionId, engine }: VendorExpectations): boolean {
  return members['transactionId'] === transactionId && members['engine'] === engine
}

/**
 * Reads the answer to a comparison of two pictures. Word and score are judged together.
 *
 * @returns `undefined` for a score of another scale, or anything else that is no answer
 */
export function readVendorComparison(
  members: JsonObject,
  expected: VendorExpectations,
): VendorComparison | undefined {
  if (!isAnswerTo(members, expected)) return undefined
  if (members['outcome'] === 'no_face') return { decision: 'no_face' }
  const { scale, threshold } = expected
  const { match, similarity } = members
  const isCompared = members['outcome'] === 'compared' && members['scale'] === scale
  if (!isCompared || typeof match !== 'boolean' || !isFaceScore(similarity, scale)) return undefined
  const isMatch = match && reachesThreshold(similarity, threshold, scale)
  return { decision: isMatch ? 'match' : 'no_match', score: similarity }
}

/** Reads the answer to a comparison with the register's portrait, which there is only of an active person. */
export function readVendorVerification(
  members: JsonObject,
  expected: VendorExpectations,
): VendorComparison | undefined {
  const isThere = members['isValid'] === true && members['isActive'] === true
  return isThere ? readVendorComparison(members, expected) : undefined
}

/** Reads the answer about a recording. */
export function readVendorLiveness(
  members: JsonObject,
  expected: VendorExpectations,
): 'live' | 'not_live' | undefined {
  const { live } = members
  if (!isAnswerTo(members, expected) || typeof live !== 'boolean') return undefined
  return live ? 'live' : 'not_live'
}
