import { VerificationError } from '@lontar/credentials/errors'
import { startLiveness } from '../liveness/start-liveness.ts'
import { beginFaceStep } from './begin-face-step.ts'
import { type FaceChallenge, livenessPorts, toFaceChallenge } from './face-challenge.ts'
import type { RegistrationContent } from './registration-content.ts'
import { requireFaces } from './registration-faces.ts'
import type { RegistrationDoor, RegistrationOffice } from './registration-office.ts'
import { takeStep } from './take-step.ts'

/** How many challenges one registration gets, where its office says nothing. */
const defaultFaceChecks = 5

/**
 * Starts the check that the applicant is the holder of the card: asks for a first picture, to the front. It comes after the
 * fields, for a registration under review, and only under a consent to the item `face`. A new challenge ends the one
 * before; a check that was answered is not repeated.
 *
 * @returns the picture to take now, under a nonce that works once
 * @throws UnsupportedError `face_check_unavailable` when the office checks no faces
 * @throws VerificationError `consent_missing`, `consent_withdrawn`, `consent_receipt_invalid`, `processing_restricted`;
 *   `registration_unknown`, `registration_expired`, `registration_state_conflict`; `registration_limit_reached` too many
 *   challenges for one registration
 * @throws OperationError `transactions_full` of the store of challenges
 * @see UU 27/2022 article 4; ISO/IEC 30107-1, challenge-response
 */
export async function startFaceCheck(
  office: RegistrationOffice,
  { id, access }: RegistrationDoor,
): Promise<FaceChallenge> {
  const faces = requireFaces(office)
  const begin = (content: RegistrationContent) => countFaceCheck(office, content)
  await takeStep(office, { id, access, from: ['review'], begin }, async ({ record, content }) => {
    await beginFaceStep(office, record, content)
    return { state: record.state, content }
  })
  const { turns, lifetimeSeconds } = faces
  const step = await startLiveness({
    ...livenessPorts(office, faces),
    registrationId: id,
    ...(turns !== undefined && { turns }),
    ...(lifetimeSeconds !== undefined && { lifetimeSeconds }),
  })
  return toFaceChallenge(office, step)
}

/** Whether a registration has no challenge left. */
export function hasNoFaceChecksLeft(
  { limits }: RegistrationOffice,
  { faceChecks = 0 }: RegistrationContent,
): boolean {
  return faceChecks >= (limits?.maxFaceChecks ?? defaultFaceChecks)
}

function countFaceCheck(office: RegistrationOffice, content: RegistrationContent): RegistrationContent {
  if (hasNoFaceChecksLeft(office, content)) {
    throw new VerificationError('registration_limit_reached', 'Too many face checks for one registration.')
  }
  return { ...content, faceChecks: (content.faceChecks ?? 0) + 1 }
}
