/** One finding of the doctor. */
export interface Finding {
  /** What was looked at. */
  readonly id: string
  /** False when something has to be mended. */
  readonly ok: boolean
  /** True for what cannot be mended here, and must be known all the same. */
  readonly warning?: true
  /** The code of what was found. */
  readonly code?: string
  /** What was found, in the language of the invocation. */
  readonly detail: string
}
