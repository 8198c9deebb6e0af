import type { SignedVerifiedIdentity } from '@lontar/documents/verified-identity'
import { findRegistration } from './find-registration.ts'
import { type Registration, toRegistration } from './registration.ts'
import { decodeRegistrationContent } from './registration-content.ts'
import { nowAt, type RegistrationDoor, type RegistrationOffice } from './registration-office.ts'

/**
 * Says where a registration stands; it changes nothing.
 *
 * @throws VerificationError `registration_unknown` no such registration, or another token; `registration_expired`
 */
export async function registrationStatus(
  office: Pick<RegistrationOffice, 'store' | 'consents'>,
  door: RegistrationDoor,
): Promise<Registration> {
  return toRegistration(await findRegistration(office, door))
}

/**
 * The signed identity of an accepted registration, for the issuer: for 10 minutes after the decision, and an issuer takes
 * it once. It is of the office and never of the applicant.
 *
 * @param id of the registration
 * @returns the identity; `undefined` when there is none, or no longer
 * @throws VerificationError `registration_unknown`, `registration_expired`
 */
export async function registrationIdentity(
  office: RegistrationOffice,
  id: string,
): Promise<SignedVerifiedIdentity | undefined> {
  const record = await findRegistration(office, { id, access: 'office' })
  if (record.contentUntil <= nowAt(office)) return undefined
  return decodeRegistrationContent(record.content).identity
}
