import { MalformedError, VerificationError } from '@lontar/credentials/errors'
import type { PopulationRegistry, RegistryFaceQuery } from '../registry/population-registry.ts'
import { withinTime } from '../resilient-call/within-time.ts'
import type { FaceComparison, FaceScale } from './face-comparison.ts'
import type { FaceMatcher } from './face-matcher.ts'
import { reachesThreshold } from './face-score.ts'
import { readFaceComparison } from './read-face-comparison.ts'
import { requireFaceImage } from './require-face-image.ts'

/** What a comparison of faces is held to. */
export interface FaceExpectations {
  /** What the threshold is a number of. A score of another scale is refused. */
  readonly expectedScale: FaceScale
  /** The least nearness that counts, for this one engine; numbers of engines cannot be compared. */
  readonly expectedThreshold: number
  /** How long the engine may take, in milliseconds; 20,000 by default. Silence is `unavailable`. */
  readonly timeoutMilliseconds?: number
}

/** What `compareFaces` needs. */
export interface CompareFacesInput extends FaceExpectations {
  /** Who compares. */
  readonly matcher: FaceMatcher
  /** The face of the document. */
  readonly portrait: Uint8Array
  /** The person who is there. */
  readonly selfie: Uint8Array
}

/** What `compareFaceWithRegistry` needs. */
export interface RegistryFaceInput extends FaceExpectations, RegistryFaceQuery {
  /** Who compares, if its agreement covers it. */
  readonly registry: PopulationRegistry
}

/**
 * Compares two faces and holds the answer to what the policy expects. A throw, silence, or an answer that cannot be read
 * or contradicts itself is `unavailable`; a match that the expected threshold does not cover is `no_match`.
 *
 * @param input see `CompareFacesInput`
 * @returns the comparison
 * @throws MalformedError `face_image_malformed` for what is no JPEG or PNG file of at most 1 MiB, when nothing was asked, or
 *   cannot be decoded
 * @throws VerificationError `face_score_incomparable` when the engine speaks of another scale
 */
export async function compareFaces(input: CompareFacesInput): Promise<FaceComparison> {
  const { matcher, portrait, selfie } = input
  requireFaceImage(portrait)
  requireFaceImage(selfie)
  return await compare((signal) => matcher.compare(portrait, selfie, { signal }), matcher.engine, input)
}

/**
 * Lets the register compare a face with its own portrait, as `compareFaces` does. A register that cannot is
 * `unavailable`.
 *
 * @param input see `RegistryFaceInput`
 * @returns the comparison
 * @throws MalformedError `face_image_malformed` as `compareFaces`
 * @throws VerificationError `face_score_incomparable` as `compareFaces`
 */
export async function compareFaceWithRegistry(input: RegistryFaceInput): Promise<FaceComparison> {
  const { registry, nik, image, consentRef } = input
  requireFaceImage(image)
  return await compare(async () => registry.verifyFace?.({ nik, image, consentRef }), 'registry', input)
}

async function compare(
  work: (signal: AbortSignal) => Promise<unknown>,
  engine: string,
  expectations: FaceExpectations,
): Promise<FaceComparison> {
  const { expectedScale, expectedThreshold, timeoutMilliseconds = 20_000 } = expectations
  const ended = await withinTime(
    async (signal) => ({ value: await work(signal) }),
    timeoutMilliseconds,
    undefined,
  ).catch(withoutAnswer)
  const comparison = 'value' in ended ? readFaceComparison(ended.value) : undefined
  if (comparison === undefined) {
    const marks = { certified: false, simulated: false, engine, txn: '' }
    return { decision: 'unavailable', scale: expectedScale, threshold: expectedThreshold, ...marks }
  }
  return holdTo(comparison, expectations)
}

/** A picture that cannot be decoded can be taken again. Whatever else was thrown may quote one, and goes no further. */
function withoutAnswer(error: unknown): { readonly failure: 'malformed' } {
  if (error instanceof MalformedError && error.code === 'face_image_malformed') throw error
  return { failure: 'malformed' }
}

/** An engine that was told to be less strict than the policy is judged again by its score, and not believed without one. */
function holdTo(comparison: FaceComparison, expectations: FaceExpectations): FaceComparison {
  const { expectedScale, expectedThreshold } = expectations
  const { decision, scale, score, threshold } = comparison
  if (scale !== expectedScale) {
    throw new VerificationError('face_score_incomparable', 'The engine compares faces on another scale.')
  }
  if (decision !== 'match') return comparison
  const nearness = score ?? threshold
  return reachesThreshold(nearness, expectedThreshold, scale)
    ? comparison
    : { ...comparison, decision: 'no_match' }
}
