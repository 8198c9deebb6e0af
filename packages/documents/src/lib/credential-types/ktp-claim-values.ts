import type { JsonObject } from '@lontar/credentials'
import { hasReachedAge } from '../calendar/age.ts'
import type { CalendarDate } from '../calendar/calendar-date.ts'
import type { KtpCard } from '../ktp/ktp-card.ts'
import type { ClaimValues } from './claim-values.ts'
import { statedAges } from './stated-ages.ts'

/** What `createKtpClaimValues` needs. */
export interface KtpClaimValuesInput {
  readonly ktp: KtpCard
  /** The date in the holder's zone, on which the ages are true. */
  readonly today: CalendarDate
  readonly issuingAuthority: string
  readonly issuingJurisdiction: string | undefined
  readonly verification: JsonObject
}

/**
 * Derives every claim that a card gives. Residence comes from the card's header and never from the NIK; religion,
 * marital status, blood type, occupation and portrait are not issued.
 */
export function createKtpClaimValues(input: KtpClaimValuesInput): ClaimValues {
  const { ktp } = input
  return {
    name: ktp.name,
    birthdate: ktp.birthdate,
    'place_of_birth.locality': ktp.placeOfBirth,
    // ISO/IEC 5218
    sex: ktp.sex === 'male' ? 1 : 2,
    // A foreigner's card names the country and no code, and a name is not made into one here.
    nationalities: ktp.citizenship === 'WNI' ? ['ID'] : undefined,
    citizenship_status: ktp.citizenship,
    ...addressValues(ktp),
    residence_province_code: ktp.province.code,
    residence_regency_code: ktp.regency.code,
    ...ageValues(ktp.birthdate, input.today),
    personal_administrative_number: ktp.nik,
    // The only mask of a NIK that shows no region, birth date or sex.
    nik_last4: ktp.nik.slice(-4),
    ...validityValues(ktp),
    date_of_issuance: ktp.dateOfIssue,
    issuing_authority: input.issuingAuthority,
    issuing_country: 'ID',
    issuing_jurisdiction: input.issuingJurisdiction,
    verification: input.verification,
  }
}

/** A citizen's card is valid for life also where it prints a date; a foreigner's ends with the stay permit. */
function validityValues({ citizenship, validity }: KtpCard): ClaimValues {
  if (citizenship === 'WNI') return { document_validity: 'lifetime' }
  return { document_validity: 'dated', date_of_expiry: validity.until }
}

function addressValues(ktp: KtpCard): ClaimValues {
  return {
    'address.region': ktp.province.name,
    'address.locality': ktp.regency.name,
    'address.district': ktp.district,
    'address.village': ktp.village,
    'address.rt_rw': ktp.rtRw,
    'address.street_address': ktp.streetAddress,
    'address.country': 'ID',
  }
}

function ageValues(birthdate: CalendarDate, today: CalendarDate): ClaimValues {
  return Object.fromEntries(
    statedAges.map((age) => [`age_equal_or_over.${age}`, hasReachedAge(birthdate, age, today)]),
  )
}
