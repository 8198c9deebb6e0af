import type { KtpCard } from '@lontar/documents/ktp'
import { type ConsentDoor, requireConsent } from '../consent/check-consent.ts'
import { askRegistry } from '../registry/ask-registry.ts'
import type { PopulationRegistry, RegistryElement, RegistryState } from '../registry/population-registry.ts'
import { ktpElements } from './ktp-elements.ts'

/** What `recheckKtp` needs. */
export interface RecheckKtpInput {
  /** What the credential was made from, as read by `parseKtp`. */
  readonly ktp: KtpCard
  /** The door to the population register. */
  readonly registry: PopulationRegistry
  /** The id of the receipt under which the person is asked about; passed on to the registry. */
  readonly consentRef: string
  /** Where the receipt lies: nothing is asked unless it is there, of this person, in force, and covers `registry_recheck`. */
  readonly consents: ConsentDoor
  /** How long the registry may take, in milliseconds; 10,000 by default. */
  readonly registryTimeoutMilliseconds?: number
}

/**
 * How a person stands since: `unchanged`; `changed` where an element is denied; `dead`, `duplicate` and `inactive`;
 * `not_found` where the register does not know the number (any more); `unavailable` where it gave no answer, which says
 * nothing about anybody.
 */
export type RecheckFinding =
  | 'unchanged'
  | 'changed'
  | 'dead'
  | 'duplicate'
  | 'inactive'
  | 'not_found'
  | 'unavailable'

/** What the register said of one person, without a value of the card. */
export interface KtpRecheck {
  /** How the person stands. */
  readonly finding: RecheckFinding
  /** The elements that it denies; `province` for who moved out of it. */
  readonly denied: readonly RegistryElement[]
  /** The register's reference; empty when there was none. */
  readonly txn: string
}

/**
 * Asks the register again about the holder of a credential, with the purpose `status_recheck`. It decides nothing: what
 * follows from a finding is for an officer, or for whoever calls.
 *
 * @param input see `RecheckKtpInput`
 * @returns what the register said; it does not throw for a register that is silent
 * @throws VerificationError what `requireConsent` throws; then nothing was asked
 */
export async function recheckKtp(input: RecheckKtpInput): Promise<KtpRecheck> {
  const { ktp, registry, consentRef, consents, registryTimeoutMilliseconds = 10_000 } = input
  const { nik } = ktp
  await requireConsent(consents, consentRef, {
    document: { nik },
    items: ['registry_recheck'],
    isChild: false,
  })
  const query = { nik, elements: ktpElements(ktp), consentRef, purpose: 'status_recheck' }
  const { state, fields, txn } = await askRegistry(registry, query, registryTimeoutMilliseconds)
  const denied = elements.filter((element) => fields[element]?.match === false)
  return { finding: findingOf(state, denied), denied, txn }
}

const elements: readonly RegistryElement[] = [
  'name',
  'birthplace',
  'birthdate',
  'sex',
  'province',
  'regency',
  'citizenship',
]

function findingOf(state: RegistryState, denied: readonly RegistryElement[]): RecheckFinding {
  if (state === 'active') return denied.length === 0 ? 'unchanged' : 'changed'
  return state === 'bad_format' ? 'not_found' : state
}
