import type { LivenessPorts, LivenessStep } from '../liveness/liveness-challenge.ts'
import type { RegistrationFaces } from './registration-faces.ts'
import { nowAt, type RegistrationOffice } from './registration-office.ts'

/** A picture that is asked for. */
export interface FaceChallenge extends LivenessStep {
  /** The clock of the office, by which `expiresAt` is meant. */
  readonly serverTime: Date
}

/** A step of a challenge, with the clock that it is measured by. */
export function toFaceChallenge(office: RegistrationOffice, step: LivenessStep): FaceChallenge {
  return { ...step, serverTime: nowAt(office) }
}

/** The store of challenges, with clock and randomness of the office. */
export function livenessPorts(
  office: RegistrationOffice,
  { challenges: store }: RegistrationFaces,
): LivenessPorts {
  const { randomBytes } = office.consents
  return { store, now: () => nowAt(office), ...(randomBytes && { randomBytes }) }
}
