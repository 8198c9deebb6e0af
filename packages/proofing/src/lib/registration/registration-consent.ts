import { VerificationError } from '@lontar/credentials/errors'
import { bindConsent } from '../consent/bind-consent.ts'
import { type ConsentDoor, requireConsent } from '../consent/check-consent.ts'
import type { ConsentReceipt } from '../consent/consent-receipt.ts'
import { receiptKeptUntil } from '../consent/record-consent.ts'
import { verifyConsentReceipt } from '../consent/verify-consent-receipt.ts'
import { nowAt, type RegistrationOffice } from './registration-office.ts'

/**
 * The consent of a registration, as long as it is in force.
 *
 * @throws VerificationError `consent_missing`, `consent_receipt_invalid`, `consent_withdrawn`
 */
export async function consentInForce(office: RegistrationOffice, consentId: string): Promise<ConsentReceipt> {
  const { records, expectedKeys } = doorOf(office)
  const record = await records.find(consentId)
  if (record === undefined)
    throw new VerificationError('consent_missing', 'There is no receipt of the consent.')
  if (record.withdrawnAt !== undefined) {
    throw new VerificationError('consent_withdrawn', 'The consent was withdrawn.')
  }
  return await verifyConsentReceipt(record.receipt, { expectedKeys })
}

/** Where the consents of an office are looked up. */
export function doorOf({ consents: { records, signer } }: RegistrationOffice): ConsentDoor {
  return { records, expectedKeys: [signer.publicJwk] }
}

/** The fields that a consent covers: the blood type is specific data of its own (UU 27/2022 article 4). */
export function fieldsUnder<Value>(
  { items }: ConsentReceipt,
  fields: Readonly<Record<string, Value>>,
): Readonly<Record<string, Value>> {
  if (items.some(({ item }) => item === 'blood_type')) return fields
  const { golDarah: _, ...others } = fields
  return others
}

/**
 * Binds the consent to the person, and checks that it covers asking the registry.
 *
 * @throws VerificationError the first failure of `checkConsent`; what `bindConsent` throws
 */
export async function requireConsentOf(
  office: RegistrationOffice,
  consentId: string,
  nik: string,
): Promise<ConsentReceipt> {
  await bindConsent(office.consents, consentId, { nik })
  const needs = { document: { nik }, items: ['identity', 'registry'], isChild: false } as const
  return await requireConsent(doorOf(office), consentId, needs)
}

/** Records which identity came from a consent, before the identity is handed out. */
export async function recordDecided(
  office: RegistrationOffice,
  consentId: string,
  identityJti: string,
): Promise<void> {
  const decidedAt = nowAt(office)
  const keptUntil = receiptKeptUntil(decidedAt)
  await office.consents.records.recordProofing({ consentId, identityJti, decidedAt, keptUntil })
}
