import { VerificationError } from '@lontar/credentials/errors'
import { requireFaceImage } from '../face/require-face-image.ts'
import { eraseFrames } from './erase-frames.ts'
import { judgeRecording } from './judge-recording.ts'
import { askNextPose, type LivenessPorts, type LivenessStep } from './liveness-challenge.ts'
import type { LivenessDetector } from './liveness-detector.ts'
import type { LivenessResult } from './liveness-result.ts'
import type { LivenessRecord } from './liveness-store.ts'

/** What `answerLiveness` needs. */
export interface AnswerLivenessInput extends LivenessPorts {
  /** The registration to which the challenge must belong. */
  readonly expectedRegistrationId: string
  /** The nonce of the step that is answered. */
  readonly nonce: string
  /** The picture: the bytes of a JPEG or PNG file of at most 1 MiB. A copy is kept until the end of the challenge. */
  readonly image: Uint8Array
  /** Who judges the whole. */
  readonly detector: LivenessDetector
  /** The least time between pose and picture, in milliseconds; 300 by default. Nobody reads and turns faster. */
  readonly minStepMilliseconds?: number
  /** The most time between pose and picture, in milliseconds; 10,000 by default. */
  readonly maxStepMilliseconds?: number
  /** How long the detector may take, in milliseconds; 20,000 by default. Silence is `unavailable`. */
  readonly detectorTimeoutMilliseconds?: number
}

/** The end of a challenge. */
export interface LivenessOutcome {
  /** Everything was answered. */
  readonly state: 'decided'
  /** The capture that was judged; evidence names it. */
  readonly captureId: string
  /** What the detector found. */
  readonly result: LivenessResult
  /**
   * The picture to the front, which the detector judged with the others: compare no other with the document. It is the
   * caller's, who fills it with zeros after use.
   */
  readonly selfie: Uint8Array
}

/**
 * Takes the picture of one step. The server's own clock measures each step. Whatever is wrong ends the challenge, except a
 * picture that cannot be one, which may be taken again. With the end every picture but the selfie is filled with zeros.
 *
 * @param input see `AnswerLivenessInput`
 * @returns the next step, or after the last the outcome; then the store holds nothing of the challenge any more
 * @throws MalformedError `face_image_malformed` for what is no JPEG or PNG file, or too large
 * @throws VerificationError `liveness_unknown` no such step, of this registration, is open
 * @throws VerificationError `liveness_replayed` the step was answered before
 * @throws VerificationError `liveness_expired` the challenge is over
 * @throws VerificationError `liveness_too_fast`, `liveness_too_slow` by the server's clock
 */
export async function answerLiveness(input: AnswerLivenessInput): Promise<LivenessStep | LivenessOutcome> {
  const { now = () => new Date(), image, nonce, store } = input
  requireFaceImage(image)
  const answeredAt = now()
  const taken = requireOpen(await store.take(nonce), input)
  const pose = taken.poses[taken.frames.length] ?? 'front'
  const frames = [...taken.frames, { pose, image: Uint8Array.from(image) }]
  try {
    requireInTime(taken, answeredAt, input)
    if (frames.length < taken.poses.length) {
      return await askNextPose({ ...taken, frames, askedAt: now() }, input)
    }
    return await judge({ ...taken, frames }, input)
  } catch (error) {
    eraseFrames(frames)
    throw error
  }
}

async function judge(
  { captureId, frames }: LivenessRecord,
  { image, detector, detectorTimeoutMilliseconds }: AnswerLivenessInput,
): Promise<LivenessOutcome> {
  const result = await judgeRecording(detector, { captureId, frames }, detectorTimeoutMilliseconds)
  const [selfie, ...turned] = frames
  eraseFrames(turned)
  return { state: 'decided', captureId, result, selfie: selfie?.image ?? image }
}

function requireOpen(
  taken: LivenessRecord | 'used' | undefined,
  { expectedRegistrationId }: AnswerLivenessInput,
): LivenessRecord {
  if (taken === 'used') {
    throw new VerificationError('liveness_replayed', 'This step of the challenge was answered before.')
  }
  if (taken?.registrationId !== expectedRegistrationId) {
    eraseFrames(taken?.frames ?? [])
    throw new VerificationError('liveness_unknown', 'No such liveness challenge is open.')
  }
  return taken
}

function requireInTime(
  { askedAt, expiresAt }: LivenessRecord,
  answeredAt: Date,
  { minStepMilliseconds = 300, maxStepMilliseconds = 10_000 }: AnswerLivenessInput,
): void {
  const taken = answeredAt.getTime() - askedAt.getTime()
  if (!(answeredAt.getTime() < expiresAt.getTime())) {
    throw new VerificationError('liveness_expired', 'The liveness challenge is over.')
  }
  if (!(taken >= minStepMilliseconds)) {
    throw new VerificationError('liveness_too_fast', 'The answer came faster than a person can turn.')
  }
  if (!(taken <= maxStepMilliseconds)) {
    throw new VerificationError('liveness_too_slow', 'The answer came too late for its step.')
  }
}
