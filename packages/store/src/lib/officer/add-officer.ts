import { OperationError } from '@lontar/credentials/errors'
import { jwkThumbprint, type PrivateJwk } from '@lontar/credentials/jose'
import type { OfficerAccount } from '@lontar/proofing/officer'
import type { PassphraseCost } from '../encryption/passphrase-key.ts'
import type { StoreDatabase } from '../store-database.ts'
import { wrapOfficerKey } from './officer-key.ts'
import { officerPlace } from './officer-rows.ts'

/** The key of an officer, and what protects it. */
export interface OfficerKey {
  /** Signs for the officer. */
  readonly privateJwk: PrivateJwk
  /** The officer's own; without it nobody signs for the officer, whoever has the database and its passphrase. */
  readonly passphrase: string
}

/** Keeps a new account, enabled: a key that lies here is wrapped by the officer's passphrase and then sealed. */
export async function addOfficer(
  { queries, secrets, now }: StoreDatabase,
  cost: PassphraseCost,
  { id, name, role, publicJwk }: Omit<OfficerAccount, 'status'>,
  key?: OfficerKey,
): Promise<void> {
  const wrapped = key && (await wrapOfficerKey(id, key.privateJwk, key.passphrase, cost))
  const { numInsertedOrUpdatedRows } = await queries
    .insertInto('officers')
    .values({
      officer_id: id,
      name: secrets.seal(officerPlace('name', id), name),
      ...{ role, status: 'enabled' as const, public_jwk: JSON.stringify(publicJwk) },
      key_thumbprint: await jwkThumbprint(publicJwk),
      private_jwk: wrapped === undefined ? null : secrets.seal(officerPlace('private_jwk', id), wrapped),
      created_at: now().getTime(),
      disabled_at: null,
    })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirstOrThrow()
  if (numInsertedOrUpdatedRows === 1n) return
  throw new OperationError('officer_exists', 'There is an officer with that id or key.')
}
