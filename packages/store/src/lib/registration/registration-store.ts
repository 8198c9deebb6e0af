import type { RegistrationRecord, RegistrationStore } from '@lontar/proofing/registration'
import type { Selectable } from 'kysely'
import type { RegistrationsTable } from '../database-schema.ts'
import type { SealedPlace } from '../encryption/secrets.ts'
import type { StoreDatabase } from '../store-database.ts'
import { deletePastRegistrations } from './purge-registrations.ts'

/** What a list says of a registration: nothing of whom it is about. */
export type ListedRegistration = Pick<RegistrationRecord, 'id' | 'state' | 'createdAt' | 'expiresAt'>

/** Registrations between their steps: the port of proofing, and what the office wants to know of them. */
export interface OfficeRegistrationStore extends RegistrationStore {
  /** Those whose time is not over, oldest first and at most so many; nothing sealed is opened. */
  list(now: Date, limit: number): Promise<readonly ListedRegistration[]>
}

function contentPlace(id: string): SealedPlace {
  return { table: 'registrations', column: 'content', id }
}

/** What a change may change. */
function changeable({ secrets }: StoreDatabase, registration: RegistrationRecord) {
  return {
    state: registration.state,
    revision: registration.revision,
    busy_until: registration.busyUntil?.getTime() ?? null,
    content: secrets.seal(contentPlace(registration.id), registration.content),
    content_until: registration.contentUntil.getTime(),
    expires_at: registration.expiresAt.getTime(),
  }
}

async function hasRoom({ queries }: StoreDatabase, maxOpen: number, now: Date): Promise<boolean> {
  const { open } = await queries
    .selectFrom('registrations')
    .select(({ fn }) => fn.countAll<number>().as('open'))
    .where('expires_at', '>', now.getTime())
    .executeTakeFirstOrThrow()
  return open < maxOpen
}

async function create(
  database: StoreDatabase,
  registration: RegistrationRecord,
  maxOpen: number,
): Promise<boolean> {
  return await database.queries.transaction().execute(async (transaction) => {
    await deletePastRegistrations(transaction, registration.createdAt.getTime())
    const { open } = await transaction
      .selectFrom('registrations')
      .select(({ fn }) => fn.countAll<number>().as('open'))
      .executeTakeFirstOrThrow()
    if (open >= maxOpen) return false
    const { numInsertedOrUpdatedRows } = await transaction
      .insertInto('registrations')
      .values({
        registration_id: registration.id,
        token_digest: registration.tokenDigest,
        label: registration.label ?? null,
        consent_id: registration.consentId,
        created_at: registration.createdAt.getTime(),
        ...changeable(database, registration),
      })
      .onConflict((conflict) => conflict.column('label').doNothing())
      .executeTakeFirstOrThrow()
    return numInsertedOrUpdatedRows === 1n
  })
}

async function find(
  { queries, secrets }: StoreDatabase,
  column: 'registration_id' | 'label',
  value: string,
): Promise<RegistrationRecord | undefined> {
  const row = await queries
    .selectFrom('registrations')
    .selectAll()
    .where(column, '=', value)
    .executeTakeFirst()
  if (row === undefined) return undefined
  const { registration_id: id, content } = row
  return toRegistration(row, content === null ? null : secrets.unseal(contentPlace(id), content))
}

function toRegistration(row: Selectable<RegistrationsTable>, content: string | null): RegistrationRecord {
  return {
    id: row.registration_id,
    tokenDigest: row.token_digest,
    state: row.state,
    revision: row.revision,
    ...(row.busy_until !== null && { busyUntil: new Date(row.busy_until) }),
    ...(row.label !== null && { label: row.label }),
    consentId: row.consent_id,
    content: content ?? '{}',
    contentUntil: new Date(row.content_until),
    createdAt: new Date(row.created_at),
    expiresAt: new Date(row.expires_at),
  }
}

async function list(
  { queries }: StoreDatabase,
  now: Date,
  limit: number,
): Promise<readonly ListedRegistration[]> {
  const rows = await queries
    .selectFrom('registrations')
    .select(['registration_id', 'state', 'created_at', 'expires_at'])
    .where('expires_at', '>', now.getTime())
    .orderBy('created_at')
    .orderBy('registration_id')
    .limit(limit)
    .execute()
  return rows.map((row) => ({
    ...{ id: row.registration_id, state: row.state },
    createdAt: new Date(row.created_at),
    expiresAt: new Date(row.expires_at),
  }))
}

/** The one conditional UPDATE that makes a change. What it replaces leaves the write-ahead log too. */
async function replace(
  database: StoreDatabase,
  registration: RegistrationRecord,
  expectedRevision: number,
): Promise<boolean> {
  const isEnd = registration.state === 'accepted' || registration.state === 'refused'
  const isReplaced = await database.queries.transaction().execute(async (transaction) => {
    const replaced = await transaction
      .updateTable('registrations')
      .set(changeable(database, registration))
      .where('registration_id', '=', registration.id)
      .where('revision', '=', expectedRevision)
      .returning('consent_id')
      .executeTakeFirst()
    if (replaced === undefined) return false
    const images = transaction.deleteFrom('evidence_images').where('consent_id', '=', replaced.consent_id)
    if (isEnd) await images.execute()
    return true
  })
  if (isEnd) await database.forgetErasedNow()
  return isReplaced
}

/**
 * The registrations on the database. Of their content, which is kept sealed, the store knows nothing. With an end the
 * images that wait under the consent are erased in the same step.
 */
export function createRegistrationStore(database: StoreDatabase): OfficeRegistrationStore {
  return Object.freeze<OfficeRegistrationStore>({
    hasRoom: (maxOpen, now) => hasRoom(database, maxOpen, now),
    create: (registration, maxOpen) => create(database, registration, maxOpen),
    find: (id) => find(database, 'registration_id', id),
    findByLabel: (label) => find(database, 'label', label),
    list: (now, limit) => list(database, now, limit),
    replace: (registration, expectedRevision) => replace(database, registration, expectedRevision),
  })
}
