import type { KtpKey } from '@lontar/documents/ktp'
import type { DecisionReason } from '../decision/decision.ts'
import { toDecisionReason } from '../decision/to-decision-reason.ts'
import type { ReadField } from '../reader/card-reading.ts'
import { fieldWarning } from '../reader/field-warning.ts'
import { decodeRegistrationContent, type KeptField } from './registration-content.ts'
import type { RegistrationRecord, RegistrationState } from './registration-store.ts'

/** What the applicant may know of a registration. */
export interface Registration {
  /** Its id. */
  readonly id: string
  /** Where it stands. */
  readonly state: RegistrationState
  /** What was read of the card, to be confirmed or corrected; absent before and after. */
  readonly fields?: { readonly [key in KtpKey]?: ReadField }
  /** What stands in the way, each with its code and texts; empty as long as nothing was decided. */
  readonly reasons: readonly DecisionReason[]
  /** From then on it is unknown. */
  readonly expiresAt: Date
}

/** What an applicant may know of a record. */
export function toRegistration(record: RegistrationRecord): Registration {
  const { reading, reasons = [] } = decodeRegistrationContent(record.content)
  return {
    id: record.id,
    state: record.state,
    ...(reading !== undefined && { fields: toFields(reading) }),
    reasons: reasons.map(toDecisionReason),
    expiresAt: record.expiresAt,
  }
}

function toFields(reading: { readonly [key in KtpKey]?: KeptField }): Registration['fields'] & object {
  return Object.fromEntries(
    Object.entries(reading).map(([key, { text, confidence, warning }]) => [
      key,
      { text, confidence, ...(warning !== undefined && { warning: fieldWarning(warning) }) },
    ]),
  )
}
