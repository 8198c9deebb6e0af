import type { HeadPose } from '../../liveness/liveness-result.ts'

/** A place in a picture, in pixels from the top left. */
export interface Point {
  readonly x: number
  readonly y: number
}

/** The landmarks from which a pose is measured, named from the person's own point of view. */
export interface FaceLandmarks {
  /** The end of the jaw below the right ear, which is at the left of a picture that is not mirrored. */
  readonly rightEar: Point
  readonly leftEar: Point
  readonly chin: Point
  readonly noseTip: Point
  /** The middle of the right eye. */
  readonly rightEye: Point
  readonly leftEye: Point
}

/** How a head is held. */
export interface HeadAngles {
  /** Where the nose is between the ears: 0 in the middle, 1 at the left ear, -1 at the right one. */
  readonly turn: number
  /** Where the nose is between eyes and chin: 0 and 1. Every face has its own value to the front. */
  readonly tilt: number
}

/** A head that looks to the front turns less; one that turns, more. Chosen by hand and tested on nobody. */
const turnLimit = 0.3
/** By how much the nose moves between eyes and chin when the head goes up or down. Chosen by hand too. */
const tiltLimit = 0.08

/** Measures a head after levelling its eyes, so that a tilted phone changes nothing. */
export function measureHeadAngles(landmarks: FaceLandmarks): HeadAngles {
  const { rightEye, leftEye } = landmarks
  const roll = Math.atan2(leftEye.y - rightEye.y, leftEye.x - rightEye.x)
  const level = ({ x, y }: Point): Point => ({
    x: x * Math.cos(roll) + y * Math.sin(roll),
    y: y * Math.cos(roll) - x * Math.sin(roll),
  })
  const [rightEar, leftEar] = [level(landmarks.rightEar).x, level(landmarks.leftEar).x]
  const [eyes, chin, nose] = [level(rightEye).y, level(landmarks.chin).y, level(landmarks.noseTip)]
  return {
    turn: (2 * nose.x - rightEar - leftEar) / (leftEar - rightEar),
    tilt: (nose.y - eyes) / (chin - eyes),
  }
}

/**
 * Whether a head shows a pose, measured against the same head to the front.
 *
 * @param angles - of the frame
 * @param front - of the frame to the front
 * @param pose - what was asked
 */
export function showsPose(angles: HeadAngles, front: HeadAngles, pose: HeadPose): boolean {
  const turn = angles.turn - front.turn
  const tilt = angles.tilt - front.tilt
  if (pose === 'front') return Math.abs(angles.turn) < turnLimit
  if (pose === 'left') return turn > turnLimit
  if (pose === 'right') return turn < -turnLimit
  return pose === 'up' ? tilt < -tiltLimit : tilt > tiltLimit
}
