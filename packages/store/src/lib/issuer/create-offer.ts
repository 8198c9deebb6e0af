import { VerificationError } from '@lontar/credentials/errors'
import type { OfferRecord } from '@lontar/issuer'
import type { Transaction } from 'kysely'
import type { DatabaseSchema } from '../database-schema.ts'
import type { StoreDatabase } from '../store-database.ts'
import { credentialOfferPlace, identityPlace } from './offer-places.ts'

/**
 * Keeps an offer; the unique `identity_jti` uses the evidence up in the same statement.
 *
 * @throws VerificationError `consent_withdrawn` for evidence whose person changed their mind before it was used
 */
export async function createOffer(
  database: StoreDatabase,
  offer: OfferRecord,
): Promise<'created' | 'identity_used'> {
  return await database.queries.transaction().execute(async (transaction) => {
    await requireConsentInForce(transaction, offer)
    return await insertOffer({ ...database, queries: transaction }, offer)
  })
}

/** Evidence lives for minutes after the decision: a withdrawal or an erasure in between ends it. */
async function requireConsentInForce(
  transaction: Transaction<DatabaseSchema>,
  { identityJti }: OfferRecord,
): Promise<void> {
  const withdrawn = await transaction
    .selectFrom('proofings')
    .innerJoin('consents', 'consents.consent_id', 'proofings.consent_id')
    .select('consents.consent_id')
    .where('proofings.identity_jti', '=', identityJti)
    .where('consents.withdrawn_at', 'is not', null)
    .executeTakeFirst()
  if (withdrawn === undefined) return
  throw new VerificationError('consent_withdrawn', 'The consent was withdrawn before anything was offered.')
}

async function insertOffer(
  { queries, secrets }: StoreDatabase,
  offer: OfferRecord,
): Promise<'created' | 'identity_used'> {
  const { issuanceId, txCode, signIn } = offer
  const { numInsertedOrUpdatedRows } = await queries
    .insertInto('offers')
    .values({
      issuance_id: issuanceId,
      code_hash: offer.codeHash,
      state: 'open',
      tx_code_mac: txCode === null ? null : secrets.txCodeMac(issuanceId, txCode),
      tx_code_tries: 0,
      configuration_ids: JSON.stringify(offer.configurationIds),
      copies: offer.copies,
      created_at: offer.createdAt.getTime(),
      expires_at: offer.expiresAt.getTime(),
      ends_at: offer.expiresAt.getTime(),
      credential_offer: secrets.seal(credentialOfferPlace(issuanceId), offer.credentialOffer),
      identity: secrets.seal(identityPlace(issuanceId), offer.identity),
      identity_jti: offer.identityJti,
      approval: offer.approval ?? 'immediate',
      ...(signIn !== undefined && {
        registration_mac: secrets.registrationMac(signIn.registrationNumber),
        one_time_code_mac: secrets.txCodeMac(issuanceId, signIn.oneTimeCode),
        issuer_state_hash: signIn.issuerStateHash,
      }),
    })
    .onConflict((conflict) => conflict.column('identity_jti').doNothing())
    .executeTakeFirstOrThrow()
  return numInsertedOrUpdatedRows === 1n ? 'created' : 'identity_used'
}
