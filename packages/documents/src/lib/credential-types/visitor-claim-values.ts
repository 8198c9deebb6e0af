import type { JsonObject } from '@lontar/credentials'
import { hasReachedAge } from '../calendar/age.ts'
import { type CalendarDate, isCalendarDate } from '../calendar/calendar-date.ts'
import { findIcaoState } from '../mrz/icao-states.ts'
import type { Passport } from '../passport/passport.ts'
import type { ClaimValues } from './claim-values.ts'
import { visitorAges } from './stated-ages.ts'

/** What `createVisitorClaimValues` needs. */
export interface VisitorClaimValuesInput {
  readonly passport: Passport
  /** The date at the issuer's place, on which the ages are true. */
  readonly today: CalendarDate
  /** Whether the chip of the passport was verified by signature. */
  readonly chipVerified: boolean
  readonly verification: JsonObject
}

/**
 * Derives every claim that a passport gives. Of a birth date that is not wholly known none is stated, and of the ages
 * only those that are true for the latest date that it can be. The portrait is not issued.
 */
export function createVisitorClaimValues(input: VisitorClaimValuesInput): ClaimValues {
  const { passport, today, chipVerified, verification } = input
  const { familyName, givenName, nationality, birthdate } = passport
  const country = countryOf(nationality)
  return {
    given_name: givenName,
    family_name: familyName,
    name: givenName === undefined ? familyName : `${givenName} ${familyName}`,
    name_truncated: passport.nameTruncated,
    birthdate: isCalendarDate(birthdate.known) ? birthdate.known : undefined,
    // ISO/IEC 5218
    sex: { unspecified: 0, male: 1, female: 2 }[passport.sex],
    nationalities: [country],
    citizenship_status: country === 'ID' ? 'WNI' : 'WNA',
    document_type: passport.documentCode.slice(0, 1),
    document_number: passport.documentNumber,
    document_issuing_state: passport.issuingState,
    date_of_expiry: passport.dateOfExpiry,
    ...ageValues(birthdate, today),
    chip_verified: chipVerified,
    verification,
  }
}

/** ISO 3166-1 alpha-2, `QS` for a stateless person and `QU` for whoever is of no country that is known (EU PID). */
function countryOf(nationality: string): string {
  return nationality === 'XXA' ? 'QS' : (findIcaoState(nationality)?.alpha2 ?? 'QU')
}

/** That somebody is younger is stated only of a date that is wholly known: of another it may be wrong. */
function ageValues({ known, latest }: Passport['birthdate'], today: CalendarDate): ClaimValues {
  if (latest === undefined) return {}
  const reached = visitorAges.map((age) => [age, hasReachedAge(latest, age, today)] as const)
  const stated = isCalendarDate(known) ? reached : reached.filter(([, is]) => is)
  return Object.fromEntries(stated.map(([age, is]) => [`age_equal_or_over.${age}`, is]))
}
