import type { IssuerStore, Redemption } from '@lontar/issuer'
import type { Selectable, Transaction } from 'kysely'
import type { DatabaseSchema, OffersTable } from '../database-schema.ts'
import type { Secrets } from '../encryption/secrets.ts'
import type { StoreDatabase } from '../store-database.ts'
import { isIssuanceRestricted } from '../subject/is-issuance-restricted.ts'
import { insertToken } from './insert-token.ts'
import { keepFirstRefreshToken } from './refresh-tokens.ts'
import { useUpCode } from './use-up-code.ts'

type RedeemInput = Parameters<IssuerStore['redeemCode']>[0]
type Offer = Selectable<OffersTable>
type Refusal = Exclude<Redemption['outcome'], 'redeemed'>

/** What stands against a redemption. A distinct answer about the `tx_code` is given only for a live code. */
function findRefusal(secrets: Secrets, offer: Offer | undefined, input: RedeemInput): Refusal | undefined {
  if (offer === undefined || offer.state !== 'open' || offer.tx_code_tries >= input.maxTries)
    return 'code_invalid'
  if (offer.expires_at <= input.now.getTime()) return 'code_expired'
  if (offer.tx_code_mac === null) return input.txCode === null ? undefined : 'tx_code_unexpected'
  if (input.txCode === null) return 'tx_code_required'
  const given = secrets.txCodeMac(offer.issuance_id, input.txCode)
  return secrets.equals(given, offer.tx_code_mac) ? undefined : 'tx_code_wrong'
}

/** Whether more is asked for than the offer holds; told only to whom has the right code. */
function asksForMore({ configuration_ids }: Offer, { configurationIds = [] }: RedeemInput): boolean {
  const held = JSON.parse(configuration_ids) as string[]
  return !configurationIds.every((id) => held.includes(id))
}

const erased = { credential_offer: null, identity: null, tx_code_mac: null }

/** Counts a wrong try; the last one kills the code and erases what the offer held. */
async function countTry(
  transaction: Transaction<DatabaseSchema>,
  offer: Offer,
  maxTries: number,
): Promise<void> {
  const tries = offer.tx_code_tries + 1
  const dead = tries >= maxTries
  await transaction
    .updateTable('offers')
    .set({ tx_code_tries: tries, ...(dead ? { state: 'dead', ...erased } : {}) })
    .where('issuance_id', '=', offer.issuance_id)
    .where('state', '=', 'open')
    .execute()
}

async function redeem(
  transaction: Transaction<DatabaseSchema>,
  secrets: Secrets,
  offer: Offer,
  input: RedeemInput,
): Promise<Redemption> {
  if (!(await useUpCode(transaction, input))) return { outcome: 'code_invalid' }
  const { tokenExpiresAt: expiresAt } = input
  const configurationIds = input.configurationIds ?? (JSON.parse(offer.configuration_ids) as string[])
  await insertToken(transaction, offer.issuance_id, { ...input, expiresAt, configurationIds })
  await keepFirstRefreshToken(transaction, secrets, input)
  return {
    outcome: 'redeemed',
    issuanceId: offer.issuance_id,
    configurationIds,
  }
}

/** Uses a code up and records its tokens, or counts a wrong try, in one transaction. */
export async function redeemCode(
  { queries, secrets, forgetErased }: StoreDatabase,
  input: RedeemInput,
): Promise<Redemption> {
  const redemption = await queries.transaction().execute(async (transaction): Promise<Redemption> => {
    const offer = await transaction
      .selectFrom('offers')
      .selectAll()
      .where('code_hash', '=', input.codeHash)
      .executeTakeFirst()
    if (offer !== undefined && (await isIssuanceRestricted(transaction, offer.issuance_id))) {
      return { outcome: 'code_invalid' }
    }
    const refusal = findRefusal(secrets, offer, input)
    if (refusal === 'tx_code_wrong' && offer !== undefined) await countTry(transaction, offer, input.maxTries)
    if (offer === undefined || refusal !== undefined) return { outcome: refusal ?? 'code_invalid' }
    if (asksForMore(offer, input)) return { outcome: 'configuration_refused' }
    return await redeem(transaction, secrets, offer, input)
  })
  // Both erase something; the other answers change nothing.
  if (['redeemed', 'tx_code_wrong'].includes(redemption.outcome)) forgetErased()
  return redemption
}
