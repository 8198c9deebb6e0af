import type { PrivateJwk } from '@lontar/credentials/jose'
import type { OfficerAccount, OfficerAccounts } from '@lontar/proofing/officer'
import type { PassphraseCost } from '../encryption/passphrase-key.ts'
import type { StoreDatabase } from '../store-database.ts'
import { addOfficer, type OfficerKey } from './add-officer.ts'
import { unwrapOfficerKey } from './officer-key.ts'
import { findOfficerRow, officerPlace, toOfficer } from './officer-rows.ts'
import { type UsedDecision, useDecision } from './use-decision.ts'

/** An account with what only lists show. */
export interface ListedOfficer extends OfficerAccount {
  /** False when the key is held elsewhere, and only its public part is registered. */
  readonly holdsKey: boolean
  /** When the account was made. */
  readonly createdAt: Date
  /** Absent while enabled. */
  readonly disabledAt?: Date
}

/** Accounts of officers, and the decisions that were used: the port of proofing, and what keeps the accounts. */
export interface OfficerStore extends OfficerAccounts {
  /**
   * Keeps a new account, enabled, and its key where it is held here.
   *
   * @throws OperationError `officer_exists` for an id or a key that is taken; `passphrase_missing`
   */
  add(officer: Omit<OfficerAccount, 'status'>, key?: OfficerKey): Promise<void>
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
  /**
   * Uses a decision up in one step, and keeps it as signed; of the decision no more is kept than names case and officer.
   *
   * @returns false, and nothing changes, when its `jti` was used, the officer decided the case, or is not enabled
   */
  use(decision: UsedDecision, signed: string): Promise<boolean>
}

async function find(database: StoreDatabase, officerId: string): Promise<OfficerAccount | undefined> {
  const row = await findOfficerRow(database, officerId)
  return row && toOfficer(database, row)
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
  const row = await findOfficerRow(database, officerId)
  if (row === undefined || row.private_jwk === null) return undefined
  const wrapped = database.secrets.unseal(officerPlace('private_jwk', officerId), row.private_jwk)
  return await unwrapOfficerKey(officerId, wrapped, passphrase, floor)
}

/** The officers on the database. `cost` is what a passphrase costs, and the least that a kept key may have cost. */
export function createOfficerStore(database: StoreDatabase, cost: PassphraseCost): OfficerStore {
  return Object.freeze<OfficerStore>({
    add: (officer, key) => addOfficer(database, cost, officer, key),
    find: (officerId) => find(database, officerId),
    list: () => list(database),
    disable: (officerId) => disable(database, officerId),
    openKey: (officerId, passphrase) => openKey(database, cost, officerId, passphrase),
    use: (decision, signed) => useDecision(database, decision, signed),
  })
}
