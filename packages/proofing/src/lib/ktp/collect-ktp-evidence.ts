import { openZonedCalendar } from '@lontar/documents/calendar'
import { findKtpInconsistencies, type KtpCard } from '@lontar/documents/ktp'
import { type ConsentDoor, type ConsentNeeds, requireConsent } from '../consent/check-consent.ts'
import { consentEvidence } from '../consent/consent-evidence.ts'
import type { ConsentReceipt } from '../consent/consent-receipt.ts'
import { faceItems } from '../consent/face-items.ts'
import { isAgreed } from '../consent/is-agreed.ts'
import type { CheckApplicantInput } from '../decision/check-applicant.ts'
import type { CollectedApplicant } from '../decision/collected-applicant.ts'
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
  /** The id of the receipt of the applicant's consent; passed on to the registry. */
  readonly consentRef: string
  /** Where the receipt lies: nothing is looked at unless it is there, of this person, in force, and covers it. */
  readonly consents: ConsentDoor
  /** What else was found, such as faces and liveness; nothing by default. */
  readonly evidence?: readonly UndecidedEvidence[]
  /** How long the registry may take, in milliseconds; 10000 by default. Silence is `registry_unavailable`. */
  readonly registryTimeoutMilliseconds?: number
}

/**
 * Looks over the card and asks the registry about every element of it: under a consent that covers this, and else not at
 * all.
 *
 * @throws VerificationError what `requireConsent` throws; then nothing was processed
 */
export async function collectKtpEvidence(input: CheckKtpInput): Promise<CollectedApplicant> {
  const { ktp, source = 'typed', consentRef, evidence = [], policy, now } = input
  openZonedCalendar(policy.timeZone)
  const consent = await requireConsent(input.consents, consentRef, ktpConsentNeeds(ktp, evidence))
  const findings = findKtpInconsistencies(ktp, { now, timeZone: policy.timeZone })
  const found: readonly UndecidedEvidence[] = [
    { kind: 'document', source, findings, time: now },
    consentEvidence(consent),
    await askAboutCard(input),
    ...evidence,
  ]
  return { consent, document: { kind: 'ktp', card: cardUnder(consent, ktp) }, evidence: found }
}

/** What a consent must cover. None opens a KTP to a child, whoever gives it: the decision refuses the age. */
export function ktpConsentNeeds({ nik }: KtpCard, evidence: readonly UndecidedEvidence[]): ConsentNeeds {
  return { document: { nik }, items: ['identity', 'registry', ...faceItems(evidence)], isChild: false }
}

/** The blood type is specific data: it goes no further unless the person said so (UU 27/2022 article 4). */
function cardUnder(consent: ConsentReceipt, ktp: KtpCard): KtpCard {
  if (isAgreed(consent, 'blood_type')) return ktp
  const { bloodType: _bloodType, ...card } = ktp
  return card
}

async function askAboutCard(input: CheckKtpInput): Promise<UndecidedEvidence> {
  const { ktp, registry, consentRef, now, registryTimeoutMilliseconds = 10_000 } = input
  const elements = ktpElements(ktp)
  const query = { nik: ktp.nik, elements, consentRef, purpose: 'identity_verification' }
  const answer = await askRegistry(registry, query, registryTimeoutMilliseconds)
  return { kind: 'registry_elements', answer, simulated: registry.simulated === true, time: now }
}
