import { invalidArgument } from '@lontar/credentials/errors'
import { encodeBase64Url, randomBytes as secureRandomBytes } from '@lontar/credentials/jose'
import { drawHeadPoses } from './draw-head-poses.ts'
import { askNextPose, type LivenessPorts, type LivenessStep } from './liveness-challenge.ts'

/** What `startLiveness` needs. */
export interface StartLivenessInput extends LivenessPorts {
  /** The registration that the capture is for; not empty. No other can answer the challenge. */
  readonly registrationId: string
  /** How often the head is turned, 1 to 7; 3 by default. */
  readonly turns?: number
  /** How long the whole challenge may take, in seconds; 60 by default. */
  readonly lifetimeSeconds?: number
}

/**
 * Starts a liveness challenge: the person looks to the front and then turns the head in a random order. Each pose is
 * named only when the one before was answered, under a nonce that works once, so that a recording cannot be prepared and
 * a replayed answer is refused.
 *
 * @param input see `StartLivenessInput`
 * @returns the first step, which the client shows
 * @throws TypeError `ERR_INVALID_ARG_VALUE` for no registration, or turns out of range
 * @throws OperationError `transactions_full` of the store, when too many challenges are open
 * @see ISO/IEC 30107-1, challenge-response
 */
export async function startLiveness(input: StartLivenessInput): Promise<LivenessStep> {
  const { registrationId, turns = 3, lifetimeSeconds = 60, now = () => new Date() } = input
  const { randomBytes = secureRandomBytes } = input
  if (registrationId === '') throw invalidArgument('registrationId must not be empty')
  if (!Number.isInteger(turns) || turns < 1 || turns > 7) {
    throw invalidArgument('turns must be a whole number from 1 to 7')
  }
  const askedAt = now()
  const record = {
    captureId: encodeBase64Url(randomBytes(16)),
    registrationId,
    poses: drawHeadPoses(turns, randomBytes),
    frames: [],
    askedAt,
    expiresAt: new Date(askedAt.getTime() + lifetimeSeconds * 1000),
  }
  return await askNextPose(record, input)
}
