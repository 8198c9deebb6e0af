import { UnsupportedError } from '@lontar/credentials/errors'
import type { FaceExpectations } from '../face/compare-faces.ts'
import type { FaceMatcher } from '../face/face-matcher.ts'
import type { LivenessDetector } from '../liveness/liveness-detector.ts'
import type { LivenessStore } from '../liveness/liveness-store.ts'
import type { RegistrationOffice } from './registration-office.ts'

/** How the portrait that is printed on the card is compared. Whatever comes of it raises doubts and never a level. */
export interface CardFaces extends FaceExpectations {
  /** Who compares: a vendor, or the reference. */
  readonly matcher: FaceMatcher
  /**
   * Finds the portrait in the picture of the card.
   *
   * @param card the bytes of the picture; they are zeros afterwards
   * @returns the bytes of a JPEG or PNG file of at most 1 MiB; `undefined` when there is none to be found
   */
  portraitOf(card: Uint8Array): Promise<Uint8Array | undefined>
}

/** How an office finds out that the person who registers is the holder of the card. */
export interface RegistrationFaces {
  /** Where challenges wait for their answers: one for all registrations, such as `createMemoryLivenessStore`. */
  readonly challenges: LivenessStore
  /** Judges whether a living person answered. */
  readonly detector: LivenessDetector
  /** What the registry's comparison with its own portrait is held to; without it the registry is not asked. */
  readonly registry?: FaceExpectations
  /** How the portrait on the card is compared; without it it is not. It takes an office that keeps the picture. */
  readonly card?: CardFaces
  /** How often the head is turned, 1 to 7; 3 by default. */
  readonly turns?: number
  /** The most time for one picture, from its question to its arrival, in milliseconds; 10,000 by default. */
  readonly maxStepMilliseconds?: number
  /** How long a whole challenge may take, in seconds; 60 by default. */
  readonly lifetimeSeconds?: number
}

/**
 * How the office checks faces.
 *
 * @throws UnsupportedError `face_check_unavailable` when it does not
 */
export function requireFaces({ faces }: RegistrationOffice): RegistrationFaces {
  if (faces !== undefined) return faces
  throw new UnsupportedError('face_check_unavailable', 'This office compares no faces.')
}
