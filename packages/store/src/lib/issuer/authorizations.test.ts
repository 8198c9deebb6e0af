import { once } from 'node:events'
import { join } from 'node:path'
import type { Grant, IssuerStore, RefreshTokenRecord } from '@lontar/issuer'
import { describe, expect, it } from 'vitest'
import {
  codeOn,
  redemptionWith,
  refreshTokenRecord,
  rotationOf,
  sessionOn,
  signInInput,
  signInOffer,
  tokenRecord,
} from '../../../fixtures/authorization-records.ts'
import { issuerStores } from '../../../fixtures/issuer-stores.ts'
import { memoryDatabase } from '../../../fixtures/memory-database.ts'
import { hash, intentFor, later, offerRecord, redemption } from '../../../fixtures/records.ts'
import { startChild } from '../../../fixtures/run-child.ts'
import { temporaryFolder } from '../../../fixtures/temporary-folder.ts'
import { openStore } from '../open-store.ts'
import { createIssuerStore } from './create-issuer-store.ts'

/** Issues one credential under an issuance. */
async function issueUnder(issuer: IssuerStore, issuanceId: string): Promise<string> {
  const [place] = await issuer.reserveStatusPlaces(1)
  if (place === undefined) throw new Error('No place was reserved.')
  const intent = intentFor({ issuanceId, configurationIds: ['ktp_vc+sd-jwt'] }, place)
  expect(await issuer.recordIntents([intent])).toBe('recorded')
  await issuer.recordIssued([intent.credentialId], later(3))
  return intent.credentialId
}

async function grantOn(issuer: IssuerStore, refresh: Partial<RefreshTokenRecord> = {}) {
  const { offer, codeHash } = await codeOn(issuer)
  const token = tokenRecord()
  const record = refreshTokenRecord(offer.issuanceId, refresh)
  const redemption = { codeHash, token, createRefreshToken: async () => record, now: later(3) }
  expect(await issuer.redeemAuthorizationCode(redemption)).toBe(offer.issuanceId)
  return { offer, token, record }
}

describe('a pushed request', () => {
  const push = { requestUriHash: 'uri', clientId: 'wallet', request: '{"a":1}', expiresAt: later(60) }
  const open = {
    requestUriHash: 'uri',
    clientId: 'wallet',
    sessionHash: 's',
    expiresAt: later(600),
    now: later(1),
  }

  it.each(issuerStores)('is opened once, by its client, in its time (%s)', async (_where, create) => {
    const issuer = await create()
    await issuer.pushAuthorization(push)
    expect(await issuer.openSignIn({ ...open, clientId: 'another' })).toBeUndefined()
    expect(await issuer.openSignIn({ ...open, requestUriHash: 'other' })).toBeUndefined()
    expect(await issuer.openSignIn({ ...open, now: later(60) })).toBeUndefined()
    expect(await issuer.openSignIn(open)).toBe('{"a":1}')
    expect(await issuer.openSignIn({ ...open, sessionHash: 't' })).toBeUndefined()
    expect(await issuer.openSignIn({ ...open, requestUriHash: 's', sessionHash: 't' })).toBeUndefined()
    expect(await issuer.readSignIn('s', later(599))).toBe('{"a":1}')
    expect(await issuer.readSignIn('s', later(600))).toBeUndefined()
    expect(await issuer.readSignIn('uri', later(2))).toBeUndefined()
    expect(await issuer.endSignIn('s')).toBe(true)
    expect(await issuer.endSignIn('s')).toBe(false)
  })

  it('is kept sealed', async () => {
    const database = await memoryDatabase()
    await createIssuerStore(database).pushAuthorization({ ...push, request: 'in clear' })
    const row = await database.queries.selectFrom('authorizations').selectAll().executeTakeFirstOrThrow()
    expect(Buffer.from(row.request).toString('latin1')).not.toContain('in clear')
  })
})

describe('signing in', () => {
  it.each(issuerStores)(
    'turns a session and the numbers of an offer into a code, once (%s)',
    async (_where, create) => {
      const issuer = await create()
      const offer = signInOffer()
      await issuer.createOffer(offer)
      const input = signInInput(offer, await sessionOn(issuer))
      expect(await issuer.signIn(input)).toBe('signed_in')
      expect(await issuer.signIn(input)).toBe('dead')
      expect(await issuer.signIn(signInInput(offer, await sessionOn(issuer)))).toBe('wrong')
      const read = { clientId: 'wallet', request: '{"state":"x"}', configurationIds: ['ktp_vc+sd-jwt'] }
      expect(await issuer.readCode(input.codeHash, later(61))).toEqual(read)
      expect(await issuer.readCode(input.codeHash, later(62))).toBeUndefined()
    },
  )

  const tried = issuerStores.flatMap(([where, create]) =>
    [4, 5].map((tries) => [tries, where, create] as const),
  )

  it.each(tried)('after %i wrong tries in as many sessions (%s)', async (tries, _where, create) => {
    const issuer = await create()
    const offer = signInOffer()
    await issuer.createOffer(offer)
    const { registrationNumber = '' } = offer.signIn ?? {}
    for (let round = 0; round < tries; round += 1) {
      const input = signInInput(offer, await sessionOn(issuer))
      const as = { registrationNumber, oneTimeCode: '00000000' }
      expect(await issuer.signIn({ ...input, as })).toBe('wrong')
    }
    const outcome = await issuer.signIn(signInInput(offer, await sessionOn(issuer)))
    expect(outcome).toBe(tries === 5 ? 'wrong' : 'signed_in')
  })

  it.each(issuerStores)(
    'is over when the limit was lowered below the tries so far (%s)',
    async (_where, create) => {
      const issuer = await create()
      const offer = signInOffer()
      await issuer.createOffer(offer)
      const { registrationNumber = '' } = offer.signIn ?? {}
      for (let round = 0; round < 3; round += 1) {
        const input = signInInput(offer, await sessionOn(issuer))
        await issuer.signIn({ ...input, as: { registrationNumber, oneTimeCode: '00000000' } })
      }
      const input = signInInput(offer, await sessionOn(issuer))
      expect(await issuer.signIn({ ...input, maxTries: 3 })).toBe('wrong')
      expect(await issuer.signIn({ ...input, maxTries: 5 })).toBe('signed_in')
    },
  )

  it.each(issuerStores)('ends a session after five wrong numbers (%s)', async (_where, create) => {
    const issuer = await create()
    const offer = signInOffer()
    await issuer.createOffer(offer)
    const input = signInInput(offer, await sessionOn(issuer))
    const as = { registrationNumber: 'unknown', oneTimeCode: '1' }
    for (let round = 0; round < 5; round += 1) expect(await issuer.signIn({ ...input, as })).toBe('wrong')
    expect(await issuer.signIn(input)).toBe('dead')
  })

  it.each(issuerStores)(
    'needs the issuer_state of the offer where the request has one (%s)',
    async (_where, create) => {
      const issuer = await create()
      const offer = signInOffer()
      await issuer.createOffer(offer)
      const input = signInInput(offer, await sessionOn(issuer))
      expect(await issuer.signIn({ ...input, issuerStateHash: hash('another') })).toBe('wrong')
      const issuerStateHash = offer.signIn?.issuerStateHash ?? ''
      expect(await issuer.signIn({ ...input, issuerStateHash })).toBe('signed_in')
    },
  )

  it.each(issuerStores)(
    'uses nothing up where nothing that is asked for is offered (%s)',
    async (_where, create) => {
      const issuer = await create()
      const offer = signInOffer()
      await issuer.createOffer(offer)
      const input = signInInput(offer, await sessionOn(issuer))
      expect(await issuer.signIn({ ...input, configurationIds: ['other'] })).toBe('nothing_to_collect')
      expect(await issuer.signIn(input)).toBe('signed_in')
    },
  )

  it.each(issuerStores)(
    'takes an issuance from the operator, if it was offered for signing in (%s)',
    async (_where, create) => {
      const issuer = await create()
      const [offer, other] = [signInOffer(), signInOffer()]
      const { signIn: _signIn, ...preAuthorized } = other
      await issuer.createOffer(offer)
      await issuer.createOffer(preAuthorized)
      const input = signInInput(offer, await sessionOn(issuer))
      expect(await issuer.signIn({ ...input, as: { issuanceId: other.issuanceId } })).toBe('wrong')
      expect(await issuer.signIn({ ...input, as: { issuanceId: offer.issuanceId } })).toBe('signed_in')
    },
  )

  it('keeps the numbers only as MACs, and those no longer than they serve', async () => {
    const database = await memoryDatabase()
    const issuer = createIssuerStore(database)
    const offer = signInOffer()
    await issuer.createOffer(offer)
    const secrets = () =>
      database.queries
        .selectFrom('offers')
        .select(['registration_mac', 'one_time_code_mac', 'issuer_state_hash'])
        .executeTakeFirstOrThrow()
    const { registration_mac: mac } = await secrets()
    expect(mac?.length).toBe(32)
    expect(Buffer.from(mac ?? []).toString('latin1')).not.toContain(offer.signIn?.registrationNumber)
    const input = signInInput(offer, await sessionOn(issuer))
    await issuer.signIn(input)
    expect(Object.values(await secrets())).not.toContain(null)
    await issuer.redeemAuthorizationCode({ codeHash: input.codeHash, token: tokenRecord(), now: later(3) })
    expect(Object.values(await secrets())).toEqual([null, null, null])
  })
})

describe('an authorization code', () => {
  it.each(issuerStores)(
    'is redeemed once, for a token that opens what was granted (%s)',
    async (_where, create) => {
      const issuer = await create()
      const { offer, codeHash } = await codeOn(issuer)
      const credentialIdentifiers = { one: 'ktp_vc+sd-jwt' }
      const token = tokenRecord({ credentialIdentifiers, dpopThumbprint: 'key' })
      const redeem = { codeHash, token, now: later(3) }
      expect(await issuer.redeemAuthorizationCode({ ...redeem, now: later(62) })).toBeUndefined()
      expect(await issuer.redeemAuthorizationCode(redeem)).toBe(offer.issuanceId)
      expect(await issuer.redeemAuthorizationCode({ ...redeem, token: tokenRecord() })).toBeUndefined()
      expect(await issuer.readGrant(token.tokenHash, later(4))).toEqual({
        issuanceId: offer.issuanceId,
        configurationIds: ['ktp_vc+sd-jwt'],
        credentialIdentifiers,
        copies: 1,
        identity: offer.identity,
        clientId: 'wallet',
        dpopThumbprint: 'key',
      })
    },
  )

  it('keeps the identity alive for as long as it or its offer lives, and no longer', async () => {
    const database = await memoryDatabase()
    const issuer = createIssuerStore(database)
    await codeOn(issuer)
    const identity = async () =>
      (await database.queries.selectFrom('offers').select('identity').executeTakeFirstOrThrow()).identity
    expect(await issuer.purge(later(61))).toBe(0)
    expect(await identity()).not.toBeNull()
    expect(await issuer.purge(later(62))).toBe(1)
    expect(await identity()).not.toBeNull()
    expect(await issuer.purge(later(300))).toBe(1)
    expect(await identity()).toBeNull()
  })

  it.each(issuerStores)(
    'restricts a pre-authorized one to what the offer holds (%s)',
    async (_where, create) => {
      const issuer = await create()
      const { signIn: _signIn, ...offer } = signInOffer({ configurationIds: ['a', 'b'] })
      await issuer.createOffer(offer)
      const request = { ...redemption(offer), configurationIds: ['a', 'c'] }
      expect(await issuer.redeemCode(request)).toEqual({ outcome: 'configuration_refused' })
      expect(await issuer.redeemCode({ ...request, configurationIds: ['b'] })).toMatchObject({
        outcome: 'redeemed',
        configurationIds: ['b'],
      })
      expect((await issuer.readGrant(request.tokenHash, later(2)))?.configurationIds).toEqual(['b'])
    },
  )
})

describe('an external grant', () => {
  it.each(issuerStores)(
    'opens the offer of an issuer_state once, and no offer that was not made for it (%s)',
    async (_where, create) => {
      const issuer = await create()
      const offer = signInOffer({ configurationIds: ['a', 'b'] })
      const { signIn: _signIn, ...preAuthorized } = signInOffer()
      await issuer.createOffer(offer)
      await issuer.createOffer(preAuthorized)
      const { configurationIds: _ids, ...token } = tokenRecord()
      const byState = { issuerStateHash: offer.signIn?.issuerStateHash ?? '' }
      const open = (issuance: { issuerStateHash: string } | { issuanceId: string }, now = later(2)) =>
        issuer.openExternalGrant({ issuance, token, now })
      expect(await open({ issuanceId: preAuthorized.issuanceId })).toBe(false)
      expect(await open({ issuerStateHash: 'unknown' })).toBe(false)
      expect(await open(byState, later(300))).toBe(false)
      expect(await open(byState)).toBe(true)
      expect(await open(byState)).toBe(false)
      expect((await issuer.readGrant(token.tokenHash, later(3)))?.configurationIds).toEqual(['a', 'b'])
    },
  )
})

describe('a refresh token', () => {
  it.each(issuerStores)('is read with what it is bound to while it lives (%s)', async (_where, create) => {
    const issuer = await create()
    const { record } = await grantOn(issuer, { dpopThumbprint: 'key', identifiersGiven: true })
    expect(await issuer.readRefreshToken(record.tokenHash, later(86_399))).toEqual(record)
    expect(await issuer.readRefreshToken(record.tokenHash, later(86_400))).toBeUndefined()
    expect(await issuer.purge(later(86_400))).toBeGreaterThan(0)
  })

  it.each(issuerStores)(
    'opens the same issuance again while nothing was issued, and then a new one with a quota of its own (%s)',
    async (_where, create) => {
      const issuer = await create()
      const { offer, record } = await grantOn(issuer)
      const first = rotationOf(record)
      expect(await issuer.rotateRefreshToken(first)).toBe('rotated')
      const same = await issuer.readGrant(first.token.tokenHash, later(11))
      expect(same).toMatchObject({ issuanceId: offer.issuanceId, identity: '{"nik":"renewed"}' })
      await issueUnder(issuer, offer.issuanceId)
      const next = await issuer.readRefreshToken(first.next.tokenHash, later(12))
      if (next === undefined) throw new Error('There is no next token.')
      expect(next).toMatchObject({ familyId: offer.issuanceId, issuanceId: offer.issuanceId })
      const second = rotationOf(next)
      expect(await issuer.rotateRefreshToken(second)).toBe('rotated')
      const { issuanceId } = second.issuance
      expect(await issuer.readGrant(second.token.tokenHash, later(13))).toMatchObject({
        issuanceId,
        copies: 1,
      })
      await issueUnder(issuer, issuanceId)
      expect((await issuer.readGrant(second.token.tokenHash, later(14)))?.identity).toBeUndefined()
    },
  )

  it.each(issuerStores)('is used once, by its client and its key (%s)', async (_where, create) => {
    const issuer = await create()
    const { record } = await grantOn(issuer, { dpopThumbprint: 'key' })
    const rotate = (changes: object) => issuer.rotateRefreshToken({ ...rotationOf(record), ...changes })
    expect(await rotate({ clientId: 'another' })).toBe('refused')
    expect(await rotate({ clientId: undefined })).toBe('refused')
    expect(await rotate({ dpopThumbprint: undefined })).toBe('refused')
    expect(await rotate({ now: later(86_400) })).toBe('refused')
    expect(await rotate({})).toBe('rotated')
    expect(await rotate({})).toBe('refused')
    expect((await issuer.readRefreshToken(record.tokenHash, later(12)))?.identity).toBe('')
  })

  it.each(issuerStores)(
    'does not bring back what was taken away, in the first issuance or a renewal (%s)',
    async (_where, create) => {
      const issuer = await create()
      const { offer, record } = await grantOn(issuer)
      const credentialId = await issueUnder(issuer, offer.issuanceId)
      const set = (id: string, status: 'valid' | 'suspended' | 'revoked') =>
        issuer.setCredentialStatus({ credentialId: id, status, reason: undefined, now: later(4) })
      await set(credentialId, 'suspended')
      expect(await issuer.rotateRefreshToken(rotationOf(record))).toBe('refused')
      await set(credentialId, 'valid')
      const rotation = rotationOf(record)
      expect(await issuer.rotateRefreshToken(rotation)).toBe('rotated')
      await set(await issueUnder(issuer, rotation.issuance.issuanceId), 'revoked')
      const next = await issuer.readRefreshToken(rotation.next.tokenHash, later(12))
      expect(await issuer.rotateRefreshToken(rotationOf(next ?? record))).toBe('refused')
    },
  )

  it.each(issuerStores)('ends with its whole row (%s)', async (_where, create) => {
    const issuer = await create()
    const { offer, record } = await grantOn(issuer)
    const { record: kept } = await grantOn(issuer)
    await issuer.endRenewals(offer.issuanceId)
    expect(await issuer.readRefreshToken(record.tokenHash, later(12))).toBeUndefined()
    expect(await issuer.readRefreshToken(kept.tokenHash, later(12))).toEqual(kept)
  })
})

describe('a refresh token that cannot be kept', () => {
  const failing = async (): Promise<never> => {
    throw new Error('the disk is full')
  }

  it.each(issuerStores)('takes no authorization code with it (%s)', async (_where, create) => {
    const issuer = await create()
    const { offer, codeHash } = await codeOn(issuer)
    const [lost, token] = [tokenRecord(), tokenRecord()]
    const redeem = { codeHash, now: later(3) }
    const failed = issuer.redeemAuthorizationCode({ ...redeem, token: lost, createRefreshToken: failing })
    await expect(failed).rejects.toThrow()
    expect(await issuer.readGrant(lost.tokenHash, later(4))).toBeUndefined()
    expect(await issuer.readCode(codeHash, later(4))).not.toHaveProperty('usedFor')
    const record = refreshTokenRecord(offer.issuanceId)
    const kept = { ...redeem, token, createRefreshToken: async () => record }
    expect(await issuer.redeemAuthorizationCode(kept)).toBe(offer.issuanceId)
    expect(await issuer.readRefreshToken(record.tokenHash, later(4))).toEqual(record)
  })

  it.each(issuerStores)('takes no pre-authorized code with it (%s)', async (_where, create) => {
    const issuer = await create()
    const offer = offerRecord()
    await issuer.createOffer(offer)
    const lost = redemption(offer)
    await expect(issuer.redeemCode({ ...lost, createRefreshToken: failing })).rejects.toThrow()
    expect(await issuer.readGrant(lost.tokenHash, later(2))).toBeUndefined()
    const record = refreshTokenRecord(offer.issuanceId)
    expect(await issuer.redeemCode(redemptionWith(offer, record))).toMatchObject({ outcome: 'redeemed' })
    expect(await issuer.readRefreshToken(record.tokenHash, later(4))).toEqual(record)
  })

  it.each(issuerStores)('is made from what its access token opens (%s)', async (_where, create) => {
    const issuer = await create()
    const offer = offerRecord({ approval: 'deferred', copies: 2, configurationIds: ['a', 'b'] })
    await issuer.createOffer(offer)
    const request = {
      ...redemption(offer),
      clientId: 'wallet',
      dpopThumbprint: 'key',
      configurationIds: ['a'],
    }
    const opened: unknown[] = []
    const createRefreshToken = async (grant: Grant) => void opened.push(grant) as undefined
    await issuer.redeemCode({ ...request, createRefreshToken })
    expect(opened).toEqual([await issuer.readGrant(request.tokenHash, later(2))])
    expect(opened).toMatchObject([{ identity: offer.identity, approval: 'deferred', clientId: 'wallet' }])
  })

  it.each(['an authorization code', 'a pre-authorized code'])(
    'because its process was killed leaves %s to be redeemed (K2, X1)',
    async (name) => {
      const path = join(temporaryFolder(), 'killed.db')
      const store = await openStore({ database: `sqlite:${path}`, passphrase: 'correct horse', create: true })
      const { codeHash } = await codeOn(store.issuer)
      const offer = offerRecord()
      await store.issuer.createOffer(offer)
      const child = startChild('crash-while-redeeming.ts', path)
      await once(child.stdout, 'data')
      child.stdin.write(JSON.stringify(name === 'an authorization code' ? { codeHash, offer } : { offer }))
      const [, signal] = await once(child, 'close')
      expect(signal).toBe('SIGKILL')
      const redeemed = store.issuer.redeemAuthorizationCode({ codeHash, token: tokenRecord(), now: later(4) })
      expect(await redeemed).toBeDefined()
      expect(await store.issuer.redeemCode(redemption(offer))).toMatchObject({ outcome: 'redeemed' })
      await store.close()
    },
  )
})

describe('two processes on one file', () => {
  it('use one code, one request_uri, one refresh token and one nonce once among 200 tries each (X15)', async () => {
    const path = join(temporaryFolder(), 'races.db')
    const store = await openStore({ database: `sqlite:${path}`, passphrase: 'correct horse', create: true })
    const { issuer } = store
    const { codeHash } = await codeOn(issuer)
    const requestUriHash = hash('request_uri')
    await issuer.pushAuthorization({
      requestUriHash,
      clientId: 'wallet',
      request: '{}',
      expiresAt: later(60),
    })
    const { record: refreshToken } = await grantOn(issuer)
    const nonceHash = hash('nonce')
    await issuer.createNonce(nonceHash, later(60))
    await store.close()
    const children = [startChild('use-secrets-many.ts', path), startChild('use-secrets-many.ts', path)]
    await Promise.all(children.map((child) => once(child.stdout, 'data')))
    const counts = children.map(async (child) => {
      child.stdin.write(JSON.stringify({ codeHash, requestUriHash, refreshToken, nonceHash }))
      const [line] = await once(child.stdout, 'data')
      return JSON.parse(String(line)) as number[]
    })
    const [one = [], other = []] = await Promise.all(counts)
    expect(one.map((count, index) => count + (other[index] ?? 0))).toEqual([1, 1, 1, 1])
  })
})
