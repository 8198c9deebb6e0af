import { OperationError } from '@lontar/credentials/errors'
import type { Transaction } from 'kysely'
import type { DatabaseSchema } from '../database-schema.ts'
import { credentialsWithStatus } from '../issuer/credentials-with-status.ts'
import { statusValues } from '../issuer/status-value.ts'
import type { StoreDatabase } from '../store-database.ts'
import { type ErasedWaiting, eraseWaiting } from './erase-waiting.ts'
import { issuancesOfSubject } from './issuances-of-subject.ts'
import { markWithdrawn } from './withdraw-consents.ts'

/** What was erased. */
export interface ErasedHoldings extends ErasedWaiting {
  /** Consents that were withdrawn with it. */
  readonly consents: number
  /** Ways from the person to what was issued. */
  readonly links: number
}

/** Erases in one step, or nothing: a kill before it leaves the request open, and a second run does it. */
export async function eraseSubject(
  { queries, forgetErasedNow }: StoreDatabase,
  subject: string,
  at: Date,
  keptUntil: Date,
): Promise<ErasedHoldings> {
  const holdings = await queries.transaction().execute(async (transaction) => {
    const issuanceIds = await issuancesOfSubject(transaction, subject)
    await requireRevoked(transaction, issuanceIds)
    const waiting = await eraseWaiting(transaction, subject, issuanceIds, at)
    const consents = await markWithdrawn(transaction, subject, at, keptUntil)
    const links = await transaction
      .deleteFrom('proofings')
      .where('subject', '=', subject)
      // An identity that nobody used leads to nothing yet, and its row keeps it from being used.
      .where('identity_jti', 'in', transaction.selectFrom('offers').select('offers.identity_jti'))
      .executeTakeFirstOrThrow()
    return { ...waiting, consents, links: Number(links.numDeletedRows) }
  })
  await forgetErasedNow()
  return holdings
}

/** A credential that lives on could not be found by its person afterwards. */
async function requireRevoked(
  transaction: Transaction<DatabaseSchema>,
  issuanceIds: readonly string[],
): Promise<void> {
  if (issuanceIds.length === 0) return
  const alive = await credentialsWithStatus(transaction)
    .select('credentials.credential_id')
    .where('credentials.issuance_id', 'in', issuanceIds)
    .where('status_places.status', '<>', statusValues.revoked)
    .executeTakeFirst()
  if (alive === undefined) return
  throw new OperationError('internal', 'A credential of the person has to be revoked first.')
}
