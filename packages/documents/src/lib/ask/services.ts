import type { LocalizedText } from '@lontar/credentials'
import type { AskCondition } from './ask.ts'

/** A need of a service that no ask can say: neither DCQL nor a condition of ours has a word for it. */
export interface UnsupportedNeed {
  /** A short name. */
  readonly code: 'driving_licence'
  /** What the asker has to do instead. */
  readonly text: LocalizedText
}

/** A service of the register: the most that may be asked for it. */
export interface Service {
  /** Claims that it asks of everyone; empty for one that makes no request. */
  readonly request: readonly string[]
  /** What must hold of every answer. Their claims are asked for too. */
  readonly conditions: readonly AskCondition[]
  /**
   * Claims that decide something by their value: a tariff, a class of age, a margin that depends on the day of travel. No
   * condition of the register fixes one; an ask may, with a value of its own.
   */
  readonly decidedBy: readonly string[]
  /** Claims beyond the request, by what they are for. */
  readonly optional: Readonly<Record<string, readonly string[]>>
  /** What the service needs and an ask cannot say. */
  readonly unsupported: readonly UnsupportedNeed[]
}

const nik = 'personal_administrative_number'
const ages = ['age_equal_or_over.17', 'age_equal_or_over.18', 'age_equal_or_over.21', 'age_equal_or_over.60']
const passport = [
  'birthdate',
  'sex',
  'nationalities',
  'document_number',
  'document_issuing_state',
  'date_of_expiry',
]
const residentOfNtt: AskCondition = { claim: 'residence_province_code', equals: '53' }

const nothing: Service = { request: [], conditions: [], decidedBy: [], optional: {}, unsupported: [] }

/** What each service may ask, own design after the law that each rests on; a service asks no more than its need. */
export const services: Readonly<Record<string, Service>> = {
  pulsa: nothing,
  // Anyone may pay for any meter; a subsidy or a change of name may need the NIK.
  pln: { ...nothing, optional: { subsidy: [nik] } },
  pbb: { ...nothing, optional: { own_records: ['name', 'residence_regency_code'] } },
  pkb: { ...nothing, request: ['name', nik], conditions: [residentOfNtt] },
  npwp: { ...nothing, request: ['name', nik] },
  hotel_wni: {
    ...nothing,
    request: ['name', 'age_equal_or_over.18'],
    conditions: [{ claim: 'age_equal_or_over.18', equals: true }],
    optional: { guest_book: ['address.locality'] },
  },
  hotel_wna: {
    ...nothing,
    request: ['name', ...passport],
    conditions: [{ claim: 'date_of_expiry', notBefore: 'today' }],
  },
  flight_dom: { ...nothing, request: ['name'], decidedBy: ages, optional: { check_in: ['picture'] } },
  // Carriers want a passport that is good for six months after the day of travel, which each ask reckons by itself.
  flight_intl: {
    ...nothing,
    request: ['given_name', 'family_name', ...passport],
    decidedBy: ['date_of_expiry'],
  },
  car_rental: {
    ...nothing,
    request: ['name', 'age_equal_or_over.21'],
    conditions: [{ claim: 'age_equal_or_over.21', equals: true }],
    optional: { guarantee: ['picture', 'residence_regency_code'] },
    unsupported: [
      {
        code: 'driving_licence',
        text: {
          id: 'SIM adalah kredensial lain; mintalah SIM itu sendiri.',
          en: 'A driving licence is another credential; see the licence itself.',
        },
      },
    ],
  },
  komodo: { ...nothing, request: ['citizenship_status'], decidedBy: ['citizenship_status'] },
  local_ticket: { ...nothing, request: ['residence_province_code'], conditions: [residentOfNtt] },
  tour: {
    ...nothing,
    request: ['name', 'sex', 'age_equal_or_over.17'],
    optional: { boat_manifest: ['birthdate', 'nationalities'] },
  },
  gov_ntt: {
    ...nothing,
    request: ['name', 'residence_regency_code', nik],
    conditions: [residentOfNtt],
  },
}

/** Every claim that a service may ask for: its request, what decides it, and its optional sets, each once. */
export function claimsOfService({ request, conditions, decidedBy, optional }: Service): readonly string[] {
  const ofConditions = conditions.map(({ claim }) => claim)
  return [...new Set([...request, ...ofConditions, ...decidedBy, ...Object.values(optional).flat()])]
}

/**
 * Services of the asker's own that the register does not know, by name, and the most that each may ask. To write them
 * down is the asker's promise; the register itself knows only what a law or a contract needs.
 */
export type OwnServices = Readonly<Record<string, readonly string[]>>

/** Claims that only a registered service may ask: they identify for life, or are biometric (UU 27/2022 article 4). */
const registeredOnly = [nik, 'picture']

/**
 * Tells whether a service may ask for a claim. One that is neither registered nor among the asker's own may ask for
 * nothing.
 */
export function mayAsk(service: string, claim: string, ownServices: OwnServices = {}): boolean {
  const registered = Object.hasOwn(services, service) ? services[service] : undefined
  if (registered !== undefined) return claimsOfService(registered).includes(claim)
  if (!Object.hasOwn(ownServices, service) || registeredOnly.includes(claim)) return false
  return ownServices[service]?.includes(claim) === true
}
