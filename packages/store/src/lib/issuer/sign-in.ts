import type { SignInInput, SignInOutcome } from '@lontar/issuer'
import type { Selectable, Transaction } from 'kysely'
import type { AuthorizationsTable, DatabaseSchema, OffersTable } from '../database-schema.ts'
import type { Secrets } from '../encryption/secrets.ts'
import type { StoreDatabase } from '../store-database.ts'
import { erasedSignIn } from './erased-sign-in.ts'
import { issuancesOfLiveCodes } from './issuances-of-live-codes.ts'

type Offer = Selectable<OffersTable>
type Session = Selectable<AuthorizationsTable>

/** Signs in, or counts a wrong try, in one transaction. */
export async function signIn(
  { queries, secrets, forgetErased }: StoreDatabase,
  input: SignInInput,
): Promise<SignInOutcome> {
  const outcome = await queries.transaction().execute(async (transaction): Promise<SignInOutcome> => {
    const session = await findSession(transaction, input)
    if (session === undefined) return 'dead'
    const offer = await findOffer(transaction, secrets, input)
    if (offer === undefined || !isRight(secrets, offer, input)) {
      await countTry(transaction, { session, offer, maxTries: input.maxTries })
      return 'wrong'
    }
    if (!isOfOffer(offer, input)) {
      await countTry(transaction, { session, offer: undefined, maxTries: input.maxTries })
      return 'wrong'
    }
    return grant(transaction, { session, offer, input })
  })
  // Both erase something; the other answers change nothing.
  if (outcome === 'signed_in' || outcome === 'wrong') forgetErased()
  return outcome
}

async function findSession(
  transaction: Transaction<DatabaseSchema>,
  { sessionHash, maxTries, now }: SignInInput,
): Promise<Session | undefined> {
  return transaction
    .selectFrom('authorizations')
    .selectAll()
    .where('secret_hash', '=', sessionHash)
    .where('state', '=', 'signing_in')
    .where('expires_at', '>', now.getTime())
    .where('tries', '<', maxTries)
    .executeTakeFirst()
}

/** An offer that waits for a sign-in, by its number or, from the operator's own sign-in, by its id. */
async function findOffer(
  transaction: Transaction<DatabaseSchema>,
  secrets: Secrets,
  { as, maxTries, now }: SignInInput,
): Promise<Offer | undefined> {
  const open = transaction
    .selectFrom('offers')
    .selectAll()
    .where('state', '=', 'open')
    .where('registration_mac', 'is not', null)
    .where('expires_at', '>', now.getTime())
    .where('tx_code_tries', '<', maxTries)
    // A code that ended unredeemed leaves its offer to the next sign-in.
    .where('issuance_id', 'not in', issuancesOfLiveCodes(transaction, now))
  return 'issuanceId' in as
    ? open.where('issuance_id', '=', as.issuanceId).executeTakeFirst()
    : open.where('registration_mac', '=', secrets.registrationMac(as.registrationNumber)).executeTakeFirst()
}

/** Anybody can begin a session with any `issuer_state`, so the wrong one is no guess at the numbers. */
function isOfOffer({ issuer_state_hash }: Offer, { issuerStateHash }: SignInInput): boolean {
  return issuerStateHash === undefined || issuerStateHash === issuer_state_hash
}

function isRight(secrets: Secrets, offer: Offer, { as }: SignInInput): boolean {
  if ('issuanceId' in as) return true
  const given = secrets.txCodeMac(offer.issuance_id, as.oneTimeCode)
  return offer.one_time_code_mac !== null && secrets.equals(given, offer.one_time_code_mac)
}

/** Counts a wrong try against the session and the offer; the last one kills it and erases what it held. */
async function countTry(
  transaction: Transaction<DatabaseSchema>,
  { session, offer, maxTries }: { session: Session; offer: Offer | undefined; maxTries: number },
): Promise<void> {
  await transaction
    .updateTable('authorizations')
    .set({ tries: session.tries + 1 })
    .where('authorization_id', '=', session.authorization_id)
    .execute()
  if (offer === undefined) return
  const tries = offer.tx_code_tries + 1
  const erased = { state: 'dead', identity: null, credential_offer: null, ...erasedSignIn } as const
  await transaction
    .updateTable('offers')
    .set({ tx_code_tries: tries, ...(tries >= maxTries ? erased : {}) })
    .where('issuance_id', '=', offer.issuance_id)
    .execute()
}

async function grant(
  transaction: Transaction<DatabaseSchema>,
  { session, offer, input }: { session: Session; offer: Offer; input: SignInInput },
): Promise<SignInOutcome> {
  const held = JSON.parse(offer.configuration_ids) as string[]
  const granted = held.filter((id) => input.configurationIds.includes(id))
  if (granted.length === 0) return 'nothing_to_collect'
  await transaction
    .updateTable('authorizations')
    .set({
      state: 'granted',
      secret_hash: input.codeHash,
      issuance_id: offer.issuance_id,
      configuration_ids: JSON.stringify(granted),
      expires_at: input.codeExpiresAt.getTime(),
    })
    .where('authorization_id', '=', session.authorization_id)
    .execute()
  return 'signed_in'
}
