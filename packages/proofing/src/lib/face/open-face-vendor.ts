import { invalidArgument } from '@lontar/credentials/errors'
import {
  encodeBase64Url,
  type JsonObject,
  type RandomBytes,
  randomBytes as secureRandomBytes,
} from '@lontar/credentials/jose'
import type { LivenessDetector } from '../liveness/liveness-detector.ts'
import type { RegistryFaceQuery } from '../registry/population-registry.ts'
import type { ServiceHealth } from '../resilient-call/create-resilient-call.ts'
import {
  type JsonService,
  type JsonServiceOptions,
  openJsonService,
} from '../resilient-call/open-json-service.ts'
import type { FaceComparison, FaceScale } from './face-comparison.ts'
import type { FaceMatcher } from './face-matcher.ts'
import { isFaceScore } from './face-score.ts'
import {
  encodeFrames,
  encodePicture,
  readVendorComparison,
  readVendorLiveness,
  readVendorVerification,
  type VendorComparison,
  type VendorExpectations,
} from './face-vendor-messages.ts'

/** How a vendor of face comparison is asked. `url` is the address under which its three paths are. */
export interface FaceVendorOptions extends JsonServiceOptions {
  /** Sent as a bearer token, and nowhere else. */
  readonly apiKey: string
  /** Name and version of the engine for which the threshold was chosen. Another engine's answer is none. */
  readonly engine: string
  /** What the engine's scores mean. */
  readonly scale: Exclude<FaceScale, 'distance'>
  /** The least score of a match, on `scale`. */
  readonly threshold: number
  /** The operator vouches that the comparison was tested independently; false by default, and never for a simulator. */
  readonly certifiedMatching?: boolean
  /** The operator vouches that the detector was tested by ISO/IEC 30107-3; false by default, and never for a simulator. */
  readonly certifiedLiveness?: boolean
  /**
   * Lets a simulator stand for a vendor of whom the two above are true, so that a whole registration can be tried. Its
   * evidence stays marked as simulated, and counts only under development. Says nothing of a vendor that is real; false
   * by default.
   */
  readonly dangerouslyCertifySimulator?: boolean
  /** Draws the reference of each question; the platform's secure generator by default. */
  readonly randomBytes?: RandomBytes
}

/** A vendor behind HTTP. */
export interface FaceVendor {
  /** True for a simulator. */
  readonly simulated: boolean
  /** Compares two pictures. */
  readonly matcher: FaceMatcher
  /** Judges a liveness recording. */
  readonly detector: LivenessDetector
  /** Compares a picture with the register's portrait, for `openRegistryClient`. */
  verifyFace(query: RegistryFaceQuery): Promise<FaceComparison>
  /** Whether it is asked at all at the moment, and why it last failed. */
  health(): ServiceHealth
}

/**
 * Opens an adapter for a vendor that speaks the contract of docs/face-vendor.md. Each question carries a reference, the
 * same in each repetition; the answer must return it. The adapter does not throw: without an answer that can be used the
 * decision is `unavailable`. It keeps no picture and logs nothing.
 *
 * @param options see `FaceVendorOptions`
 * @returns matcher, detector and comparison with the register, which share one circuit
 * @throws TypeError `ERR_INVALID_ARG_VALUE` for an address that is no URL, or a threshold that the scale does not have
 */
export function openFaceVendor(options: FaceVendorOptions): FaceVendor {
  const { engine, scale, threshold } = options
  if (!isFaceScore(threshold, scale)) throw invalidArgument('threshold must be a number of the scale')
  const service = openJsonService(options)
  const { simulated, health } = service
  const ask = createAsk(service, options)
  const mayVouch = !simulated || options.dangerouslyCertifySimulator === true
  const compared = ({ txn, value }: VendorAnswer<VendorComparison>): FaceComparison => ({
    ...(value ?? { decision: 'unavailable' }),
    ...{ scale, threshold, engine, simulated, txn },
    certified: options.certifiedMatching === true && mayVouch,
  })

  const matcher: FaceMatcher = {
    engine,
    compare: async (portrait, selfie, { signal } = {}) => {
      const pictures = { portrait: encodePicture(portrait), selfie: encodePicture(selfie) }
      return compared(await ask('compare', { ...pictures, scale, threshold }, readVendorComparison, signal))
    },
  }
  const verifyFace: FaceVendor['verifyFace'] = async ({ nik, image, consentRef }) => {
    const body = { nik, image: encodePicture(image), consentRef, scale, threshold }
    return compared(await ask('verify', body, readVendorVerification))
  }
  const certified = options.certifiedLiveness === true && mayVouch
  const detector = createDetector(ask, { engine, certified, simulated })
  return Object.freeze({ simulated, matcher, detector, verifyFace, health })
}

/** What came back, under the reference of the question. */
interface VendorAnswer<Value> {
  readonly txn: string
  readonly value: Value | undefined
}

type Ask = <Value>(
  path: string,
  body: JsonObject,
  read: (members: JsonObject, expected: VendorExpectations) => Value | undefined,
  signal?: AbortSignal,
) => Promise<VendorAnswer<Value>>

function createAsk(service: JsonService, options: FaceVendorOptions): Ask {
  const { engine, scale, threshold, randomBytes = secureRandomBytes } = options
  return async (path, body, read, signal) => {
    const txn = encodeBase64Url(randomBytes(15))
    const value = await service.ask({
      url: `${service.url.replace(/\/$/, '')}/${path}`,
      headers: { authorization: `Bearer ${options.apiKey}` },
      body: { transactionId: txn, ...body },
      read: (members) => read(members, { transactionId: txn, engine, scale, threshold }),
      signal,
    })
    return { txn, value }
  }
}

function createDetector(
  ask: Ask,
  marks: { readonly engine: string; readonly certified: boolean; readonly simulated: boolean },
): LivenessDetector {
  return {
    engine: marks.engine,
    judge: async (recording, { signal } = {}) => {
      const body = { captureId: recording.captureId, frames: encodeFrames(recording) }
      const { txn, value } = await ask('liveness', body, readVendorLiveness, signal)
      return { decision: value ?? 'unavailable', txn, ...marks }
    },
  }
}
