/** How the head is held, from the person's own point of view. */
export type HeadPose = 'front' | 'left' | 'right' | 'up' | 'down'

/** What a detector found. Only `live` is presence. */
export type LivenessDecision = 'live' | 'not_live' | 'unavailable'

/** The outcome of a liveness challenge, which may be kept as evidence: it holds no image and no claim value. */
export interface LivenessResult {
  /** `unavailable` when the detector gave no answer that can be used. */
  readonly decision: LivenessDecision
  /** Name and version of the detector. */
  readonly engine: string
  /**
   * True when the operator vouches that the detector was tested by ISO/IEC 30107-3. Without it the result never
   * raises a level.
   */
  readonly certified: boolean
  /** True for a simulator; such evidence counts only under development. */
  readonly simulated: boolean
  /** The detector's reference, else the challenge's id. */
  readonly txn: string
}
