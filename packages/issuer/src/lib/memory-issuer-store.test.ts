import { describe, expect, test } from 'vitest'
import type { IssuanceIntent, OfferRecord } from './issuer-store.ts'
import { createMemoryIssuerStore } from './memory-issuer-store.ts'
import { startOfTest as now } from './test-issuer.test-support.ts'

const later = new Date(now.getTime() + 300_000)

const offer: OfferRecord = {
  issuanceId: 'issuance',
  codeHash: 'code',
  txCode: null,
  configurationIds: ['a'],
  copies: 1,
  createdAt: now,
  expiresAt: later,
  credentialOffer: '{}',
  identity: '{"marked":true}',
  identityJti: 'jti',
}

const intent: IssuanceIntent = {
  credentialId: 'credential',
  issuanceId: 'issuance',
  configurationId: 'a',
  keyThumbprint: 'key',
  statusListId: 'list',
  statusIndex: 1,
  payloadDigest: 'digest',
  keyId: 'kid',
  createdAt: now,
  expiresAt: later,
}

const redemption = {
  codeHash: 'code',
  txCode: null,
  maxTries: 5,
  tokenHash: 'token',
  tokenExpiresAt: later,
  now,
}

describe('createMemoryIssuerStore', () => {
  test('the identity is there until everything was delivered', async () => {
    const store = createMemoryIssuerStore()
    expect(await store.createOffer(offer)).toBe('created')
    expect(await store.redeemCode(redemption)).toMatchObject({ outcome: 'redeemed' })
    expect((await store.readGrant('token', now))?.identity).toBe(offer.identity)
    expect(await store.recordIntents([intent])).toBe('recorded')
    expect(await store.recordIntents([{ ...intent, credentialId: 'second' }])).toBe('quota_exceeded')
    await store.recordIssued(['credential'], now)
    expect(await store.readGrant('token', now)).toEqual({
      issuanceId: 'issuance',
      configurationIds: ['a'],
      copies: 1,
    })
  })

  test('an abandoned intent frees its place in the quota and is revoked for ever', async () => {
    const store = createMemoryIssuerStore()
    await store.createOffer(offer)
    await store.redeemCode(redemption)
    await store.recordIntents([intent])
    await store.abandonIntents(['credential', 'unknown'], now)
    expect(await store.readCredential('credential')).toMatchObject({ state: 'abandoned', status: 'revoked' })
    await expect(store.recordIssued(['credential'], now)).rejects.toMatchObject({ code: 'internal' })
    const change = { credentialId: 'credential', status: 'valid', reason: undefined, now } as const
    expect(await store.setCredentialStatus(change)).toBe('refused')
    expect(await store.recordIntents([{ ...intent, credentialId: 'second' }])).toBe('recorded')
  })

  test('recover spares what is younger than the given instant', async () => {
    const store = createMemoryIssuerStore()
    await store.createOffer(offer)
    await store.redeemCode(redemption)
    await store.recordIntents([intent])
    expect(await store.recover(now, now)).toBe(0)
    expect(await store.recover(later, later)).toBe(1)
  })

  test('all nonces are used up, or none', async () => {
    const store = createMemoryIssuerStore()
    await store.createNonce('a', later)
    await store.createNonce('b', now)
    expect(await store.consumeNonces(['a', 'b'], now)).toBe(false)
    expect(await store.consumeNonces([], now)).toBe(false)
    expect(await store.consumeNonces(['a'], now)).toBe(true)
    expect(await store.consumeNonces(['a'], now)).toBe(false)
  })

  test('100,000 places are all different, spread over the lists, and each list is left half empty (D11, D14)', async () => {
    const store = createMemoryIssuerStore()
    // In the largest batches that there are: whether three of a batch are evenly spaced costs more the longer it is.
    const batches = await Promise.all(Array.from({ length: 2000 }, () => store.reserveStatusPlaces(50)))
    const places = batches.flat()
    const names = new Set(places.map(({ statusListId, statusIndex }) => `${statusListId}:${statusIndex}`))
    expect(names.size).toBe(100_000)
    const lists = new Set(places.map(({ statusListId }) => statusListId))
    expect(lists.size).toBe(2)
    const first = places.slice(0, 65_536).map(({ statusIndex }) => statusIndex)
    const buckets = new Array<number>(16).fill(0)
    for (const index of first) buckets[index >> 13] = (buckets[index >> 13] ?? 0) + 1
    for (const count of buckets) expect(Math.abs(count - 4096)).toBeLessThan(300)
    for (const id of lists) expect((await store.readStatusList(id))?.size).toBe(131_072)
  })

  test('a list shorter than 131,072 is refused (D12)', () => {
    expect(() => createMemoryIssuerStore({ statusListSize: 131_071 })).toThrow(
      expect.objectContaining({ code: 'ERR_INVALID_ARG_VALUE' }),
    )
  })
})
