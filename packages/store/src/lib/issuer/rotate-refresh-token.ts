import type { RotationInput } from '@lontar/issuer'
import type { Selectable, Transaction } from 'kysely'
import type { DatabaseSchema, OffersTable, RefreshTokensTable } from '../database-schema.ts'
import type { Secrets } from '../encryption/secrets.ts'
import type { StoreDatabase } from '../store-database.ts'
import { isIssuanceRestricted } from '../subject/is-issuance-restricted.ts'
import { countLive } from './count-live.ts'
import { countWaiting } from './count-waiting.ts'
import { insertToken } from './insert-token.ts'
import { identityPlace } from './offer-places.ts'
import { refreshTokenRow } from './refresh-tokens.ts'
import { statusValues } from './status-value.ts'

type Row = Selectable<RefreshTokensTable>

/** Uses a refresh token up and records all that follows, in one transaction. */
export async function rotateRefreshToken(
  { queries, secrets, forgetErased }: StoreDatabase,
  input: RotationInput,
): Promise<'rotated' | 'refused'> {
  const outcome = await queries.transaction().execute(async (transaction) => {
    const present = await readPresent(transaction, input)
    if (present === undefined || (present.left.length === 0 && !present.issued)) return 'refused'
    if (await isIssuanceRestricted(transaction, present.issuance_id)) return 'refused'
    const row = await useUp(transaction, input)
    if (row === undefined) return 'refused'
    const issuanceId = await openIssuance(transaction, secrets, { row, input, present })
    const expiresAt = new Date(Math.max(row.expires_at, input.next.expiresAt.getTime()))
    const next = { ...input.next, expiresAt, familyId: row.family_id, issuanceId }
    await transaction.insertInto('refresh_tokens').values(refreshTokenRow(next)).execute()
    await insertToken(transaction, issuanceId, input.token)
    return 'rotated'
  })
  if (outcome === 'rotated') forgetErased()
  return outcome
}

/** The one conditional UPDATE that decides which of many callers uses the token. */
async function useUp(
  transaction: Transaction<DatabaseSchema>,
  { tokenHash, clientId, dpopThumbprint, now }: RotationInput,
): Promise<Row | undefined> {
  return transaction
    .updateTable('refresh_tokens')
    .set({ identity: '' })
    .where('token_hash', '=', tokenHash)
    .where('identity', '<>', '')
    .where('client_id', 'is', clientId ?? null)
    .where('dpop_thumbprint', 'is', dpopThumbprint ?? null)
    .where('expires_at', '>', now.getTime())
    .where(({ not, exists }) => not(exists(takenAway(transaction))))
    .returningAll()
    .executeTakeFirst()
}

/** Credentials of the row of renewals that were issued and then revoked or suspended. */
function takenAway(transaction: Transaction<DatabaseSchema>) {
  return transaction
    .selectFrom('offers')
    .innerJoin('credentials', 'credentials.issuance_id', 'offers.issuance_id')
    .innerJoin('status_places', (join) =>
      join
        .onRef('status_places.status_list_id', '=', 'credentials.status_list_id')
        .onRef('status_places.status_index', '=', 'credentials.status_index'),
    )
    .select('credentials.credential_id')
    .where(({ or, eb, ref }) =>
      or([
        eb('offers.issuance_id', '=', ref('refresh_tokens.family_id' as never)),
        eb('offers.renews', '=', ref('refresh_tokens.family_id' as never)),
      ]),
    )
    .where('credentials.state', '=', 'issued')
    .where('status_places.status', '<>', statusValues.valid)
}

/** The issuance that a refresh token belongs to. */
interface Present extends Pick<Selectable<OffersTable>, 'issuance_id' | 'copies' | 'approval'> {
  /** What it holds and was not denied. */
  readonly left: readonly string[]
  readonly issued: boolean
}

async function readPresent(
  transaction: Transaction<DatabaseSchema>,
  { tokenHash }: RotationInput,
): Promise<Present | undefined> {
  const offer = await transaction
    .selectFrom('refresh_tokens')
    .innerJoin('offers', 'offers.issuance_id', 'refresh_tokens.issuance_id')
    .select(['offers.issuance_id', 'offers.copies', 'offers.approval', 'offers.configuration_ids'])
    .where('refresh_tokens.token_hash', '=', tokenHash)
    .executeTakeFirst()
  if (offer === undefined) return undefined
  const { issuance_id, copies, approval } = offer
  const denied = await deniedOf(transaction, issuance_id)
  const held = JSON.parse(offer.configuration_ids) as string[]
  const left = held.filter((id) => !denied.includes(id))
  return { issuance_id, copies, approval, left, issued: await wasIssued(transaction, issuance_id) }
}

async function deniedOf(
  transaction: Transaction<DatabaseSchema>,
  issuanceId: string,
): Promise<readonly string[]> {
  const rows = await transaction
    .selectFrom('deferred')
    .select('configuration_id')
    .where('issuance_id', '=', issuanceId)
    .where('state', '=', 'denied')
    .execute()
  return rows.map(({ configuration_id }) => configuration_id)
}

async function wasIssued(transaction: Transaction<DatabaseSchema>, issuanceId: string): Promise<boolean> {
  const row = await transaction
    .selectFrom('credentials')
    .select('credential_id')
    .where('issuance_id', '=', issuanceId)
    .where('state', '=', 'issued')
    .executeTakeFirst()
  return row !== undefined
}

interface Opening {
  readonly row: Row
  readonly input: RotationInput
  readonly present: Present
}

/** Opens a new issuance like the present one where a renewal may begin, else the present one again. */
async function openIssuance(
  transaction: Transaction<DatabaseSchema>,
  secrets: Secrets,
  opening: Opening,
): Promise<string> {
  const { present, input } = opening
  if (present.issued && present.left.length > 0 && (await mayRenew(transaction, opening))) {
    await insertRenewal(transaction, secrets, opening)
    return input.issuance.issuanceId
  }
  if (await isAnythingLeft(transaction, present)) {
    await transaction
      .updateTable('offers')
      .set({ identity: secrets.seal(identityPlace(present.issuance_id), input.issuance.identity) })
      .where('issuance_id', '=', present.issuance_id)
      .execute()
  }
  return present.issuance_id
}

async function mayRenew(
  transaction: Transaction<DatabaseSchema>,
  { row, input: { now, renewals } }: Opening,
): Promise<boolean> {
  if (now.getTime() >= row.renewable_until) return false
  const { count } = await transaction
    .selectFrom('offers')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where('renews', '=', row.family_id)
    .where('created_at', '>', renewals.since.getTime())
    .executeTakeFirstOrThrow()
  const promised = await transaction
    .selectFrom('deferred')
    .select('deferred_id')
    .where('issuance_id', '=', row.issuance_id)
    .where('state', 'not in', ['delivered', 'denied'])
    .where('expires_at', '>', now.getTime())
    .executeTakeFirst()
  return count < renewals.atMost && promised === undefined
}

/** The identity comes back as far as anything is left to ask for. */
async function isAnythingLeft(
  transaction: Transaction<DatabaseSchema>,
  { issuance_id: issuanceId, copies, left }: Present,
): Promise<boolean> {
  for (const configurationId of left) {
    const configuration = { issuanceId, configurationId }
    const taken =
      (await countLive(transaction, configuration)) + (await countWaiting(transaction, configuration))
    if (taken < copies) return true
  }
  return false
}

async function insertRenewal(
  transaction: Transaction<DatabaseSchema>,
  secrets: Secrets,
  { row, input, present }: Opening,
): Promise<void> {
  const { issuanceId, codeHash, identity } = input.issuance
  await transaction
    .insertInto('offers')
    .values({
      approval: present.approval,
      configuration_ids: JSON.stringify(present.left),
      issuance_id: issuanceId,
      code_hash: codeHash,
      state: 'redeemed',
      tx_code_tries: 0,
      copies: row.copies,
      created_at: input.now.getTime(),
      expires_at: input.token.expiresAt.getTime(),
      identity: secrets.seal(identityPlace(issuanceId), identity),
      identity_jti: `renewal ${issuanceId}`,
      renews: row.family_id,
    })
    .execute()
}
