import { VerificationError } from '@lontar/credentials/errors'
import { requireConsent } from '../consent/check-consent.ts'
import type { ConsentReceipt } from '../consent/consent-receipt.ts'
import { findRegistration } from './find-registration.ts'
import { isFaceCheckSettled } from './is-face-check-settled.ts'
import { type OpenCase, openCase } from './open-case.ts'
import { doorOf } from './registration-consent.ts'
import { decodeRegistrationContent, type RegistrationContent } from './registration-content.ts'
import { requireFaces } from './registration-faces.ts'
import type { RegistrationDoor, RegistrationOffice } from './registration-office.ts'
import type { RegistrationRecord } from './registration-store.ts'

/** What a face may be looked at for. */
export interface FaceStep {
  /** The case whose evidence the check adds to. */
  readonly open: OpenCase
  /** The consent, which covers a face. */
  readonly consent: ConsentReceipt
}

/**
 * Says whether anything of a face may be taken in, before it is: an office that checks faces, a registration under
 * review whose check is not answered, and a consent to faces that is in force.
 *
 * @throws UnsupportedError `face_check_unavailable`
 * @throws VerificationError what `findRegistration` throws; `registration_state_conflict`; the first failure of
 *   `checkConsent`, such as `consent_missing` without the item `face`
 * @see UU 27/2022 articles 4 and 22
 */
export async function requireFaceStep(office: RegistrationOffice, door: RegistrationDoor): Promise<void> {
  requireFaces(office)
  const record = await findRegistration(office, door)
  await beginFaceStep(office, record, decodeRegistrationContent(record.content))
}

/** The same for a step that was begun. */
export async function beginFaceStep(
  office: RegistrationOffice,
  { consentId }: Pick<RegistrationRecord, 'consentId'>,
  content: RegistrationContent,
): Promise<FaceStep> {
  const open = openCase(content)
  if (isFaceCheckSettled(open.evidence)) {
    throw new VerificationError('registration_state_conflict', 'The face check was answered.')
  }
  const { nik } = open.document.card
  const needs = { document: { nik }, items: ['identity', 'registry', 'face'], isChild: false } as const
  return { open, consent: await requireConsent(doorOf(office), consentId, needs) }
}
