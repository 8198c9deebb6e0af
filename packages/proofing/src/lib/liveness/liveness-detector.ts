import type { HeadPose, LivenessResult } from './liveness-result.ts'

/** One answer of the person: the pose that was asked, and the picture that was taken. */
export interface LivenessFrame {
  /** What the person was asked to do. */
  readonly pose: HeadPose
  /** The bytes of a JPEG or PNG file. */
  readonly image: Uint8Array
}

/** A whole answered challenge. The first frame is `front`: the selfie. */
export interface LivenessRecording {
  /** The capture's own id, by which the detector's record can be found again. */
  readonly captureId: string
  /** In the order in which they were asked. */
  readonly frames: readonly LivenessFrame[]
}

/** Judges whether a living person answered a challenge: a certified vendor, or the reference. It keeps no image. */
export interface LivenessDetector {
  /** Name and version of the detector. */
  readonly engine: string
  /**
   * Judges a recording whose order and time were checked already.
   *
   * @returns `live` only when every frame shows the pose that was asked, by one and the same living person
   */
  judge(recording: LivenessRecording, options?: { readonly signal?: AbortSignal }): Promise<LivenessResult>
}
