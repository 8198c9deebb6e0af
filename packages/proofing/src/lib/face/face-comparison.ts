/** What a comparison of faces came to. Only `match` is one. */
export type FaceDecision = 'match' | 'no_match' | 'no_face' | 'unavailable'

/**
 * What a score means: `similarity` 0 to 1 and `percent` 0 to 100, where more is nearer, or `distance`, 0 or more,
 * where less is nearer. Scores of different engines cannot be compared, whatever their scale.
 */
export type FaceScale = 'similarity' | 'percent' | 'distance'

/** The outcome of a comparison, which may be kept as evidence: it holds no image and no claim value. */
export interface FaceComparison {
  /** `unavailable` when the engine gave no answer that can be used. */
  readonly decision: FaceDecision
  /** On `scale`; absent when nothing was compared, or when the engine gives no number. */
  readonly score?: number
  /** What `score` and `threshold` mean. */
  readonly scale: FaceScale
  /** The score from which the engine was told to speak of a match. */
  readonly threshold: number
  /** Name and version of the engine. */
  readonly engine: string
  /**
   * True when the operator vouches that the engine was tested independently (ISO/IEC 19795, NIST SP 800-63A-4). A
   * face that was compared without it never raises a level.
   */
  readonly certified: boolean
  /** True for a simulator; such evidence counts only under development. */
  readonly simulated: boolean
  /** The engine's reference of this comparison; empty when there is none. */
  readonly txn: string
}
