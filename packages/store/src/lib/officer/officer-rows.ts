import { parseJsonObject, parseJwk } from '@lontar/credentials/jose'
import type { OfficerAccount } from '@lontar/proofing/officer'
import type { Selectable } from 'kysely'
import type { OfficersTable } from '../database-schema.ts'
import type { SealedPlace } from '../encryption/secrets.ts'
import type { StoreDatabase } from '../store-database.ts'

/** Where what is sealed of an officer lies. */
export function officerPlace(column: 'name' | 'private_jwk', id: string): SealedPlace {
  return { table: 'officers', column, id }
}

/** The row of an officer. */
export async function findOfficerRow(
  { queries }: StoreDatabase,
  officerId: string,
): Promise<Selectable<OfficersTable> | undefined> {
  return await queries
    .selectFrom('officers')
    .selectAll()
    .where('officer_id', '=', officerId)
    .executeTakeFirst()
}

/** A row as an account. */
export function toOfficer({ secrets }: StoreDatabase, row: Selectable<OfficersTable>): OfficerAccount {
  return {
    id: row.officer_id,
    name: secrets.unseal(officerPlace('name', row.officer_id), row.name),
    role: row.role,
    status: row.status,
    publicJwk: parseJwk(parseJsonObject(row.public_jwk)),
  }
}
