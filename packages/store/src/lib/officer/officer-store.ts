import { OperationError } from '@lontar/credentials/errors'
import {
  jwkThumbprint,
  type PrivateJwk,
  type PublicJwk,
  parseJsonObject,
  parseJwk,
} from '@lontar/credentials/jose'
import type { Selectable } from 'kysely'
import type { OfficersTable } from '../database-schema.ts'
import type { PassphraseCost } from '../encryption/passphrase-key.ts'
import type { SealedPlace } from '../encryption/secrets.ts'
import type { StoreDatabase } from '../store-database.ts'
import { unwrapOfficerKey, wrapOfficerKey } from './officer-key.ts'

/** An officer's account. */
export interface StoredOfficer {
  /** How decisions name the officer. */
  readonly id: string
  /** The name that colleagues see; kept sealed. */
  readonly name: string
  /** What the officer may do. */
  readonly role: 'registrar' | 'supervisor' | 'administrator'
  /** A disabled one decides nothing. */
  readonly status: 'enabled' | 'disabled'
  /** Verifies the officer's decisions. */
  readonly publicJwk: PublicJwk
}

/** An account with what only lists show. */
export interface ListedOfficer extends StoredOfficer {
  /** False when the key is held elsewhere, and only its public part is registered. */
  readonly holdsKey: boolean
  /** When the account was made. */
  readonly createdAt: Date
  /** Absent while enabled. */
  readonly disabledAt?: Date
}

/** What a decision is kept under. */
export interface StoredDecision {
  /** Serves once. */
  readonly jti: string
  /** Names the case and nobody. */
  readonly caseId: string
  /** Who decided. */
  readonly officerId: string
  /** When. */
  readonly decidedAt: Date
}

/** The key of an officer, and what protects it. */
export interface OfficerKey {
  /** Signs for the officer. */
  readonly privateJwk: PrivateJwk
  /** The officer's own; without it nobody signs for the officer, whoever has the database and its passphrase. */
  readonly passphrase: string
}

/** Accounts of officers, and the decisions that were used. */
export interface OfficerStore {
  /**
   * Keeps a new account, enabled, and its key where it is held here.
   *
   * @throws OperationError `officer_exists` for an id or a key that is taken; `passphrase_missing`
   */
  add(officer: Omit<StoredOfficer, 'status'>, key?: OfficerKey): Promise<void>
  /** The account of an id, or `undefined`. */
  find(officerId: string): Promise<StoredOfficer | undefined>
  /** Every account, in the order of their ids. */
  list(): Promise<readonly ListedOfficer[]>
  /** Disables an account for ever and erases its key; false when there is none. Disabled ones stay as they are. */
  disable(officerId: string): Promise<boolean>
  /**
   * Opens the key of an officer.
   *
   * @returns the key, or `undefined` when none is held here
   * @throws OperationError `passphrase_wrong`
   */
  openKey(officerId: string, passphrase: string): Promise<PrivateJwk | undefined>
  /** Uses a decision up; false when its `jti` was used, or the officer decided the case, or is not enabled. */
  use(decision: StoredDecision, signed: string): Promise<boolean>
}

function place(column: 'name' | 'private_jwk', id: string): SealedPlace {
  return { table: 'officers', column, id }
}

async function add(
  { queries, secrets, now }: StoreDatabase,
  cost: PassphraseCost,
  { id, name, role, publicJwk }: Omit<StoredOfficer, 'status'>,
  key?: OfficerKey,
): Promise<void> {
  const wrapped = key && (await wrapOfficerKey(id, key.privateJwk, key.passphrase, cost))
  const { numInsertedOrUpdatedRows } = await queries
    .insertInto('officers')
    .values({
      officer_id: id,
      name: secrets.seal(place('name', id), name),
      ...{ role, status: 'enabled' as const, public_jwk: JSON.stringify(publicJwk) },
      key_thumbprint: await jwkThumbprint(publicJwk),
      private_jwk: wrapped === undefined ? null : secrets.seal(place('private_jwk', id), wrapped),
      created_at: now().getTime(),
      disabled_at: null,
    })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirstOrThrow()
  if (numInsertedOrUpdatedRows === 1n) return
  throw new OperationError('officer_exists', 'There is an officer with that id or key.')
}

async function find(database: StoreDatabase, officerId: string): Promise<StoredOfficer | undefined> {
  const row = await findRow(database, officerId)
  return row && toOfficer(database, row)
}

async function findRow(
  { queries }: StoreDatabase,
  officerId: string,
): Promise<Selectable<OfficersTable> | undefined> {
  return await queries
    .selectFrom('officers')
    .selectAll()
    .where('officer_id', '=', officerId)
    .executeTakeFirst()
}

function toOfficer({ secrets }: StoreDatabase, row: Selectable<OfficersTable>): StoredOfficer {
  return {
    id: row.officer_id,
    name: secrets.unseal(place('name', row.officer_id), row.name),
    role: row.role,
    status: row.status,
    publicJwk: parseJwk(parseJsonObject(row.public_jwk)),
  }
}

async function list(database: StoreDatabase): Promise<readonly ListedOfficer[]> {
  const rows = await database.queries.selectFrom('officers').selectAll().orderBy('officer_id').execute()
  return rows.map((row) => ({
    ...toOfficer(database, row),
    holdsKey: row.private_jwk !== null,
    createdAt: new Date(row.created_at),
    ...(row.disabled_at !== null && { disabledAt: new Date(row.disabled_at) }),
  }))
}

async function disable({ queries, now, forgetErased }: StoreDatabase, officerId: string): Promise<boolean> {
  const { numUpdatedRows } = await queries
    .updateTable('officers')
    .set((row) => ({
      status: 'disabled',
      private_jwk: null,
      disabled_at: row.fn.coalesce('disabled_at', row.val(now().getTime())),
    }))
    .where('officer_id', '=', officerId)
    .executeTakeFirstOrThrow()
  forgetErased()
  return numUpdatedRows === 1n
}

async function openKey(
  database: StoreDatabase,
  floor: PassphraseCost,
  officerId: string,
  passphrase: string,
): Promise<PrivateJwk | undefined> {
  const row = await findRow(database, officerId)
  if (row === undefined || row.private_jwk === null) return undefined
  const wrapped = database.secrets.unseal(place('private_jwk', officerId), row.private_jwk)
  return await unwrapOfficerKey(officerId, wrapped, passphrase, floor)
}

/** One statement: two programs cannot both use it, and an officer who was disabled meanwhile decides nothing. */
async function use({ queries }: StoreDatabase, decision: StoredDecision, signed: string): Promise<boolean> {
  const { jti, caseId, officerId, decidedAt } = decision
  const { numInsertedOrUpdatedRows } = await queries
    .insertInto('officer_decisions')
    .columns(['jti', 'case_id', 'officer_id', 'decision', 'decided_at'])
    .expression((from) =>
      from
        .selectFrom('officers')
        .select(({ val }) => [
          val(jti).as('jti'),
          val(caseId).as('case_id'),
          'officer_id',
          val(signed).as('decision'),
          val(decidedAt.getTime()).as('decided_at'),
        ])
        .where('officer_id', '=', officerId)
        .where('status', '=', 'enabled'),
    )
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirstOrThrow()
  return numInsertedOrUpdatedRows === 1n
}

/** The officers on the database. `cost` is what a passphrase costs, and the least that a kept key may have cost. */
export function createOfficerStore(database: StoreDatabase, cost: PassphraseCost): OfficerStore {
  return Object.freeze<OfficerStore>({
    add: (officer, key) => add(database, cost, officer, key),
    find: (officerId) => find(database, officerId),
    list: () => list(database),
    disable: (officerId) => disable(database, officerId),
    openKey: (officerId, passphrase) => openKey(database, cost, officerId, passphrase),
    use: (decision, signed) => use(database, decision, signed),
  })
}
