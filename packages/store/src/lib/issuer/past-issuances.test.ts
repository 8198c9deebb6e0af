import type { IssuerStore } from '@lontar/issuer'
import { sql } from 'kysely'
import { describe, expect, it } from 'vitest'
import { redemptionWith, refreshTokenRecord, rotationOf } from '../../../fixtures/authorization-records.ts'
import { issuerStores } from '../../../fixtures/issuer-stores.ts'
import { memoryDatabase } from '../../../fixtures/memory-database.ts'
import { intentFor, later, offerRecord, redemption } from '../../../fixtures/records.ts'
import { createSchema, migrate } from '../migrations/migrate.ts'
import { migrations } from '../migrations/migrations.ts'

const day = 86_400

/** Issues a credential that ends at a time. */
async function issue(issuer: IssuerStore, issuanceId: string, ends: number): Promise<string> {
  const [place] = await issuer.reserveStatusPlaces(1)
  if (place === undefined) expect.unreachable()
  const offer = { issuanceId, configurationIds: ['ktp_vc+sd-jwt'] }
  const intent = intentFor(offer, place, { expiresAt: later(ends) })
  expect(await issuer.recordIntents([intent])).toBe('recorded')
  await issuer.recordIssued([intent.credentialId], later(3))
  return intent.credentialId
}

async function redeemed(issuer: IssuerStore, changes: object = {}) {
  const offer = offerRecord(changes)
  await issuer.createOffer(offer)
  await issuer.redeemCode(redemption(offer))
  return offer
}

describe.each(issuerStores)('past issuances %s', (_name, create) => {
  it('are deleted with their credentials when offer and last credential ended before, and not earlier', async () => {
    const issuer = await create()
    const offer = await redeemed(issuer, { copies: 2 })
    const ids = [await issue(issuer, offer.issuanceId, day), await issue(issuer, offer.issuanceId, 9 * day)]
    await issuer.purge(later(20 * day))
    expect(await issuer.purge(later(20 * day), later(9 * day - 1))).toBe(0)
    expect(await issuer.listCredentials(10)).toHaveLength(2)
    // Two credentials and the offer.
    expect(await issuer.purge(later(20 * day), later(9 * day))).toBe(3)
    for (const id of ids) expect(await issuer.readCredential(id)).toBeUndefined()
    const change = { status: 'revoked', reason: undefined, now: later(20 * day) } as const
    expect(await issuer.setCredentialStatus({ credentialId: ids[0] ?? '', ...change })).toBe('unknown')
    expect(await issuer.purge(later(20 * day), later(20 * day))).toBe(0)
  })

  it('leave their places on the status lists as they are', async () => {
    const issuer = await create()
    const credentialId = await issue(issuer, (await redeemed(issuer)).issuanceId, day)
    await issuer.setCredentialStatus({ credentialId, status: 'revoked', reason: undefined, now: later(5) })
    const [before] = await issuer.readStatusLists()
    const list = await issuer.readStatusList(before?.statusListId ?? '')
    expect(list?.entries).toHaveLength(1)
    await issuer.purge(later(20 * day), later(day))
    expect(await issuer.listCredentials(10)).toEqual([])
    expect(await issuer.readStatusList(before?.statusListId ?? '')).toEqual(list)
    expect(await issuer.readStatusLists()).toEqual([before])
  })

  it('that nobody redeemed are deleted too, with the evidence that they used', async () => {
    const issuer = await create()
    await issuer.createOffer(offerRecord({ identityJti: 'one' }))
    expect(await issuer.createOffer(offerRecord({ identityJti: 'one' }))).toBe('identity_used')
    await issuer.purge(later(day), later(299))
    expect(await issuer.createOffer(offerRecord({ identityJti: 'one' }))).toBe('identity_used')
    await issuer.purge(later(day), later(300))
    expect(await issuer.createOffer(offerRecord({ identityJti: 'one' }))).toBe('created')
  })

  it('stay while they can be renewed, so that what was taken away is not brought back', async () => {
    const issuer = await create()
    const offer = offerRecord()
    await issuer.createOffer(offer)
    const record = refreshTokenRecord(offer.issuanceId, {
      expiresAt: later(30 * day),
      renewableUntil: later(30 * day),
    })
    await issuer.redeemCode(redemptionWith(offer, record))
    const credentialId = await issue(issuer, offer.issuanceId, day)
    await issuer.setCredentialStatus({ credentialId, status: 'revoked', reason: undefined, now: later(5) })
    await issuer.purge(later(20 * day), later(10 * day))
    expect(await issuer.readCredential(credentialId)).toBeDefined()
    expect(await issuer.rotateRefreshToken({ ...rotationOf(record), now: later(20 * day) })).toBe('refused')
    await issuer.purge(later(50 * day), later(40 * day))
    expect(await issuer.readCredential(credentialId)).toBeUndefined()
  })

  it('go together with their renewals, and stay for a renewal whose credential has not ended', async () => {
    const issuer = await create()
    const offer = offerRecord()
    await issuer.createOffer(offer)
    const record = refreshTokenRecord(offer.issuanceId)
    await issuer.redeemCode(redemptionWith(offer, record))
    const first = await issue(issuer, offer.issuanceId, 2 * day)
    const rotation = rotationOf(record)
    expect(await issuer.rotateRefreshToken(rotation)).toBe('rotated')
    const renewed = await issue(issuer, rotation.issuance.issuanceId, 9 * day)
    await issuer.purge(later(20 * day), later(8 * day))
    expect(await issuer.readCredential(first)).toBeDefined()
    await issuer.purge(later(20 * day), later(9 * day))
    expect([await issuer.readCredential(first), await issuer.readCredential(renewed)]).toEqual([
      undefined,
      undefined,
    ])
  })
})

describe('on SQLite', () => {
  it('past issuances are found by an index', async () => {
    const { queries } = await memoryDatabase()
    const statement =
      "SELECT issuance_id FROM offers WHERE renews IS NULL AND ends_at <= 5 AND state <> 'open' ORDER BY ends_at LIMIT 500"
    const { rows } = await sql.raw<{ detail: string }>(`EXPLAIN QUERY PLAN ${statement}`).execute(queries)
    expect(rows.map(({ detail }) => detail).join()).toContain('offers_by_end')
  })

  it('the tenth step finds the end of what is there: of the last credential, also of a renewal', async () => {
    const { queries } = await memoryDatabase({ empty: true })
    await queries.transaction().execute((transaction) => createSchema(transaction, migrations.slice(0, 9)))
    const offer = (id: string, ends: number, renews: string) =>
      `INSERT INTO offers (issuance_id, code_hash, state, configuration_ids, copies, created_at, expires_at, identity_jti, renews)
       VALUES ('${id}', '${id}', 'redeemed', '[]', 1, 0, ${ends}, '${id}', ${renews})`
    const statements = [
      offer('first', 5, 'NULL'),
      offer('renewal', 7, "'first'"),
      offer('alone', 6, 'NULL'),
      `INSERT INTO status_lists VALUES (1, 'l', 131072, 1, NULL)`,
      `INSERT INTO status_places VALUES ('l', 1, 0)`,
      `INSERT INTO credentials VALUES (1, 'a', 'renewal', 'c', 't', 'l', 1, '', 'k', 'issued', NULL, 0, 90, 0)`,
    ]
    for (const statement of statements) await sql.raw(statement).execute(queries)
    await migrate(queries, migrations)
    const rows = await queries
      .selectFrom('offers')
      .select(['issuance_id', 'ends_at'])
      .orderBy('issuance_id')
      .execute()
    expect(rows).toEqual([
      { issuance_id: 'alone', ends_at: 6 },
      { issuance_id: 'first', ends_at: 90 },
      { issuance_id: 'renewal', ends_at: 90 },
    ])
  })
})
