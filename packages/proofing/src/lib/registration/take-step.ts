import { timingSafeEqual } from 'node:crypto'
import { VerificationError } from '@lontar/credentials/errors'
import { hashText } from '@lontar/credentials/jose'
import {
  decodeRegistrationContent,
  encodeRegistrationContent,
  type RegistrationContent,
} from './registration-content.ts'
import { nowAt, type RegistrationDoor, type RegistrationOffice } from './registration-office.ts'
import type { RegistrationRecord, RegistrationState } from './registration-store.ts'

/** After that long a step that was begun counts as broken off: a killed process holds nothing up for ever. */
const stepMilliseconds = 120_000

/**
 * Finds a registration whose time is not over, for whoever may act on it.
 *
 * @throws VerificationError `registration_unknown` no such registration, or another token; `registration_expired`
 */
export async function findRegistration(
  office: RegistrationOffice,
  { id, access }: RegistrationDoor,
): Promise<RegistrationRecord> {
  const record = await office.store.find(id)
  if (record === undefined || (access !== 'office' && !(await isTokenOf(record, access.token)))) {
    throw new VerificationError('registration_unknown', 'There is no such registration for this token.')
  }
  if (record.expiresAt <= nowAt(office)) {
    throw new VerificationError('registration_expired', 'The time of the registration is over.')
  }
  return record
}

async function isTokenOf({ tokenDigest }: RegistrationRecord, token: string): Promise<boolean> {
  const [known, given] = [Buffer.from(tokenDigest), Buffer.from(await hashText(token))]
  return known.length === given.length && timingSafeEqual(known, given)
}

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
  readonly record: RegistrationRecord
  readonly content: RegistrationContent
}

/** What a step changes. */
export interface StepEnd {
  readonly state: RegistrationState
  readonly content: RegistrationContent
  readonly contentUntil?: Date
  readonly expiresAt?: Date
}

/**
 * Does a step of a registration alone: it is claimed by one conditional update before the work and ended by another one
 * after it, so of two at the same time one is refused, and what lost its claim changes nothing. When the work throws,
 * the registration stands where it stood.
 *
 * @throws VerificationError what `findRegistration` throws; `registration_state_conflict` the step does not come next, or
 *   another one is under way
 */
export async function takeStep(
  office: RegistrationOffice,
  options: StepOptions,
  work: (begun: StepBegun) => Promise<StepEnd>,
): Promise<RegistrationRecord> {
  const begun = await beginStep(office, options)
  const { busyUntil: _, ...idle } = begun.record
  try {
    const { content, ...changes } = await work(begun)
    const next = { ...idle, ...changes, content: encodeRegistrationContent(content) }
    return await replace(office, next)
  } catch (error) {
    await office.store.replace({ ...idle, revision: idle.revision + 1 }, idle.revision)
    throw error
  }
}

async function beginStep(office: RegistrationOffice, options: StepOptions): Promise<StepBegun> {
  const record = await findRegistration(office, options)
  const now = nowAt(office)
  const takesOver = options.takesOver === true && options.access === 'office'
  const isBusy = record.busyUntil !== undefined && record.busyUntil > now && !takesOver
  if (isBusy || !options.from.includes(record.state)) throw conflict()
  const { begin = (content) => content } = options
  const content = begin(decodeRegistrationContent(record.content))
  const busyUntil = new Date(now.getTime() + stepMilliseconds)
  const claimed = { ...record, busyUntil, content: encodeRegistrationContent(content) }
  return { record: await replace(office, claimed), content }
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
