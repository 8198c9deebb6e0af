import type { IssuerStore, OfferRecord } from '@lontar/issuer'
import { describe, expect, it } from 'vitest'
import {
  codeOn,
  redemptionWith,
  refreshTokenRecord,
  rotationOf,
  tokenRecord,
} from '../../../fixtures/authorization-records.ts'
import { issuerStores } from '../../../fixtures/issuer-stores.ts'
import { deferredRecord, intentFor, later, offerRecord, redemption } from '../../../fixtures/records.ts'

/** A redeemed offer with its token and a refresh token. */
async function grantOn(issuer: IssuerStore, changes: Partial<OfferRecord> = {}, refresh: object = {}) {
  const offer = offerRecord({ configurationIds: ['a', 'b'], ...changes })
  await issuer.createOffer(offer)
  const record = refreshTokenRecord(offer.issuanceId, { configurationIds: ['a', 'b'], ...refresh })
  const redeemed = redemptionWith(offer, record)
  await issuer.redeemCode(redeemed)
  return { offer, record, tokenHash: redeemed.tokenHash }
}

async function issue(
  issuer: IssuerStore,
  issuanceId: string,
  configurationId: string,
  keyThumbprint?: string,
) {
  const [place] = await issuer.reserveStatusPlaces(1)
  if (place === undefined) expect.unreachable()
  const key = keyThumbprint === undefined ? {} : { keyThumbprint }
  const intent = intentFor({ issuanceId, configurationIds: [configurationId] }, place, key)
  const outcome = await issuer.recordIntents([intent])
  if (outcome === 'recorded') await issuer.recordIssued([intent.credentialId], later(3))
  return outcome
}

async function promise(issuer: IssuerStore, { issuanceId }: OfferRecord, configurationId: string) {
  const record = deferredRecord({ issuanceId, configurationIds: [configurationId] })
  expect(await issuer.createDeferred(record)).toBe('created')
  return record
}

const decide = (
  issuer: IssuerStore,
  { deferredId }: { deferredId: string },
  decision: 'approved' | 'denied',
) => issuer.decideDeferred({ deferredId, decision, reason: undefined, now: later(5) })

const take = (issuer: IssuerStore, { transactionHash }: { transactionHash: string }, issuanceId: string) =>
  issuer.takeDeferred({ transactionHash, issuanceId, now: later(20) })

describe.each(issuerStores)('an issuer store %s', (_name, create) => {
  it('keeps a refresh in the issuance under which something is promised', async () => {
    const issuer = await create()
    const { offer, record } = await grantOn(issuer, { approval: 'deferred' })
    const waiting = await promise(issuer, offer, 'b')
    expect(await issue(issuer, offer.issuanceId, 'a')).toBe('recorded')
    const rotation = rotationOf(record)
    expect(await issuer.rotateRefreshToken(rotation)).toBe('rotated')
    const grant = await issuer.readGrant(rotation.token.tokenHash, later(11))
    expect(grant?.issuanceId).toBe(offer.issuanceId)
    await decide(issuer, waiting, 'approved')
    expect(await take(issuer, waiting, offer.issuanceId)).toMatchObject({ outcome: 'taken' })
  })

  it('gives a promise to a renewal of its issuance, and to no other', async () => {
    const issuer = await create()
    const { offer, record } = await grantOn(issuer, { approval: 'deferred', copies: 2 })
    await issue(issuer, offer.issuanceId, 'a')
    const rotation = rotationOf(record)
    expect(await issuer.rotateRefreshToken(rotation)).toBe('rotated')
    const waiting = await promise(issuer, offer, 'b')
    await decide(issuer, waiting, 'approved')
    const stranger = await grantOn(issuer)
    expect(await take(issuer, waiting, stranger.offer.issuanceId)).toEqual({ outcome: 'unknown' })
    const taken = await take(issuer, waiting, rotation.issuance.issuanceId)
    expect(taken).toMatchObject({ outcome: 'taken', issuanceId: offer.issuanceId })
  })

  it('lets refresh tokens live as long as a promise', async () => {
    const issuer = await create()
    const { offer, record } = await grantOn(issuer, {}, { expiresAt: later(600) })
    await promise(issuer, offer, 'a')
    expect((await issuer.readRefreshToken(record.tokenHash, later(80_000)))?.expiresAt).toEqual(later(86_400))
    const rotation = rotationOf(record)
    await issuer.rotateRefreshToken(rotation)
    expect(await issuer.readRefreshToken(rotation.next.tokenHash, later(80_000))).toBeDefined()
  })

  it('makes a denial final for the row of renewals, also when its time is over', async () => {
    const issuer = await create()
    const { offer, record } = await grantOn(issuer, { copies: 2 }, { expiresAt: later(1_000_000) })
    const waiting = await promise(issuer, offer, 'b')
    await issue(issuer, offer.issuanceId, 'a')
    await decide(issuer, waiting, 'denied')
    await issuer.purge(later(86_401))
    const again = deferredRecord({ issuanceId: offer.issuanceId, configurationIds: ['b'] })
    expect(await issuer.createDeferred(again)).toBe('quota_exceeded')
    const rotation = rotationOf(record)
    expect(await issuer.rotateRefreshToken(rotation)).toBe('rotated')
    const { issuanceId } = rotation.issuance
    expect(await issuer.createDeferred({ ...again, issuanceId })).toBe('quota_exceeded')
    expect(await issue(issuer, issuanceId, 'b')).toBe('quota_exceeded')
    expect(await issue(issuer, issuanceId, 'a')).toBe('recorded')
  })

  it('refuses a refresh when everything was denied', async () => {
    const issuer = await create()
    const { offer, record } = await grantOn(issuer, { configurationIds: ['a'] })
    await decide(issuer, await promise(issuer, offer, 'a'), 'denied')
    expect(await issuer.rotateRefreshToken(rotationOf(record))).toBe('refused')
  })

  it('begins so many renewals since then, and opens the present issuance without its identity after that', async () => {
    const issuer = await create()
    const { offer, record } = await grantOn(issuer, { configurationIds: ['a'] })
    await issue(issuer, offer.issuanceId, 'a')
    const first = { ...rotationOf(record), renewals: { atMost: 1, since: later(0) } }
    await issuer.rotateRefreshToken(first)
    const { issuanceId } = first.issuance
    expect(await issue(issuer, issuanceId, 'a')).toBe('recorded')
    const second = { ...rotationOf({ ...record, ...first.next }), renewals: first.renewals }
    expect(await issuer.rotateRefreshToken(second)).toBe('rotated')
    const grant = await issuer.readGrant(second.token.tokenHash, later(11))
    expect(grant).toMatchObject({ issuanceId })
    expect(grant).not.toHaveProperty('identity')
  })

  it('renews nothing from the end of renewals on', async () => {
    const issuer = await create()
    const { offer, record } = await grantOn(
      issuer,
      { configurationIds: ['a'] },
      { renewableUntil: later(10) },
    )
    await issue(issuer, offer.issuanceId, 'a')
    const rotation = rotationOf(record)
    expect(await issuer.rotateRefreshToken(rotation)).toBe('rotated')
    expect(await issuer.readGrant(rotation.token.tokenHash, later(11))).toMatchObject({
      issuanceId: offer.issuanceId,
    })
  })

  it('gives one key one credential of a configuration, at once or promised', async () => {
    const issuer = await create()
    const { offer } = await grantOn(issuer, { copies: 3 })
    const { issuanceId } = offer
    expect(await issue(issuer, issuanceId, 'a', 'key')).toBe('recorded')
    expect(await issue(issuer, issuanceId, 'a', 'key')).toBe('key_used')
    const asked = deferredRecord(
      { issuanceId, configurationIds: ['a'] },
      { keyThumbprints: ['other', 'key'] },
    )
    expect(await issuer.createDeferred(asked)).toBe('key_used')
    const waiting = deferredRecord({ issuanceId, configurationIds: ['b'] }, { keyThumbprints: ['waits'] })
    expect(await issuer.createDeferred(waiting)).toBe('created')
    const second = deferredRecord({ issuanceId, configurationIds: ['b'] }, { keyThumbprints: ['waits'] })
    expect(await issuer.createDeferred(second)).toBe('key_used')
    await decide(issuer, waiting, 'approved')
    await take(issuer, waiting, issuanceId)
    expect(await issue(issuer, issuanceId, 'b', 'waits')).toBe('recorded')
    expect(await issue(issuer, issuanceId, 'a', 'waits')).toBe('recorded')
    const { offer: another } = await grantOn(issuer)
    expect(await issue(issuer, another.issuanceId, 'a', 'key')).toBe('recorded')
  })

  it('ends the access tokens of a row with its refresh tokens', async () => {
    const issuer = await create()
    const { offer, record, tokenHash } = await grantOn(issuer)
    const other = await grantOn(issuer)
    await issue(issuer, offer.issuanceId, 'a')
    const rotation = rotationOf(record)
    await issuer.rotateRefreshToken(rotation)
    await issuer.endRenewals(offer.issuanceId)
    expect(await issuer.readGrant(tokenHash, later(11))).toBeUndefined()
    expect(await issuer.readGrant(rotation.token.tokenHash, later(11))).toBeUndefined()
    expect(await issuer.readRefreshToken(rotation.next.tokenHash, later(11))).toBeUndefined()
    expect(await issuer.readGrant(other.tokenHash, later(11))).toBeDefined()
  })

  it('knows a code that was used until its end', async () => {
    const issuer = await create()
    const { offer, codeHash } = await codeOn(issuer)
    expect(await issuer.readCode(codeHash, later(3))).not.toHaveProperty('usedFor')
    const redeem = () => issuer.redeemAuthorizationCode({ codeHash, token: tokenRecord(), now: later(3) })
    expect(await redeem()).toBe(offer.issuanceId)
    expect(await redeem()).toBeUndefined()
    expect((await issuer.readCode(codeHash, later(3)))?.usedFor).toBe(offer.issuanceId)
    expect(await issuer.readCode(codeHash, later(62))).toBeUndefined()
  })

  it('takes a notification under a renewal, and each word once', async () => {
    const issuer = await create()
    const { offer, record } = await grantOn(issuer)
    await issue(issuer, offer.issuanceId, 'a')
    const rotation = rotationOf(record)
    await issuer.rotateRefreshToken(rotation)
    const { issuanceId } = offer
    const kept = { notificationHash: 'n', issuanceId, credentialIds: ['c'], createdAt: later(3) }
    await issuer.createNotification({ ...kept, expiresAt: later(1000) })
    const stranger = (await grantOn(issuer)).offer.issuanceId
    const say = async (
      event: 'accepted' | 'failure' | 'deleted',
      under: string = rotation.issuance.issuanceId,
    ) => {
      const said = { notificationHash: 'n', issuanceId: under, event: `credential_${event}` } as const
      return (await issuer.recordNotification({ ...said, now: later(12) })).outcome
    }
    expect(await say('accepted', stranger)).toBe('unknown')
    expect([await say('failure'), await say('accepted'), await say('failure')]).toEqual([
      'recorded',
      'repeated',
      'repeated',
    ])
    expect([await say('deleted', issuanceId), await say('accepted')]).toEqual(['recorded', 'repeated'])
  })

  it('knows no server nonce that ends later than any could', async () => {
    const issuer = await create()
    await issuer.createServerNonce('n', later(300))
    expect(await issuer.hasServerNonce('n', later(0), later(300))).toBe(true)
    expect(await issuer.hasServerNonce('n', later(0), later(299))).toBe(false)
    expect(await issuer.hasServerNonce('n', later(300), later(600))).toBe(false)
  })

  it('takes a proof once', async () => {
    const issuer = await create()
    expect(await issuer.rememberJti('j', later(300))).toBe('new')
    expect(await issuer.rememberJti('j', later(300))).toBe('seen')
    await issuer.purge(later(300))
    expect(await issuer.rememberJti('j', later(600))).toBe('new')
  })

  it('shows no offer that wrong codes ended', async () => {
    const issuer = await create()
    const offer = offerRecord()
    await issuer.createOffer(offer)
    const wrong = { ...redemption(offer), txCode: '000000' }
    for (let round = 0; round < 4; round += 1) await issuer.redeemCode(wrong)
    expect(await issuer.readOffer(offer.issuanceId, later(2))).toBe(offer.credentialOffer)
    await issuer.redeemCode(wrong)
    expect(await issuer.readOffer(offer.issuanceId, later(2))).toBeUndefined()
  })

  it('records nothing as issued that is not intended', async () => {
    const issuer = await create()
    await expect(issuer.recordIssued(['unknown'], later(3))).rejects.toMatchObject({ code: 'internal' })
    await expect(issuer.recordIssued([], later(3))).resolves.toBeUndefined()
  })

  it('finishes what is being delivered and nothing else', async () => {
    const issuer = await create()
    const { offer } = await grantOn(issuer)
    const waiting = await promise(issuer, offer, 'a')
    await issuer.finishDeferred(waiting.deferredId, later(6))
    expect(await issuer.listDeferred(later(7))).toMatchObject([{ state: 'pending' }])
    await decide(issuer, waiting, 'approved')
    await take(issuer, waiting, offer.issuanceId)
    await issuer.finishDeferred(waiting.deferredId, later(21))
    expect(await issuer.listDeferred(later(22))).toEqual([])
  })

  it('grants nothing that the offer does not hold', async () => {
    const issuer = await create()
    const { offer } = await grantOn(issuer)
    expect(await issue(issuer, offer.issuanceId, 'c')).toBe('quota_exceeded')
    const foreign = deferredRecord({ issuanceId: offer.issuanceId, configurationIds: ['c'] })
    expect(await issuer.createDeferred(foreign)).toBe('quota_exceeded')
  })
})
