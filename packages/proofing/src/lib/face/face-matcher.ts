import type { FaceComparison } from './face-comparison.ts'

/** What may be set for one comparison. */
export interface FaceMatcherOptions {
  /** Ends the comparison early, which is then `unavailable`. */
  readonly signal?: AbortSignal
}

/**
 * Compares two faces, one to one. Images are the bytes of a JPEG or PNG file; no implementation keeps or logs one. Ask it
 * through `compareFaces`, which holds its answer to what the policy expects.
 */
export interface FaceMatcher {
  /** Name and version of the engine. */
  readonly engine: string
  /**
   * Compares the face of a document with the face of the person who is there.
   *
   * @param portrait - the face on the card or in the chip, with a margin around it
   * @param selfie - the person, best the frame that `answerLiveness` handed out
   * @returns the decision. An image that holds no face is `no_face`; whatever keeps the engine from deciding is
   *   `unavailable` and never a match
   */
  compare(portrait: Uint8Array, selfie: Uint8Array, options?: FaceMatcherOptions): Promise<FaceComparison>
}
