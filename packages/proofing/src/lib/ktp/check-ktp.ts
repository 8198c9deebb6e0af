import { type ErrorCode, VerificationError } from '@lontar/credentials/errors'
import {
  type CalendarDate,
  hasReachedAge,
  isCalendarDate,
  openZonedCalendar,
  type ZonedCalendar,
} from '@lontar/documents/calendar'
import { findKtpInconsistencies, type KtpCard, type KtpFinding } from '@lontar/documents/ktp'
import { parseNik } from '@lontar/documents/nik'
import type { AssuranceLevel, Evidence } from '@lontar/documents/verified-identity'
import type { ProofingPolicy } from '../decision/proofing-policy.ts'
import { askRegistry } from '../registry/ask-registry.ts'
import type { PopulationRegistry, RegistryAnswer, RegistryState } from '../registry/population-registry.ts'
import { ktpElements } from './ktp-elements.ts'
import { collectEvidence } from './ktp-evidence.ts'

/** The officer who compared person, card and registry answer. */
export interface ProofingOfficer {
  /** How the installation names the officer; not empty. */
  readonly id: string
  /** Literally true when the officer found person, card and answer to agree. */
  readonly confirmed: boolean
}

/** What `checkKtp` judges. */
export interface CheckKtpInput {
  /** The card as read by `parseKtp`. */
  readonly ktp: KtpCard
  /** The door to the population register. */
  readonly registry: PopulationRegistry
  /** Who looked at the card. */
  readonly officer: ProofingOfficer
  /** Who does the proofing; named in the evidence. */
  readonly organization: string
  /** What the installation demands. */
  readonly policy: ProofingPolicy
  /** The receipt of the applicant's consent; passed on to the registry. */
  readonly consentRef: string
  /** The instant of the check, which also stands in the evidence. */
  readonly now: Date
  /** How long the registry may take, in milliseconds; 10000 by default. Silence is `registry_unavailable`. */
  readonly registryTimeoutMilliseconds?: number
}

/** What `checkKtp` found. */
export interface KtpCheck {
  /** Every reason against the applicant, the first one first; empty when there is none. */
  readonly failures: readonly VerificationError[]
  /** `substantial` without a failure, else `none`. */
  readonly level: AssuranceLevel
  /** What did hold. */
  readonly evidence: readonly Evidence[]
  /** What is odd about the card, graded; see `findKtpInconsistencies`. An officer looks at it, and it refuses nothing. */
  readonly findings: readonly KtpFinding[]
}

/** The age of a card holder (UU 24/2013 article 63); below it a guardian decides (UU 27/2022 article 25). */
const leastAge = 17

type Failure = readonly [ErrorCode, string]

const stateFailures: Readonly<Record<Exclude<RegistryState, 'active'>, Failure>> = {
  dead: ['registry_dead', 'The registry records the person as dead.'],
  duplicate: ['registry_duplicate', 'The registry has the number more than once.'],
  inactive: ['registry_inactive', 'The registry holds the record as inactive.'],
  not_found: ['registry_not_found', 'The registry does not know the number.'],
  bad_format: ['registry_not_found', 'The registry does not take the number for one of its own.'],
  unavailable: ['registry_unavailable', 'The registry gave no answer that can be used.'],
}

function checkRegistry({ state, fields }: RegistryAnswer): readonly Failure[] {
  if (state !== 'active') return [stateFailures[state]]
  const denied = Object.keys(fields).filter((element) => fields[element]?.match !== true)
  if (denied.length === 0) return []
  const known = denied.filter((element) => /^[a-z]{1,20}$/.test(element))
  return [['registry_mismatch', `The registry does not confirm: ${known.join(', ')}.`]]
}

/** Residence is what card and registry say, never what the NIK begins with: that is where someone once lived. */
function checkResidence(
  { ktp, policy }: CheckKtpInput,
  { state, fields }: RegistryAnswer,
): readonly Failure[] {
  if (policy.residence === 'any') return []
  const isDenied = state === 'active' && fields.province?.match !== true
  if (ktp.province.code === policy.residence && !isDenied) return []
  return [['residence_refused', 'The holder does not live in the province that this issuer serves.']]
}

function checkOfficer({ officer }: CheckKtpInput): readonly Failure[] {
  const failures: Failure[] = []
  if (officer.id === '') failures.push(['officer_unknown', 'No officer is named.'])
  if (officer.confirmed !== true) {
    failures.push(['officer_not_confirmed', 'No officer has compared the person, the card and the answer.'])
  }
  return failures
}

function checkApplicant(
  { ktp, consentRef, now }: CheckKtpInput,
  calendar: ZonedCalendar,
): readonly Failure[] {
  const failures: Failure[] = []
  if (consentRef === '') failures.push(['consent_missing', 'There is no receipt of the consent.'])
  if (!parseNik(ktp.nik).ok) failures.push(['nik_invalid', 'The NIK is not valid.'])
  if (!isOldEnough(ktp, calendar.dateAt(now))) failures.push(['holder_too_young', 'The holder is under 17.'])
  if (hasStayEnded(ktp, calendar.dateAt(now))) {
    failures.push(['stay_permit_expired', 'The stay permit of the card has ended.'])
  }
  return failures
}

/** A foreigner's card ends with the stay permit; a citizen's is valid for life, whatever it prints. */
function hasStayEnded({ citizenship, validity }: KtpCard, today: CalendarDate): boolean {
  return citizenship === 'WNA' && !(isCalendarDate(validity.until) && today <= validity.until)
}

/** Whose birth date is no date is of no age. */
function isOldEnough({ birthdate }: KtpCard, today: CalendarDate): boolean {
  return isCalendarDate(birthdate) && hasReachedAge(birthdate, leastAge, today)
}

function checkSimulation({ registry, policy }: CheckKtpInput): readonly Failure[] {
  if (registry.simulated !== true || policy.dangerouslyAcceptSimulatedEvidence === true) return []
  return [['simulated_evidence_refused', 'A simulated registry is no evidence here.']]
}

async function ask(input: CheckKtpInput): Promise<RegistryAnswer> {
  const query = {
    nik: input.ktp.nik,
    elements: ktpElements(input.ktp),
    consentRef: input.consentRef,
    purpose: 'identity_verification',
  }
  return await askRegistry(input.registry, query, input.registryTimeoutMilliseconds ?? 10_000)
}

/**
 * Runs every check of a KTP and returns what fails instead of throwing it: the policy on simulators, consent, NIK and age, the registry's answer
 * on each element, residence, and the officer.
 *
 * @param input - the card, the doors to registry and officer, and the policy
 * @returns the failures with the codes of `verifyKtp`, the level, the evidence and what to look at
 * @throws TypeError `ERR_INVALID_ARG_VALUE` when `policy.timeZone` is no zone of the IANA database; nothing was asked then
 */
export async function checkKtp(input: CheckKtpInput): Promise<KtpCheck> {
  const calendar = openZonedCalendar(input.policy.timeZone)
  const answer = await ask(input)
  const registryFailures = checkRegistry(answer)
  const failures = [
    ...checkSimulation(input),
    ...checkApplicant(input, calendar),
    ...registryFailures,
    ...checkResidence(input, answer),
    ...checkOfficer(input),
  ].map(([code, message]) => new VerificationError(code, message))
  return {
    failures,
    level: failures.length === 0 ? 'substantial' : 'none',
    evidence: collectEvidence(input, registryFailures.length === 0 ? answer.txn : undefined),
    findings: findKtpInconsistencies(input.ktp, { now: input.now, timeZone: input.policy.timeZone }),
  }
}
