/** A service of the register: the most that may be asked for it. */
export interface Service {
  /** Claims of the request, of the conditions that decide it, and of its optional sets. */
  readonly claims: readonly string[]
}

const ages = ['age_equal_or_over.17', 'age_equal_or_over.18', 'age_equal_or_over.21', 'age_equal_or_over.60']
const passport = [
  'birthdate',
  'sex',
  'nationalities',
  'document_number',
  'document_issuing_state',
  'date_of_expiry',
]

/** What each service may ask, own design after the law that each rests on; a service asks no more than its need. */
export const services: Readonly<Record<string, Service>> = {
  pulsa: { claims: [] },
  // A subsidy or a change of name may need the NIK.
  pln: { claims: ['personal_administrative_number'] },
  // The owner's own records.
  pbb: { claims: ['name', 'residence_regency_code'] },
  pkb: { claims: ['name', 'personal_administrative_number', 'residence_province_code'] },
  npwp: { claims: ['name', 'personal_administrative_number'] },
  hotel_wni: { claims: ['name', 'age_equal_or_over.18', 'address.locality'] },
  hotel_wna: { claims: ['name', ...passport] },
  flight_dom: { claims: ['name', ...ages, 'picture'] },
  flight_intl: { claims: ['given_name', 'family_name', ...passport] },
  car_rental: { claims: ['name', 'age_equal_or_over.21', 'picture', 'residence_regency_code'] },
  komodo: { claims: ['citizenship_status'] },
  local_ticket: { claims: ['residence_province_code'] },
  tour: { claims: ['name', 'sex', 'age_equal_or_over.17', 'birthdate', 'nationalities'] },
  gov_ntt: {
    claims: ['name', 'residence_regency_code', 'personal_administrative_number', 'residence_province_code'],
  },
}

/** Claims that only a registered service may ask: they identify for life, or are biometric (UU 27/2022 article 4). */
const registeredOnly = ['personal_administrative_number', 'picture']

/** True when a service may ask for a claim. A service that is not registered may ask for all but NIK and portrait. */
export function mayAsk(service: string, claim: string): boolean {
  const registered = Object.hasOwn(services, service) ? services[service] : undefined
  return registered === undefined ? !registeredOnly.includes(claim) : registered.claims.includes(claim)
}
