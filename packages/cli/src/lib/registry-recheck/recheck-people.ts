import { LontarError } from '@lontar/credentials/errors'
import type { Wait } from '@lontar/credentials/request-body'
import type { Issuer } from '@lontar/issuer'
import {
  type PopulationRegistry,
  type RecheckFinding,
  type RegistryClient,
  recheckKtp,
} from '@lontar/proofing'
import type { ConsentDoor } from '@lontar/proofing/consent'
import type { Store } from '@lontar/store'
import { type Place, placeOfPerson, type SkipReason } from './place-of-person.ts'
import type { Person } from './read-people.ts'
import type { RecheckReport } from './recheck-report.ts'

/** Everything that a round takes place in. */
export interface RecheckRound {
  readonly store: Pick<Store, 'subjects' | 'consents'>
  readonly consents: ConsentDoor
  readonly issuer: Issuer
  readonly registry: PopulationRegistry & Partial<Pick<RegistryClient, 'health'>>
  /** Without one nothing is asked: a dry run. */
  readonly report: RecheckReport | undefined
  /** Whether credentials of the dead, the double and the inactive are suspended. */
  readonly suspends: boolean
  /** How long to wait between two questions, in milliseconds. */
  readonly pauseMilliseconds: number
  readonly wait: Wait
  readonly now: () => Date
  readonly signal: AbortSignal
  /** Hears how many people are done with. */
  tell(done: number, of: number): void
}

/** Something about a person that an officer has to look at. */
export interface RecheckNotice {
  readonly line: number
  readonly finding: RecheckFinding
  readonly denied: readonly string[]
  readonly credentialIds: readonly string[]
  readonly suspended: readonly string[]
}

/** What came of a round. */
export interface RecheckResult {
  /** How many were answered for, or would be asked about in a dry run. */
  asked: number
  unchanged: number
  /** How many an earlier run of this round was answered for. */
  before: number
  readonly notices: RecheckNotice[]
  readonly skipped: { readonly line: number; readonly reason: SkipReason }[]
  /** Lines without an answer: the same command asks again. */
  readonly unanswered: number[]
  /** Set when it ended before the last line. */
  stopped?: 'registry' | 'asked_to'
}

/** On what the register's word alone stops a credential (revocation on the codes 11, 12 and 14, for an officer to make final). */
const grounds: readonly RecheckFinding[] = ['dead', 'duplicate', 'inactive']

/**
 * Asks about one person after the other, each wholly: asked, suspended, written down. It ends where the registry is left
 * alone, or where it is asked to, and goes on from there the next time.
 */
export async function recheckPeople(round: RecheckRound, people: readonly Person[]): Promise<RecheckResult> {
  const result: RecheckResult = {
    asked: 0,
    unchanged: 0,
    before: 0,
    notices: [],
    skipped: [],
    unanswered: [],
  }
  for (const [index, person] of people.entries()) {
    if (round.signal.aborted) return { ...result, stopped: 'asked_to' }
    await recheckOne(round, person, result)
    round.tell(index + 1, people.length)
    if ((round.registry.health?.().circuit ?? 'closed') !== 'closed')
      return { ...result, stopped: 'registry' }
  }
  return result
}

async function recheckOne(round: RecheckRound, person: Person, result: RecheckResult): Promise<void> {
  const { line } = person
  const place = await placeOfPerson(round.store, round.consents, person, round.now())
  if ('skip' in place) return void result.skipped.push({ line, reason: place.skip })
  const { report } = round
  if (report?.holds(place.consentId) === true) {
    result.before += 1
    return
  }
  if (report === undefined) {
    result.asked += 1
    return
  }
  if (result.asked + result.unanswered.length > 0) await round.wait(round.pauseMilliseconds, round.signal)
  try {
    await ask({ ...round, report }, person, place, result)
  } catch (error) {
    // Withdrawn or restricted while it waited.
    if (!(error instanceof LontarError) || !isConsentFailure(error)) throw error
    result.skipped.push({ line, reason: error.code })
  }
}

function isConsentFailure({ code }: LontarError): boolean {
  return code.startsWith('consent_') || code === 'processing_restricted'
}

async function ask(
  round: RecheckRound & { readonly report: RecheckReport },
  { line, ktp }: Person,
  { consentId, credentialIds, validIds }: Exclude<Place, { readonly skip: SkipReason }>,
  result: RecheckResult,
): Promise<void> {
  const { registry, consents, report } = round
  const { finding, denied, txn } = await recheckKtp({ ktp, registry, consents, consentRef: consentId })
  if (finding === 'unavailable') return void result.unanswered.push(line)
  const suspended = round.suspends && grounds.includes(finding) ? validIds : []
  for (const id of suspended) await round.issuer.suspend(id, `registry: ${finding}`)
  const found = { finding, denied: [...denied], credentialIds: [...credentialIds], suspended: [...suspended] }
  await report.add({ consentId, ...found, txn, at: round.now().toISOString() })
  result.asked += 1
  if (finding === 'unchanged') result.unchanged += 1
  else result.notices.push({ line, ...found })
}
