import { invalidArgument } from '@lontar/credentials/errors'
import { randomToken } from '@lontar/credentials/jose'

/** Reviews that wait for an answer, each under a name that cannot be guessed. */
export interface OpenReviews<Review> {
  /** Keeps a review; where too many wait, the oldest is forgotten. */
  keep(review: Review): string
  /**
   * The review of a name.
   *
   * @throws TypeError `ERR_INVALID_ARG_VALUE` when there is none, or no longer.
   */
  require(reviewId: string): Review
  /** Forgets a review once it is answered. */
  forget(reviewId: string): void
}

/** What bounds them. */
export interface OpenReviewsOptions {
  /** The clock. */
  readonly now: () => Date
  /** How long a review waits, in seconds; 600 by default. */
  readonly lifeSeconds?: number
  /** How many wait; 100 by default. */
  readonly maxOpen?: number
}

/** Keeps reviews that a caller from afar can name and not hold. */
export function createOpenReviews<Review>({
  now,
  lifeSeconds = 600,
  maxOpen = 100,
}: OpenReviewsOptions): OpenReviews<Review> {
  const open = new Map<string, { readonly review: Review; readonly endsAt: number }>()
  const dropEnded = () => {
    for (const [reviewId, { endsAt }] of open) if (endsAt <= now().getTime()) open.delete(reviewId)
  }
  return {
    keep(review) {
      dropEnded()
      const [oldest] = open.keys()
      if (open.size >= maxOpen && oldest !== undefined) open.delete(oldest)
      const reviewId = randomToken()
      open.set(reviewId, { review, endsAt: now().getTime() + lifeSeconds * 1_000 })
      return reviewId
    },
    require(reviewId) {
      dropEnded()
      const found = open.get(reviewId)
      if (found === undefined) throw invalidArgument('There is no such review, or no longer.')
      return found.review
    },
    forget: (reviewId) => void open.delete(reviewId),
  }
}
