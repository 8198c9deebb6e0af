import { randomBytes, randomInt } from 'node:crypto'
import { makesArithmeticRun } from '@lontar/credentials/status'
import type { StatusPlace } from '@lontar/issuer'
import type { Selectable, Transaction } from 'kysely'
import type { DatabaseSchema, StatusListsTable } from '../database-schema.ts'
import type { StoreDatabase } from '../store-database.ts'

/**
 * The length of a list: large enough that fetching one tells nothing about who was asked for
 * (Token Status List, section on herd privacy).
 */
export const statusListSize = 131_072

/** How many places are held against each other: more than any batch of credentials has. */
const maxBatch = 64

/** How often a place that would make a run is drawn again; a list of a few places may have no other. */
const maxTries = 64

type StatusList = Pick<Selectable<StatusListsTable>, 'status_list_id' | 'size' | 'used'>

/** The newest list while it is less than half full: the free half keeps random drawing short. */
async function currentList(transaction: Transaction<DatabaseSchema>): Promise<StatusList | undefined> {
  const newest = await transaction
    .selectFrom('status_lists')
    .select(['status_list_id', 'size', 'used'])
    .orderBy('number', 'desc')
    .limit(1)
    .executeTakeFirst()
  return newest !== undefined && newest.used * 2 < newest.size ? newest : undefined
}

async function openList(transaction: Transaction<DatabaseSchema>, size: number): Promise<StatusList> {
  const list = { status_list_id: randomBytes(12).toString('base64url'), size, used: 0, published_at: null }
  await transaction.insertInto('status_lists').values(list).execute()
  return list
}

/** Draws until a place was free; the primary key decides, so no place is given out twice. */
async function drawPlace(
  transaction: Transaction<DatabaseSchema>,
  list: StatusList,
  batch: readonly StatusPlace[],
): Promise<StatusPlace> {
  const own = batch.slice(-maxBatch).filter(({ statusListId }) => statusListId === list.status_list_id)
  const drawn = own.map(({ statusIndex }) => statusIndex)
  for (let tries = 0; ; tries += 1) {
    const place = { status_list_id: list.status_list_id, status_index: randomInt(list.size) }
    if (tries < maxTries && makesArithmeticRun(drawn, place.status_index)) continue
    const { numInsertedOrUpdatedRows } = await transaction
      .insertInto('status_places')
      .values({ ...place, status: 0 })
      .onConflict((conflict) => conflict.doNothing())
      .executeTakeFirstOrThrow()
    if (numInsertedOrUpdatedRows === 1n) {
      return { statusListId: place.status_list_id, statusIndex: place.status_index }
    }
  }
}

async function reserveOne(
  transaction: Transaction<DatabaseSchema>,
  size: number,
  batch: readonly StatusPlace[],
): Promise<StatusPlace> {
  const list = (await currentList(transaction)) ?? (await openList(transaction, size))
  const place = await drawPlace(transaction, list, batch)
  await transaction
    .updateTable('status_lists')
    .set(({ eb }) => ({ used: eb('used', '+', 1) }))
    .where('status_list_id', '=', list.status_list_id)
    .execute()
  return place
}

/** Reserves random places, no three of them evenly spaced (security D11); a new list opens when the current one is half full. */
export async function reserveStatusPlaces(
  { queries }: StoreDatabase,
  count: number,
  size: number,
): Promise<readonly StatusPlace[]> {
  return await queries.transaction().execute(async (transaction) => {
    const places: StatusPlace[] = []
    while (places.length < count) places.push(await reserveOne(transaction, size, places))
    return places
  })
}
