import { findKtpInconsistencies, type KtpCard } from '@lontar/documents/ktp'
import type { CheckApplicantInput } from '../decision/check-applicant.ts'
import type { UndecidedEvidence } from '../officer/proofing-case.ts'
import { askRegistry } from '../registry/ask-registry.ts'
import type { PopulationRegistry } from '../registry/population-registry.ts'
import { ktpElements } from './ktp-elements.ts'

/** What `checkKtp` judges. */
export interface CheckKtpInput extends Omit<CheckApplicantInput, 'document' | 'evidence'> {
  /** The card as read by `parseKtp`. */
  readonly ktp: KtpCard
  /** How it came in: `typed` by default, or `read` from an image and confirmed by the applicant. */
  readonly source?: 'typed' | 'read'
  /** The door to the population register. */
  readonly registry: PopulationRegistry
  /** The receipt of the applicant's consent; passed on to the registry, which is not asked without one. */
  readonly consentRef: string
  /** What else was found, such as faces and liveness; nothing by default. */
  readonly evidence?: readonly UndecidedEvidence[]
  /** How long the registry may take, in milliseconds; 10000 by default. Silence is `registry_unavailable`. */
  readonly registryTimeoutMilliseconds?: number
}

/** Looks over the card and asks the registry about every element of it. */
export async function collectKtpEvidence(input: CheckKtpInput): Promise<readonly UndecidedEvidence[]> {
  const { ktp, source = 'typed', consentRef, evidence = [], policy, now } = input
  const findings = findKtpInconsistencies(ktp, { now, timeZone: policy.timeZone })
  return [
    { kind: 'document', source, confirmed: source === 'read', findings, time: now },
    { kind: 'consent', givenBy: 'applicant', receipt: consentRef, time: now },
    ...(consentRef === '' ? [] : [await askAboutCard(input)]),
    ...evidence,
  ]
}

async function askAboutCard(input: CheckKtpInput): Promise<UndecidedEvidence> {
  const { ktp, registry, consentRef, now, registryTimeoutMilliseconds = 10_000 } = input
  const elements = ktpElements(ktp)
  const query = { nik: ktp.nik, elements, consentRef, purpose: 'identity_verification' }
  const answer = await askRegistry(registry, query, registryTimeoutMilliseconds)
  return { kind: 'registry_elements', answer, simulated: registry.simulated === true, time: now }
}
