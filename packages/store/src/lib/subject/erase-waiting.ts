import type { Transaction } from 'kysely'
import type { DatabaseSchema } from '../database-schema.ts'
import { erasedSignIn } from '../issuer/erased-sign-in.ts'

/** How much of what waited was erased. */
export interface ErasedWaiting {
  /** Offers with the claims in them. */
  readonly identities: number
  /** What wallets held to renew with. */
  readonly renewals: number
  /** What an officer had still to approve. */
  readonly promises: number
  /** Access tokens and sign-ins of wallets. */
  readonly tokens: number
  /** Images. */
  readonly images: number
  /** Registrations that were under way. */
  readonly registrations: number
}

const erased = { identity: null, credential_offer: null, tx_code_mac: null, ...erasedSignIn }

/** Erases what waits to be decided, issued or renewed for a person: claims, renewals, promises, tokens, images. */
export async function eraseWaiting(
  transaction: Transaction<DatabaseSchema>,
  subject: string,
  issuanceIds: readonly string[],
  now: Date,
): Promise<ErasedWaiting> {
  const images = await eraseOfConsents(transaction, 'evidence_images', subject)
  const registrations = await eraseOfConsents(transaction, 'registrations', subject)
  if (issuanceIds.length === 0) {
    return { identities: 0, renewals: 0, promises: 0, tokens: 0, images, registrations }
  }
  return {
    identities: await eraseOffers(transaction, issuanceIds),
    promises: await denyPromises(transaction, issuanceIds, now),
    renewals: await deleteRenewals(transaction, issuanceIds),
    tokens: await deleteOpenings(transaction, issuanceIds),
    images,
    registrations,
  }
}

/** Those redeemed too: a request that is under way finds no quota any more. */
async function eraseOffers(
  transaction: Transaction<DatabaseSchema>,
  issuanceIds: readonly string[],
): Promise<number> {
  await transaction
    .updateTable('offers')
    .set({ state: 'dead' })
    .where('issuance_id', 'in', issuanceIds)
    .execute()
  const { numUpdatedRows } = await transaction
    .updateTable('offers')
    .set(erased)
    .where('issuance_id', 'in', issuanceIds)
    .where('identity', 'is not', null)
    .executeTakeFirstOrThrow()
  return Number(numUpdatedRows)
}

async function denyPromises(
  transaction: Transaction<DatabaseSchema>,
  issuanceIds: readonly string[],
  now: Date,
): Promise<number> {
  const { numUpdatedRows } = await transaction
    .updateTable('deferred')
    .set({ state: 'denied', content: null, changed_at: now.getTime() })
    .where('issuance_id', 'in', issuanceIds)
    .where('content', 'is not', null)
    .executeTakeFirstOrThrow()
  return Number(numUpdatedRows)
}

/** Used ones go as well; they open nothing and are not counted. */
async function deleteRenewals(
  transaction: Transaction<DatabaseSchema>,
  issuanceIds: readonly string[],
): Promise<number> {
  const all = transaction.deleteFrom('refresh_tokens').where('issuance_id', 'in', issuanceIds)
  const { numDeletedRows } = await all.where('identity', '<>', '').executeTakeFirstOrThrow()
  await all.execute()
  return Number(numDeletedRows)
}

async function eraseOfConsents(
  transaction: Transaction<DatabaseSchema>,
  table: 'evidence_images' | 'registrations',
  subject: string,
): Promise<number> {
  const consents = transaction.selectFrom('consents').select('consent_id').where('subject', '=', subject)
  const { numDeletedRows } = await transaction
    .deleteFrom(table)
    .where('consent_id', 'in', consents)
    .executeTakeFirstOrThrow()
  return Number(numDeletedRows)
}

/** Whoever holds a token or a code opens nothing with it any more. */
async function deleteOpenings(
  transaction: Transaction<DatabaseSchema>,
  issuanceIds: readonly string[],
): Promise<number> {
  let deleted = 0
  for (const table of ['tokens', 'authorizations'] as const) {
    const found = transaction.deleteFrom(table).where('issuance_id', 'in', issuanceIds)
    deleted += Number((await found.executeTakeFirstOrThrow()).numDeletedRows)
  }
  return deleted
}
