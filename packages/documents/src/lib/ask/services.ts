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

/**
 * Services of the asker's own that the register does not know, by name, and the most that each may ask. To write them
 * down is the asker's promise; the register itself knows only what a law or a contract needs.
 */
export type OwnServices = Readonly<Record<string, readonly string[]>>

/** Claims that only a registered service may ask: they identify for life, or are biometric (UU 27/2022 article 4). */
const registeredOnly = ['personal_administrative_number', 'picture']

/**
 * Tells whether a service may ask for a claim. One that is neither registered nor among the asker's own may ask for
 * nothing.
 */
export function mayAsk(service: string, claim: string, ownServices: OwnServices = {}): boolean {
  if (Object.hasOwn(services, service)) return services[service]?.claims.includes(claim) === true
  if (!Object.hasOwn(ownServices, service) || registeredOnly.includes(claim)) return false
  return ownServices[service]?.includes(claim) === true
}
