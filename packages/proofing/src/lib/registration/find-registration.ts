import { timingSafeEqual } from 'node:crypto'
import { VerificationError } from '@lontar/credentials/errors'
import { hashText } from '@lontar/credentials/jose'
import { nowAt, type RegistrationDoor, type RegistrationOffice } from './registration-office.ts'
import type { RegistrationRecord } from './registration-store.ts'

/**
 * Finds a registration whose time is not over, for whoever may act on it.
 *
 * @throws VerificationError `registration_unknown` no such registration, or another token; `registration_expired`
 */
export async function findRegistration(
  office: Pick<RegistrationOffice, 'store' | 'consents'>,
  { id, access }: RegistrationDoor,
): Promise<RegistrationRecord> {
  const record = await office.store.find(id)
  if (record === undefined || (access !== 'office' && !(await isTokenOf(record, access.token)))) {
    throw new VerificationError('registration_unknown', 'There is no such registration for this token.')
  }
  if (record.expiresAt <= nowAt(office)) {
    throw new VerificationError('registration_expired', 'The time of the registration is over.')
  }
  return record
}

async function isTokenOf({ tokenDigest }: RegistrationRecord, token: string): Promise<boolean> {
  const [known, given] = [Buffer.from(tokenDigest), Buffer.from(await hashText(token))]
  return known.length === given.length && timingSafeEqual(known, given)
}
