import { OperationError } from '@lontar/credentials/errors'
import type { PrivateJwk } from '@lontar/credentials/jose'
import type { SealedPlace } from './encryption/secrets.ts'
import type { StoreDatabase } from './store-database.ts'

/**
 * What a key is for: to sign credentials and status lists, evidence of proofing, or presentation requests; with
 * `encryption`, to read what wallets encrypt for the issuer; with `development_officer`, to decide as the officer that an
 * installation for development brings along. Every other officer has a key of his own, under his own passphrase.
 */
export type KeyPurpose = 'issuer' | 'evidence' | 'verifier' | 'encryption' | 'development_officer'

/** Private keys at rest, one per purpose. */
export interface KeyStore {
  /**
   * Keeps a key. A purpose that has one keeps it: a key is never replaced in silence.
   *
   * @throws OperationError `already_initialised`
   */
  save(purpose: KeyPurpose, privateJwk: PrivateJwk): Promise<void>
  /** The key of a purpose, or `undefined`. */
  load(purpose: KeyPurpose): Promise<PrivateJwk | undefined>
}

function keyPlace(purpose: KeyPurpose): SealedPlace {
  return { table: 'keys', column: 'private_jwk', id: purpose }
}

async function save(
  { queries, secrets, now }: StoreDatabase,
  purpose: KeyPurpose,
  privateJwk: PrivateJwk,
): Promise<void> {
  const private_jwk = secrets.seal(keyPlace(purpose), JSON.stringify(privateJwk))
  const { numInsertedOrUpdatedRows } = await queries
    .insertInto('keys')
    .values({ purpose, private_jwk, created_at: now().getTime() })
    .onConflict((conflict) => conflict.column('purpose').doNothing())
    .executeTakeFirstOrThrow()
  if (numInsertedOrUpdatedRows === 1n) return
  throw new OperationError('already_initialised', 'There is a key for this purpose already.')
}

async function load(
  { queries, secrets }: StoreDatabase,
  purpose: KeyPurpose,
): Promise<PrivateJwk | undefined> {
  const row = await queries
    .selectFrom('keys')
    .select('private_jwk')
    .where('purpose', '=', purpose)
    .executeTakeFirst()
  if (row === undefined) return undefined
  return JSON.parse(secrets.unseal(keyPlace(purpose), row.private_jwk)) as PrivateJwk
}

/** The keys on the database. */
export function createKeyStore(database: StoreDatabase): KeyStore {
  return Object.freeze<KeyStore>({
    save: (purpose, privateJwk) => save(database, purpose, privateJwk),
    load: (purpose) => load(database, purpose),
  })
}
