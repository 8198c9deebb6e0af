import { VerificationError } from '@lontar/credentials/errors'
import { findRegistration } from './find-registration.ts'
import {
  decodeRegistrationContent,
  encodeRegistrationContent,
  type RegistrationContent,
} from './registration-content.ts'
import { nowAt, type RegistrationDoor, type RegistrationOffice } from './registration-office.ts'
import type { RegistrationRecord, RegistrationState } from './registration-store.ts'

/** After that long a step that was begun counts as broken off: a killed process holds nothing up for ever. */
const stepMilliseconds = 120_000

/** How a step begins. */
export interface StepOptions extends RegistrationDoor {
  /** In which states it may begin. */
  readonly from: readonly RegistrationState[]
  /** True when the office knows that a step under way has died, as when a killed run is resumed; no token does it. */
  readonly takesOver?: boolean
  /** Changes the content when the step begins, whatever comes of it: counts an attempt, or refuses one too many. */
  readonly begin?: (content: RegistrationContent) => RegistrationContent
}

/** A step under way. */
export interface StepBegun {
  /** The registration under the claim. */
  readonly record: RegistrationRecord
  /** Its content as the beginning of the step left it. */
  readonly content: RegistrationContent
  /** Its content before that. */
  readonly before: RegistrationContent
}

/** What a step changes. */
export interface StepEnd {
  /** Where the registration stands then. */
  readonly state: RegistrationState
  /** What is known of it then. */
  readonly content: RegistrationContent
  /** Until when that is kept; unchanged by default. */
  readonly contentUntil?: Date
  /** Until when the registration is open; unchanged by default. */
  readonly expiresAt?: Date
  /**
   * What has to be done beside the store, such as in the custody of images. It is done under the claim and when the change
   * is in the store; so it is not done at all by a step that failed or lost its claim.
   */
  readonly settle?: () => Promise<void>
}

/**
 * Does a step of a registration alone: it is claimed by one conditional update before the work and ended by another one
 * after it, so of two at the same time one is refused, and what lost its claim changes nothing. When the work throws,
 * the registration stands where it stood. As long as the claim holds, the registration does not expire.
 *
 * @throws VerificationError what `findRegistration` throws; `registration_state_conflict` the step does not come next, or
 *   another one is under way
 * @throws what the work throws; or what `settle` throws, and then the step is done but for that
 */
export async function takeStep(
  office: RegistrationOffice,
  options: StepOptions,
  work: (begun: StepBegun) => Promise<StepEnd>,
): Promise<RegistrationRecord> {
  const found = await findRegistration(office, options)
  const begun = await beginStep(office, options, found)
  const { contentUntil, expiresAt } = found
  const idle = idleOf({ ...begun.record, contentUntil, expiresAt })
  const { done, settle } = await doWork(office, { begun, idle }, work)
  try {
    await settle?.()
  } finally {
    if (settle !== undefined) await release(office, done)
  }
  return done
}

interface StepDone {
  /** The registration as the step leaves it. */
  readonly done: RegistrationRecord
  readonly settle: StepEnd['settle']
}

/** Does the work and puts its end into the store; with something to settle the claim is held until then. */
async function doWork(
  office: RegistrationOffice,
  { begun, idle }: { readonly begun: StepBegun; readonly idle: RegistrationRecord },
  work: (begun: StepBegun) => Promise<StepEnd>,
): Promise<StepDone> {
  try {
    const { settle, content, ...changes } = await work(begun)
    const ended = { ...idle, ...changes, content: encodeRegistrationContent(content) }
    const busyUntil = settle && begun.record.busyUntil
    const { revision } = await replace(office, claim(ended, busyUntil))
    return { done: { ...ended, revision }, settle }
  } catch (error) {
    await release(office, idle)
    throw error
  }
}

async function beginStep(
  office: RegistrationOffice,
  options: StepOptions,
  record: RegistrationRecord,
): Promise<StepBegun> {
  const now = nowAt(office)
  const takesOver = options.takesOver === true && options.access === 'office'
  const isBusy = record.busyUntil !== undefined && record.busyUntil > now && !takesOver
  if (isBusy || !options.from.includes(record.state)) throw conflict()
  const { begin = (content) => content } = options
  const before = decodeRegistrationContent(record.content)
  const content = begin(before)
  const claimed = claim(record, new Date(now.getTime() + stepMilliseconds))
  const begun = { ...claimed, content: encodeRegistrationContent(content) }
  return { record: await replace(office, begun), content, before }
}

/** A registration that nobody else changes until then; its time is not over before. */
function claim(record: RegistrationRecord, busyUntil: Date | undefined): RegistrationRecord {
  if (busyUntil === undefined) return record
  const { contentUntil, expiresAt } = record
  return {
    ...record,
    busyUntil,
    contentUntil: contentUntil < busyUntil ? busyUntil : contentUntil,
    expiresAt: expiresAt < busyUntil ? busyUntil : expiresAt,
  }
}

function idleOf({ busyUntil: _, ...idle }: RegistrationRecord): RegistrationRecord {
  return idle
}

/** Gives the claim back, if it is still there; where even that fails it ends by itself. */
async function release({ store }: RegistrationOffice, record: RegistrationRecord): Promise<void> {
  await store.replace({ ...record, revision: record.revision + 1 }, record.revision).catch(() => false)
}

async function replace(
  { store }: RegistrationOffice,
  record: RegistrationRecord,
): Promise<RegistrationRecord> {
  const next = { ...record, revision: record.revision + 1 }
  if (!(await store.replace(next, record.revision))) throw conflict()
  return next
}

function conflict(): VerificationError {
  return new VerificationError(
    'registration_state_conflict',
    'This step does not come next, or another one is under way.',
  )
}
