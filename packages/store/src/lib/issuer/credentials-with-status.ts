import type { SelectQueryBuilder } from 'kysely'
import type { DatabaseSchema } from '../database-schema.ts'
import type { StoreDatabase } from '../store-database.ts'

type CredentialsWithStatus = SelectQueryBuilder<DatabaseSchema, 'credentials' | 'status_places', object>

/** The credentials, each beside its place on a status list; what of them is wanted is for the caller to select. */
export function credentialsWithStatus(
  queries: Pick<StoreDatabase['queries'], 'selectFrom'>,
): CredentialsWithStatus {
  return queries
    .selectFrom('credentials')
    .innerJoin('status_places', (join) =>
      join
        .onRef('status_places.status_list_id', '=', 'credentials.status_list_id')
        .onRef('status_places.status_index', '=', 'credentials.status_index'),
    )
}
