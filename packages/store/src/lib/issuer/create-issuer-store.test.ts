import type { IssuerStore, OfferRecord, StatusPlace } from '@lontar/issuer'
import { sql } from 'kysely'
import { describe, expect, it } from 'vitest'
import { issuerStores } from '../../../fixtures/issuer-stores.ts'
import { memoryDatabase } from '../../../fixtures/memory-database.ts'
import { hash, intentFor, later, offerRecord, redemption, start } from '../../../fixtures/records.ts'
import { createIssuerStore } from './create-issuer-store.ts'

async function placeOn(issuer: IssuerStore): Promise<StatusPlace> {
  const [place] = await issuer.reserveStatusPlaces(1)
  if (place === undefined) throw new Error('No place was reserved.')
  return place
}

/** An offer whose code has been redeemed. */
async function grantOn(issuer: IssuerStore, changes: Partial<OfferRecord> = {}) {
  const offer = offerRecord(changes)
  await issuer.createOffer(offer)
  const request = redemption(offer)
  await issuer.redeemCode(request)
  return { offer, tokenHash: request.tokenHash }
}

describe('offers', () => {
  it.each(issuerStores)('are read while they can be redeemed (%s)', async (_where, create) => {
    const issuer = await create()
    const offer = offerRecord()
    expect(await issuer.createOffer(offer)).toBe('created')
    expect(await issuer.readOffer(offer.issuanceId, later(299))).toBe(offer.credentialOffer)
  })

  it.each(issuerStores)('are not read when unknown, expired or redeemed (%s)', async (_where, create) => {
    const issuer = await create()
    const offer = offerRecord()
    await issuer.createOffer(offer)
    expect(await issuer.readOffer('unknown', start)).toBeUndefined()
    expect(await issuer.readOffer(offer.issuanceId, later(300))).toBeUndefined()
    await issuer.redeemCode(redemption(offer))
    expect(await issuer.readOffer(offer.issuanceId, later(1))).toBeUndefined()
  })

  it.each(issuerStores)('use their evidence up (I6) (%s)', async (_where, create) => {
    const issuer = await create()
    const first = offerRecord({ identityJti: 'one' })
    const second = offerRecord({ identityJti: 'one' })
    expect(await issuer.createOffer(first)).toBe('created')
    expect(await issuer.createOffer(second)).toBe('identity_used')
    expect(await issuer.readOffer(second.issuanceId, start)).toBeUndefined()
    expect(await issuer.createOffer(offerRecord({ identityJti: 'two' }))).toBe('created')
  })

  it.each(issuerStores)('cannot share a code (%s)', async (_where, create) => {
    const issuer = await create()
    const offer = offerRecord()
    await issuer.createOffer(offer)
    await expect(issuer.createOffer(offerRecord({ codeHash: offer.codeHash }))).rejects.toMatchObject({
      code: 'internal',
    })
  })
})

describe('redemption', () => {
  it.each(issuerStores)('keeps with the token who asked for it (%s)', async (_where, create) => {
    const issuer = await create()
    const clients: readonly { readonly clientId?: string }[] = [{ clientId: 'wallet' }, {}]
    for (const client of clients) {
      const offer = offerRecord()
      await issuer.createOffer(offer)
      const request = { ...redemption(offer), ...client }
      await issuer.redeemCode(request)
      const { clientId } = (await issuer.readGrant(request.tokenHash, later(2))) ?? {}
      expect(clientId).toBe(request.clientId)
    }
  })

  it.each(issuerStores)('keeps with the token the key that it is bound to (%s)', async (_where, create) => {
    const issuer = await create()
    const bindings: readonly { readonly dpopThumbprint?: string }[] = [{ dpopThumbprint: 'key' }, {}]
    for (const binding of bindings) {
      const offer = offerRecord()
      await issuer.createOffer(offer)
      const request = { ...redemption(offer), ...binding }
      await issuer.redeemCode(request)
      const { dpopThumbprint } = (await issuer.readGrant(request.tokenHash, later(2))) ?? {}
      expect(dpopThumbprint).toBe(request.dpopThumbprint)
    }
  })

  it.each(issuerStores)('opens a grant with the right code (%s)', async (_where, create) => {
    const issuer = await create()
    const offer = offerRecord({ copies: 2, configurationIds: ['a', 'b'] })
    await issuer.createOffer(offer)
    const request = redemption(offer)
    expect(await issuer.redeemCode(request)).toEqual({
      outcome: 'redeemed',
      issuanceId: offer.issuanceId,
      configurationIds: ['a', 'b'],
    })
    expect(await issuer.readGrant(request.tokenHash, later(599))).toEqual({
      issuanceId: offer.issuanceId,
      configurationIds: ['a', 'b'],
      copies: 2,
      identity: offer.identity,
    })
  })

  it.each(issuerStores)('refuses an unknown code (%s)', async (_where, create) => {
    const issuer = await create()
    const request = redemption(offerRecord())
    expect(await issuer.redeemCode(request)).toEqual({ outcome: 'code_invalid' })
    expect(await issuer.readGrant(request.tokenHash, later(1))).toBeUndefined()
  })

  it.each(issuerStores)(
    'refuses the second use (E1) and leaves the first token alone (%s)',
    async (_where, create) => {
      const issuer = await create()
      const { offer, tokenHash } = await grantOn(issuer)
      expect(await issuer.redeemCode(redemption(offer))).toEqual({ outcome: 'code_invalid' })
      expect(await issuer.readGrant(tokenHash, later(1))).toBeDefined()
    },
  )

  it.each(issuerStores)('refuses a code at its last instant (%s)', async (_where, create) => {
    const issuer = await create()
    const offer = offerRecord()
    await issuer.createOffer(offer)
    expect(await issuer.redeemCode({ ...redemption(offer), now: later(300) })).toEqual({
      outcome: 'code_expired',
    })
    expect(await issuer.redeemCode({ ...redemption(offer), now: later(299) })).toMatchObject({
      outcome: 'redeemed',
    })
  })

  it.each(issuerStores)(
    'leaves the code alone when its token cannot be recorded (K2) (%s)',
    async (_where, create) => {
      const issuer = await create()
      const { tokenHash } = await grantOn(issuer)
      const offer = offerRecord()
      await issuer.createOffer(offer)
      await expect(issuer.redeemCode({ ...redemption(offer), tokenHash })).rejects.toMatchObject({
        code: 'internal',
      })
      expect(await issuer.readOffer(offer.issuanceId, later(1))).toBe(offer.credentialOffer)
      expect(await issuer.redeemCode(redemption(offer))).toMatchObject({ outcome: 'redeemed' })
    },
  )

  it.each(issuerStores)(
    'gives exactly one of 200 simultaneous callers the token (E2) (%s)',
    async (_where, create) => {
      const issuer = await create()
      const offer = offerRecord()
      await issuer.createOffer(offer)
      const requests = Array.from({ length: 200 }, () => redemption(offer))
      const outcomes = await Promise.all(requests.map((request) => issuer.redeemCode(request)))
      expect(outcomes.filter(({ outcome }) => outcome === 'redeemed')).toHaveLength(1)
      expect(outcomes.filter(({ outcome }) => outcome === 'code_invalid')).toHaveLength(199)
      const grants = await Promise.all(requests.map(({ tokenHash }) => issuer.readGrant(tokenHash, later(1))))
      expect(grants.filter((grant) => grant !== undefined)).toHaveLength(1)
    },
  )
})

describe('a transaction code', () => {
  it.each(issuerStores)('is asked for without a try being counted (%s)', async (_where, create) => {
    const issuer = await create()
    const offer = offerRecord()
    await issuer.createOffer(offer)
    for (let round = 0; round < 9; round += 1) {
      expect(await issuer.redeemCode({ ...redemption(offer), txCode: null })).toEqual({
        outcome: 'tx_code_required',
      })
    }
    expect(await issuer.redeemCode(redemption(offer))).toMatchObject({ outcome: 'redeemed' })
  })

  it.each(issuerStores)('is refused where the offer has none (%s)', async (_where, create) => {
    const issuer = await create()
    const offer = offerRecord({ txCode: null })
    await issuer.createOffer(offer)
    expect(await issuer.redeemCode({ ...redemption(offer), txCode: '000000' })).toEqual({
      outcome: 'tx_code_unexpected',
    })
    expect(await issuer.redeemCode(redemption(offer))).toMatchObject({ outcome: 'redeemed' })
  })

  it.each(issuerStores)(
    'may be wrong four times and does not burn the code (E5) (%s)',
    async (_where, create) => {
      const issuer = await create()
      const offer = offerRecord()
      await issuer.createOffer(offer)
      for (let round = 0; round < 4; round += 1) {
        expect(await issuer.redeemCode({ ...redemption(offer), txCode: '000000' })).toEqual({
          outcome: 'tx_code_wrong',
        })
      }
      expect(await issuer.redeemCode(redemption(offer))).toMatchObject({ outcome: 'redeemed' })
    },
  )

  it.each(issuerStores)(
    'is dead after the fifth wrong one, and the identity with it (E3) (%s)',
    async (_where, create) => {
      const issuer = await create()
      const offer = offerRecord()
      await issuer.createOffer(offer)
      for (let round = 0; round < 5; round += 1) {
        await issuer.redeemCode({ ...redemption(offer), txCode: '000000' })
      }
      expect(await issuer.redeemCode(redemption(offer))).toEqual({ outcome: 'code_invalid' })
      expect(await issuer.readOffer(offer.issuanceId, later(1))).toBeUndefined()
    },
  )

  it.each(issuerStores)(
    'is dead when the limit was lowered below the tries so far (%s)',
    async (_where, create) => {
      const issuer = await create()
      const offer = offerRecord()
      await issuer.createOffer(offer)
      for (let round = 0; round < 3; round += 1) {
        await issuer.redeemCode({ ...redemption(offer), txCode: '000000' })
      }
      expect(await issuer.redeemCode({ ...redemption(offer), maxTries: 3, txCode: '000000' })).toEqual({
        outcome: 'code_invalid',
      })
      expect(await issuer.redeemCode({ ...redemption(offer), maxTries: 3 })).toEqual({
        outcome: 'code_invalid',
      })
      expect(await issuer.redeemCode({ ...redemption(offer), maxTries: 4 })).toMatchObject({
        outcome: 'redeemed',
      })
    },
  )

  it.each(issuerStores)(
    'is compared at most five times for 50 simultaneous guessers (E3) (%s)',
    async (_where, create) => {
      const issuer = await create()
      const offer = offerRecord()
      await issuer.createOffer(offer)
      const guesses = Array.from({ length: 50 }, (_, guess) => String(guess).padStart(6, '0'))
      const outcomes = await Promise.all(
        guesses.map((txCode) => issuer.redeemCode({ ...redemption(offer), txCode })),
      )
      expect(outcomes.filter(({ outcome }) => outcome === 'tx_code_wrong')).toHaveLength(5)
      expect(outcomes.filter(({ outcome }) => outcome === 'code_invalid')).toHaveLength(45)
    },
  )

  it.each(issuerStores)('is told about only while the code is live (E5) (%s)', async (_where, create) => {
    const issuer = await create()
    const { offer } = await grantOn(issuer)
    expect(await issuer.redeemCode({ ...redemption(offer), txCode: '000000' })).toEqual({
      outcome: 'code_invalid',
    })
    expect(await issuer.redeemCode({ ...redemption(offerRecord()), txCode: '000000' })).toEqual({
      outcome: 'code_invalid',
    })
  })
})

describe('a token', () => {
  it.each(issuerStores)('opens nothing when unknown or expired (%s)', async (_where, create) => {
    const issuer = await create()
    const { tokenHash } = await grantOn(issuer)
    expect(await issuer.readGrant(hash('another'), later(1))).toBeUndefined()
    expect(await issuer.readGrant(tokenHash, later(600))).toBeUndefined()
    expect(await issuer.readGrant(tokenHash, later(599))).toBeDefined()
  })

  it.each(issuerStores)(
    'opens no identity once every copy of every configuration is issued (%s)',
    async (_where, create) => {
      const issuer = await create()
      const { offer, tokenHash } = await grantOn(issuer, { configurationIds: ['a', 'b'], copies: 2 })
      for (const configurationId of ['a', 'b', 'a', 'b']) {
        expect(await issuer.readGrant(tokenHash, later(1))).toMatchObject({ identity: offer.identity })
        const intent = intentFor(offer, await placeOn(issuer), { configurationId })
        expect(await issuer.recordIntents([intent])).toBe('recorded')
        await issuer.recordIssued([intent.credentialId], later(3))
      }
      const { issuanceId } = offer
      const delivered = { issuanceId, configurationIds: ['a', 'b'], copies: 2 }
      expect(await issuer.readGrant(tokenHash, later(1))).toEqual(delivered)
    },
  )
})

describe('nonces', () => {
  it.each(issuerStores)('are used up together and once (E9) (%s)', async (_where, create) => {
    const issuer = await create()
    await issuer.createNonce('a', later(60))
    await issuer.createNonce('b', later(60))
    expect(await issuer.consumeNonces(['a', 'b'], start)).toBe(true)
    expect(await issuer.consumeNonces(['a'], start)).toBe(false)
    expect(await issuer.consumeNonces(['b'], start)).toBe(false)
  })

  it.each(issuerStores)(
    'stay as they are when one of them is unknown, expired or named twice (%s)',
    async (_where, create) => {
      const issuer = await create()
      await issuer.createNonce('a', later(60))
      await issuer.createNonce('old', start)
      for (const nonces of [['a', 'unknown'], ['a', 'old'], ['a', 'a'], []]) {
        expect(await issuer.consumeNonces(nonces, start)).toBe(false)
      }
      expect(await issuer.consumeNonces(['a'], start)).toBe(true)
    },
  )

  it.each(issuerStores)('serve one of 200 simultaneous callers (%s)', async (_where, create) => {
    const issuer = await create()
    await issuer.createNonce('a', later(60))
    const used = await Promise.all(Array.from({ length: 200 }, () => issuer.consumeNonces(['a'], start)))
    expect(used.filter(Boolean)).toHaveLength(1)
  })
})

describe('intents', () => {
  it.each(issuerStores)(
    'stop at the quota of a configuration, all or nothing (%s)',
    async (_where, create) => {
      const issuer = await create()
      const { offer } = await grantOn(issuer, { copies: 2 })
      const places = await issuer.reserveStatusPlaces(4)
      const intents = places.map((place) => intentFor(offer, place))
      expect(await issuer.recordIntents(intents.slice(0, 3))).toBe('quota_exceeded')
      expect(await issuer.listCredentials(10)).toEqual([])
      expect(await issuer.recordIntents(intents.slice(0, 1))).toBe('recorded')
      expect(await issuer.recordIntents(intents.slice(1, 2))).toBe('recorded')
      expect(await issuer.recordIntents(intents.slice(2, 3))).toBe('quota_exceeded')
    },
  )

  it.each(issuerStores)('keep the quota under 50 simultaneous requests (R3) (%s)', async (_where, create) => {
    const issuer = await create()
    const { offer } = await grantOn(issuer, { copies: 3 })
    const places = await issuer.reserveStatusPlaces(50)
    const answers = await Promise.all(places.map((place) => issuer.recordIntents([intentFor(offer, place)])))
    expect(answers.filter((answer) => answer === 'recorded')).toHaveLength(3)
  })

  it.each(issuerStores)('are refused for what was not granted (%s)', async (_where, create) => {
    const issuer = await create()
    const { offer } = await grantOn(issuer)
    const place = await placeOn(issuer)
    const unredeemed = offerRecord()
    await issuer.createOffer(unredeemed)
    const refused = [
      intentFor(offer, place, { configurationId: 'another' }),
      intentFor(offerRecord(), place),
      intentFor(unredeemed, place),
    ]
    for (const intent of refused) expect(await issuer.recordIntents([intent])).toBe('quota_exceeded')
    expect(await issuer.recordIntents([intentFor(offer, place)])).toBe('recorded')
  })

  it.each(issuerStores)('need a reserved place of their own (D14) (%s)', async (_where, create) => {
    const issuer = await create()
    const { offer } = await grantOn(issuer, { copies: 2 })
    const place = await placeOn(issuer)
    const notReserved = { ...place, statusIndex: place.statusIndex === 0 ? 1 : 0 }
    await expect(issuer.recordIntents([intentFor(offer, notReserved)])).rejects.toMatchObject({
      code: 'internal',
    })
    await issuer.recordIntents([intentFor(offer, place)])
    await expect(issuer.recordIntents([intentFor(offer, place)])).rejects.toMatchObject({ code: 'internal' })
    expect(await issuer.listCredentials(10)).toHaveLength(1)
  })

  it.each(issuerStores)('become records without a claim (%s)', async (_where, create) => {
    const issuer = await create()
    const { offer } = await grantOn(issuer)
    const place = await placeOn(issuer)
    const intent = intentFor(offer, place)
    await issuer.recordIntents([intent])
    const expected = {
      credentialId: intent.credentialId,
      issuanceId: offer.issuanceId,
      configurationId: 'ktp_vc+sd-jwt',
      status: 'valid',
      state: 'intended',
      ...place,
      keyThumbprint: intent.keyThumbprint,
      createdAt: intent.createdAt,
      expiresAt: intent.expiresAt,
      reason: undefined,
    }
    expect(await issuer.readCredential(intent.credentialId)).toEqual(expected)
    await issuer.recordIssued([intent.credentialId], later(3))
    expect(await issuer.readCredential(intent.credentialId)).toEqual({ ...expected, state: 'issued' })
    expect(await issuer.readCredential('unknown')).toBeUndefined()
  })

  it('keep the digest of what is to be signed until it is issued, and no longer', async () => {
    const database = await memoryDatabase()
    const issuer = createIssuerStore(database)
    const { offer } = await grantOn(issuer)
    const intent = intentFor(offer, await placeOn(issuer))
    const digest = async () =>
      (await database.queries.selectFrom('credentials').select('payload_digest').executeTakeFirst())
        ?.payload_digest
    await issuer.recordIntents([intent])
    expect(await digest()).toBe(intent.payloadDigest)
    await issuer.recordIssued([intent.credentialId], later(3))
    expect(await digest()).toBe('')
  })

  it.each(issuerStores)(
    'that are abandoned are revoked and give their share back (K9) (%s)',
    async (_where, create) => {
      const issuer = await create()
      const { offer, tokenHash } = await grantOn(issuer)
      const [first, second] = await issuer.reserveStatusPlaces(2)
      if (first === undefined || second === undefined) throw new Error('No place was reserved.')
      const abandoned = intentFor(offer, first)
      await issuer.recordIntents([abandoned])
      await issuer.abandonIntents([abandoned.credentialId], later(3))
      expect(await issuer.readCredential(abandoned.credentialId)).toMatchObject({
        state: 'abandoned',
        status: 'revoked',
      })
      expect(await issuer.readGrant(tokenHash, later(4))).toBeDefined()
      const change = { credentialId: abandoned.credentialId, status: 'valid', reason: undefined } as const
      expect(await issuer.setCredentialStatus({ ...change, now: later(4) })).toBe('refused')
      expect(await issuer.recordIntents([intentFor(offer, second)])).toBe('recorded')
    },
  )

  it.each(issuerStores)(
    'that recovery gave up can no longer be issued (K10) (%s)',
    async (_where, create) => {
      const issuer = await create()
      const { offer } = await grantOn(issuer, { copies: 2 })
      const [first, second] = await issuer.reserveStatusPlaces(2)
      if (first === undefined || second === undefined) throw new Error('No place was reserved.')
      const old = intentFor(offer, first, { createdAt: later(2) })
      const young = intentFor(offer, second, { createdAt: later(60) })
      await issuer.recordIntents([old, young])
      expect(await issuer.recover(later(60), later(61))).toBe(1)
      expect(await issuer.recover(later(60), later(61))).toBe(0)
      await expect(
        issuer.recordIssued([young.credentialId, old.credentialId], later(62)),
      ).rejects.toMatchObject({
        code: 'internal',
      })
      expect(await issuer.readCredential(young.credentialId)).toMatchObject({ state: 'intended' })
      await issuer.recordIssued([young.credentialId], later(62))
      expect(await issuer.readCredential(old.credentialId)).toMatchObject({
        state: 'abandoned',
        status: 'revoked',
      })
    },
  )

  it.each(issuerStores)('that are issued are not abandoned (%s)', async (_where, create) => {
    const issuer = await create()
    const { offer } = await grantOn(issuer)
    const intent = intentFor(offer, await placeOn(issuer))
    await issuer.recordIntents([intent])
    await issuer.recordIssued([intent.credentialId], later(3))
    await issuer.abandonIntents([intent.credentialId], later(4))
    expect(await issuer.recover(later(99), later(99))).toBe(0)
    expect(await issuer.readCredential(intent.credentialId)).toMatchObject({
      state: 'issued',
      status: 'valid',
    })
  })
})

describe('the status of a credential', () => {
  async function issuedOn(issuer: IssuerStore): Promise<string> {
    const { offer } = await grantOn(issuer)
    const intent = intentFor(offer, await placeOn(issuer))
    await issuer.recordIntents([intent])
    await issuer.recordIssued([intent.credentialId], later(3))
    return intent.credentialId
  }

  it.each(issuerStores)('goes to suspended and back, and ends with revoked (%s)', async (_where, create) => {
    const issuer = await create()
    const credentialId = await issuedOn(issuer)
    for (const status of ['suspended', 'valid', 'suspended', 'revoked'] as const) {
      expect(await issuer.setCredentialStatus({ credentialId, status, reason: status, now: later(4) })).toBe(
        'changed',
      )
      expect(await issuer.readCredential(credentialId)).toMatchObject({ status, reason: status })
    }
    for (const status of ['suspended', 'valid'] as const) {
      expect(
        await issuer.setCredentialStatus({ credentialId, status, reason: undefined, now: later(5) }),
      ).toBe('refused')
    }
    expect(
      await issuer.setCredentialStatus({ credentialId, status: 'revoked', reason: 'again', now: later(6) }),
    ).toBe('changed')
    expect(await issuer.readCredential(credentialId)).toMatchObject({ status: 'revoked', reason: 'revoked' })
  })

  it.each(issuerStores)('of an unknown credential cannot change (%s)', async (_where, create) => {
    const issuer = await create()
    expect(
      await issuer.setCredentialStatus({
        credentialId: 'unknown',
        status: 'revoked',
        reason: undefined,
        now: start,
      }),
    ).toBe('unknown')
  })

  it.each(issuerStores)(
    'stands on the list, which holds only what is not valid (%s)',
    async (_where, create) => {
      const issuer = await create()
      await issuer.reserveStatusPlaces(20)
      const revoked = await issuedOn(issuer)
      const suspended = await issuedOn(issuer)
      await issuer.setCredentialStatus({
        credentialId: revoked,
        status: 'revoked',
        reason: 'lost',
        now: later(4),
      })
      await issuer.setCredentialStatus({
        credentialId: suspended,
        status: 'suspended',
        reason: undefined,
        now: later(4),
      })
      const [first, second] = [await issuer.readCredential(revoked), await issuer.readCredential(suspended)]
      const list = await issuer.readStatusList(first?.statusListId ?? '')
      expect(list?.size).toBe(131_072)
      expect(new Set(list?.entries)).toEqual(
        new Set([
          { index: first?.statusIndex, status: 'revoked' },
          { index: second?.statusIndex, status: 'suspended' },
        ]),
      )
      expect(await issuer.readStatusList('unknown')).toBeUndefined()
    },
  )

  it.each(issuerStores)('is counted with the others of its list (%s)', async (_where, create) => {
    const issuer = await create()
    expect(await issuer.readStatusLists()).toEqual([])
    const ids = [await issuedOn(issuer), await issuedOn(issuer), await issuedOn(issuer)]
    const change = { reason: undefined, now: later(4) }
    await issuer.setCredentialStatus({ credentialId: ids[0] ?? '', status: 'revoked', ...change })
    await issuer.setCredentialStatus({ credentialId: ids[1] ?? '', status: 'suspended', ...change })
    const [list, ...more] = await issuer.readStatusLists()
    expect(more).toEqual([])
    expect(list).toMatchObject({ size: 131_072, used: 3, revoked: 1, suspended: 1, publishedAt: undefined })
    const { statusListId = '' } = list ?? {}
    await issuer.recordStatusListPublished(statusListId, later(9))
    await issuer.recordStatusListPublished(statusListId, later(8))
    expect((await issuer.readStatusLists())[0]?.publishedAt).toEqual(later(9))
    await issuer.recordStatusListPublished('unknown', later(9))
  })

  it.each(issuerStores)('lists the newest credentials first (%s)', async (_where, create) => {
    const issuer = await create()
    const ids = [await issuedOn(issuer), await issuedOn(issuer), await issuedOn(issuer)]
    const listed = await issuer.listCredentials(2)
    expect(listed.map(({ credentialId }) => credentialId)).toEqual([ids[2], ids[1]])
  })
})

describe('purging', () => {
  it.each(issuerStores)(
    'erases dead offers, nonces and tokens, and leaves live ones (%s)',
    async (_where, create) => {
      const issuer = await create()
      const live = offerRecord({ expiresAt: later(9000) })
      await issuer.createOffer(offerRecord())
      await issuer.createOffer(live)
      await issuer.createNonce('old', later(60))
      await issuer.createNonce('young', later(9000))
      const { tokenHash } = await grantOn(issuer)
      // One offer, one nonce, one token and the identity that this token opened.
      expect(await issuer.purge(later(700))).toBe(4)
      expect(await issuer.purge(later(700))).toBe(0)
      expect(await issuer.readGrant(tokenHash, later(1))).toBeUndefined()
      expect(await issuer.readOffer(live.issuanceId, later(700))).toBe(live.credentialOffer)
      expect(await issuer.consumeNonces(['young'], later(700))).toBe(true)
    },
  )

  it.each(issuerStores)('leaves a grant that can still be used (%s)', async (_where, create) => {
    const issuer = await create()
    const { tokenHash } = await grantOn(issuer)
    expect(await issuer.purge(later(400))).toBe(0)
    expect(await issuer.readGrant(tokenHash, later(400))).toBeDefined()
  })
})

describe('the secrets of an offer', () => {
  const endings = {
    'a redeemed code': async (issuer: IssuerStore, offer: OfferRecord) => {
      await issuer.redeemCode(redemption(offer))
    },
    'five wrong codes': async (issuer: IssuerStore, offer: OfferRecord) => {
      for (let tries = 0; tries < 5; tries += 1) {
        await issuer.redeemCode({ ...redemption(offer), txCode: '000000' })
      }
    },
    'its time': async (issuer: IssuerStore) => {
      await issuer.purge(later(300))
    },
  }

  it.each(Object.entries(endings))('go with %s', async (_, end) => {
    const database = await memoryDatabase()
    const issuer = createIssuerStore(database)
    const offer = offerRecord()
    await issuer.createOffer(offer)
    const secrets = () =>
      database.queries.selectFrom('offers').select(['credential_offer', 'tx_code_mac']).executeTakeFirst()
    expect(Object.values((await secrets()) ?? {})).not.toContain(null)
    await end(issuer, offer)
    expect(await secrets()).toEqual({ credential_offer: null, tx_code_mac: null })
  })
})

describe('what was erased', () => {
  it('is to leave the log after every step that erases', async () => {
    let asked = 0
    const forgetErased = () => {
      asked += 1
    }
    const issuer = createIssuerStore({ ...(await memoryDatabase()), forgetErased })
    const { offer } = await grantOn(issuer)
    expect(asked).toBe(1)
    const intent = intentFor(offer, await placeOn(issuer))
    await issuer.recordIntents([intent])
    expect(asked).toBe(1)
    await issuer.recordIssued([intent.credentialId], later(3))
    expect(asked).toBe(2)
    await issuer.purge(later(3))
    expect(asked).toBe(3)
    await issuer.redeemCode(redemption(offer))
    expect(asked).toBe(3)
  })
})

describe('the indices', () => {
  it('serve the status list and recovery', async () => {
    const { queries } = await memoryDatabase()
    const planOf = async (statement: string) => {
      const { rows } = await sql.raw<{ detail: string }>(`EXPLAIN QUERY PLAN ${statement}`).execute(queries)
      return rows.map(({ detail }) => detail).join()
    }
    expect(
      await planOf(
        "SELECT status_index, status FROM status_places WHERE status_list_id = 'a' AND status <> 0",
      ),
    ).toContain('status_places_not_valid')
    expect(await planOf("SELECT * FROM credentials WHERE state = 'intended' AND created_at < 5")).toContain(
      'credentials_intended',
    )
  })

  it.each([
    [
      'deferred_delivering',
      "UPDATE deferred SET state = 'approved' WHERE state = 'delivering' AND changed_at < 5",
    ],
    [
      'deferred_undelivered',
      "SELECT * FROM deferred WHERE state <> 'delivered' AND expires_at > 5 ORDER BY number",
    ],
    [
      'offers_with_identity',
      "UPDATE offers SET state = 'dead' WHERE state = 'open' AND expires_at <= 5 AND identity IS NOT NULL",
    ],
    [
      'offers_with_identity',
      "UPDATE offers SET identity = NULL WHERE state = 'redeemed' AND identity IS NOT NULL AND issuance_id NOT IN (SELECT issuance_id FROM tokens)",
    ],
    ['server_nonces_by_expiry', 'DELETE FROM server_nonces WHERE expires_at <= 5'],
  ])('%s serves what is done every minute', async (index, statement) => {
    const { queries } = await memoryDatabase()
    const { rows } = await sql.raw<{ detail: string }>(`EXPLAIN QUERY PLAN ${statement}`).execute(queries)
    expect(rows.map(({ detail }) => detail).join()).toContain(index)
  })
})
