// Registrations on a database that another version of Lontar made, and of which two processes hold the door.
import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { promisify } from 'node:util'
import { registrationStatus } from '@lontar/proofing/registration'
import { expect, test } from 'vitest'
import {
  bringToReview,
  openRegistrationDesk,
  type RegistrationDesk,
  startOne,
} from './support/registration-desk.ts'

const script = join(import.meta.dirname, 'support/confirm-in-process.ts')
const nodeArgs = ['--conditions=source', '--disable-warning=ExperimentalWarning', script]

interface Ended {
  readonly end: string
  readonly asked: number
}

/** Opens the database in a process of its own, and confirms a registration there. */
async function inProcess(
  { database, jwk }: RegistrationDesk,
  registration: { readonly id?: string; readonly token?: string } = {},
): Promise<Ended> {
  const argument = JSON.stringify({ database, jwk, ...registration })
  const { stdout, stderr } = await promisify(execFile)(process.execPath, [...nodeArgs, argument])
  expect(stderr).toBe('')
  return JSON.parse(stdout) as Ended
}

/** Takes the tables away that a database of the version before registrations does not have. */
function makeOld({ database }: RegistrationDesk): void {
  const file = new DatabaseSync(database.slice('sqlite:'.length))
  file.exec('DROP TABLE registrations; DROP TABLE service_credentials; PRAGMA user_version = 15')
  file.close()
}

test('of two processes that confirm one registration at the same time one asks the registry', async () => {
  const desk = await openRegistrationDesk()
  desk.clock.now = new Date()
  const { id, access } = await startOne(desk.office)
  const registration = { id, token: access.token }
  const ends = await Promise.all([inProcess(desk, registration), inProcess(desk, registration)])
  expect(ends.map(({ end }) => end).sort()).toEqual(['registration_state_conflict', 'review'])
  expect(ends.reduce((sum, { asked }) => sum + asked, 0)).toBe(1)
  expect((await registrationStatus(desk.office, { id, access })).state).toBe('review')
  desk.expectNoTrace()
}, 60_000)

test('an old database is brought up to date by two processes at once, with what it held, and serves registrations', async () => {
  const desk = await openRegistrationDesk()
  const { consentId } = await bringToReview(desk.office)
  const kept = await desk.store.consents.find(consentId)
  await desk.store.close()
  makeOld(desk)
  const ends = await Promise.all([inProcess(desk), inProcess(desk)])
  expect(ends.map(({ end }) => end)).toEqual(['opened', 'opened'])
  const office = await desk.again()
  expect(await office.consents.records.find(consentId)).toEqual(kept)
  // The picture of a registration that is not known any more goes with its time.
  expect((await office.images?.load(consentId, desk.clock.now))?.size).toBe(1)
  const { id } = await bringToReview(office)
  expect((await registrationStatus(office, { id, access: 'office' })).state).toBe('review')
  desk.expectNoTrace()
}, 60_000)
