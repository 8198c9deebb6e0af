import { join } from 'node:path'
import { randomToken } from '@lontar/credentials/jose'
import type { LivenessDetector, LivenessRecording } from '../../liveness/liveness-detector.ts'
import type { LivenessDecision } from '../../liveness/liveness-result.ts'
import type { FaceComparison } from '../face-comparison.ts'
import type { FaceMatcher } from '../face-matcher.ts'
import { openFacePicture } from '../open-face-picture.ts'
import { findFaceApi } from './find-face-api.ts'
import { measureHeadAngles, showsPose } from './head-angles.ts'
import { type FaceApiEngine, openFaceApiEngine } from './open-face-api-engine.ts'
import type { FaceReport } from './read-face-reports.ts'

/** How the reference adapter is opened. */
export interface FaceApiOptions {
  /** The largest distance of a match; 0.55 by default, at which 565 impostor pairs gave no false match and 1.5 % of genuine ones failed. */
  readonly threshold?: number
  /**
   * The file or URL from whose place the three packages are looked for; by default the folder in which the process runs. They
   * take 330 MB, so that nothing installs them by itself.
   */
  readonly resolveFrom?: string | URL
}

/** The reference adapter, certified by nobody. */
export interface FaceApi {
  /** Compares two pictures, each with exactly one face. */
  readonly matcher: FaceMatcher
  /** Judges head poses, each against the same head to the front. It cannot tell a face from a picture or a film of one. */
  readonly detector: LivenessDetector
  /** Ends the thread of the models. */
  close(): Promise<void>
}

/** The same person across the frames of a recording: wider than a match, because a turned head is further from itself. */
const sameHeadDistance = 0.6

/**
 * Opens the reference adapter on `@vladmandic/face-api`, whose models lie in its package. It runs offline, on wasm, in a
 * thread of its own, and takes about a second a picture. Its results say `certified: false`: they raise doubts and never a
 * level.
 *
 * @param options see `FaceApiOptions`
 * @returns matcher and detector, which share the models. Both throw MalformedError `face_image_malformed` for a picture
 *   that cannot be decoded
 * @throws OperationError `face_matcher_unavailable` when `@vladmandic/face-api`, `@tensorflow/tfjs` or
 *   `@tensorflow/tfjs-backend-wasm` is not installed
 */
export function openFaceApi(options: FaceApiOptions = {}): FaceApi {
  const { threshold = 0.55, resolveFrom = join(process.cwd(), 'package.json') } = options
  const places = findFaceApi(resolveFrom)
  const models = openFaceApiEngine(places)
  const { engine } = places
  const marks = { engine, certified: false, simulated: false }

  const matcher: FaceMatcher = {
    engine,
    compare: async (portrait, selfie, { signal } = {}) => {
      const faces = [await facesOf(models, portrait, signal), await facesOf(models, selfie, signal)] as const
      return { ...decide(faces, threshold), scale: 'distance', threshold, ...marks, txn: randomToken(15) }
    },
  }
  const detector: LivenessDetector = {
    engine,
    judge: async (recording, { signal } = {}) => {
      const decision = await judgeHead(models, recording, signal)
      return { decision, ...marks, txn: recording.captureId }
    },
  }
  return Object.freeze({ matcher, detector, close: models.close })
}

async function facesOf(
  models: FaceApiEngine,
  image: Uint8Array,
  signal: AbortSignal | undefined,
): Promise<readonly FaceReport[]> {
  const picture = await openFacePicture(image, signal)
  signal?.throwIfAborted()
  return await models.describe(picture)
}

/** Whose face is meant among several, the engine does not guess. */
function decide(
  [portrait, selfie]: readonly [readonly FaceReport[], readonly FaceReport[]],
  threshold: number,
): Pick<FaceComparison, 'decision' | 'score'> {
  const [one, another] = portrait
  const [other, further] = selfie
  if (one === undefined || other === undefined) return { decision: 'no_face' }
  if (another !== undefined || further !== undefined) return { decision: 'unavailable' }
  const score = distanceBetween(one, other)
  return { decision: score <= threshold ? 'match' : 'no_match', score }
}

function distanceBetween(one: FaceReport, other: FaceReport): number {
  return Math.hypot(...one.descriptor.map((value, index) => value - (other.descriptor[index] ?? 0)))
}

async function judgeHead(
  models: FaceApiEngine,
  { frames }: LivenessRecording,
  signal: AbortSignal | undefined,
): Promise<LivenessDecision> {
  let first: FaceReport | undefined
  for (const { pose, image } of frames) {
    const [face, another] = await facesOf(models, image, signal)
    if (face === undefined || another !== undefined) return 'not_live'
    first ??= face
    const isPosed = showsPose(measureHeadAngles(face.landmarks), measureHeadAngles(first.landmarks), pose)
    if (!isPosed || distanceBetween(first, face) > sameHeadDistance) return 'not_live'
  }
  return first === undefined ? 'unavailable' : 'live'
}
