import type { ConsentDoor } from '../consent/check-consent.ts'
import type { ConsentReceipt } from '../consent/consent-receipt.ts'
import { isAgreed } from '../consent/is-agreed.ts'
import type { RegistrationOffice } from './registration-office.ts'

/** Where the consents of an office are looked up. */
export function doorOf({ consents: { records, signer } }: RegistrationOffice): ConsentDoor {
  return { records, expectedKeys: [signer.publicJwk] }
}

/** The fields that a consent covers: the blood type is specific data of its own (UU 27/2022 article 4). */
export function fieldsUnder<Value>(
  consent: ConsentReceipt,
  fields: Readonly<Record<string, Value>>,
): Readonly<Record<string, Value>> {
  if (isAgreed(consent, 'blood_type')) return fields
  const { golDarah: _, ...others } = fields
  return others
}
