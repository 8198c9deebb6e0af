import { once } from 'node:events'
import { join } from 'node:path'
import type { IssuerStore } from '@lontar/issuer'
import { describe, expect, it } from 'vitest'
import {
  codeOn,
  refreshTokenRecord,
  rotationOf,
  sessionOn,
  signInInput,
  signInOffer,
  tokenRecord,
} from '../../../fixtures/authorization-records.ts'
import { memoryDatabase } from '../../../fixtures/memory-database.ts'
import { memoryStore } from '../../../fixtures/memory-store.ts'
import { hash, intentFor, later, redemption } from '../../../fixtures/records.ts'
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

async function grantOn(issuer: IssuerStore) {
  const { offer, codeHash } = await codeOn(issuer)
  const token = tokenRecord()
  expect(await issuer.redeemAuthorizationCode({ codeHash, token, now: later(3) })).toBe(offer.issuanceId)
  return { offer, token }
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

  it('is opened once, by its client, in its time', async () => {
    const { issuer } = await memoryStore()
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
  it('turns a session and the numbers of an offer into a code, once', async () => {
    const { issuer } = await memoryStore()
    const offer = signInOffer()
    await issuer.createOffer(offer)
    const input = signInInput(offer, await sessionOn(issuer))
    expect(await issuer.signIn(input)).toBe('signed_in')
    expect(await issuer.signIn(input)).toBe('dead')
    expect(await issuer.signIn(signInInput(offer, await sessionOn(issuer)))).toBe('wrong')
    const read = { clientId: 'wallet', request: '{"state":"x"}', configurationIds: ['ktp_vc+sd-jwt'] }
    expect(await issuer.readCode(input.codeHash, later(61))).toEqual(read)
    expect(await issuer.readCode(input.codeHash, later(62))).toBeUndefined()
  })

  it.each([4, 5])('after %i wrong tries in as many sessions', async (tries) => {
    const { issuer } = await memoryStore()
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

  it('is over when the limit was lowered below the tries so far', async () => {
    const { issuer } = await memoryStore()
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
  })

  it('ends a session after five wrong numbers', async () => {
    const { issuer } = await memoryStore()
    const offer = signInOffer()
    await issuer.createOffer(offer)
    const input = signInInput(offer, await sessionOn(issuer))
    const as = { registrationNumber: 'unknown', oneTimeCode: '1' }
    for (let round = 0; round < 5; round += 1) expect(await issuer.signIn({ ...input, as })).toBe('wrong')
    expect(await issuer.signIn(input)).toBe('dead')
  })

  it('needs the issuer_state of the offer where the request has one', async () => {
    const { issuer } = await memoryStore()
    const offer = signInOffer()
    await issuer.createOffer(offer)
    const input = signInInput(offer, await sessionOn(issuer))
    expect(await issuer.signIn({ ...input, issuerStateHash: hash('another') })).toBe('wrong')
    const issuerStateHash = offer.signIn?.issuerStateHash ?? ''
    expect(await issuer.signIn({ ...input, issuerStateHash })).toBe('signed_in')
  })

  it('uses nothing up where nothing that is asked for is offered', async () => {
    const { issuer } = await memoryStore()
    const offer = signInOffer()
    await issuer.createOffer(offer)
    const input = signInInput(offer, await sessionOn(issuer))
    expect(await issuer.signIn({ ...input, configurationIds: ['other'] })).toBe('nothing_to_collect')
    expect(await issuer.signIn(input)).toBe('signed_in')
  })

  it('takes an issuance from the operator, if it was offered for signing in', async () => {
    const { issuer } = await memoryStore()
    const [offer, other] = [signInOffer(), signInOffer()]
    const { signIn: _signIn, ...preAuthorized } = other
    await issuer.createOffer(offer)
    await issuer.createOffer(preAuthorized)
    const input = signInInput(offer, await sessionOn(issuer))
    expect(await issuer.signIn({ ...input, as: { issuanceId: other.issuanceId } })).toBe('wrong')
    expect(await issuer.signIn({ ...input, as: { issuanceId: offer.issuanceId } })).toBe('signed_in')
  })

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
  it('is redeemed once, for a token that opens what was granted', async () => {
    const { issuer } = await memoryStore()
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
  })

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

  it('restricts a pre-authorized one to what the offer holds', async () => {
    const { issuer } = await memoryStore()
    const { signIn: _signIn, ...offer } = signInOffer({ configurationIds: ['a', 'b'] })
    await issuer.createOffer(offer)
    const request = { ...redemption(offer), configurationIds: ['a', 'c'] }
    expect(await issuer.redeemCode(request)).toEqual({ outcome: 'configuration_refused' })
    expect(await issuer.redeemCode({ ...request, configurationIds: ['b'] })).toMatchObject({
      outcome: 'redeemed',
      configurationIds: ['b'],
    })
    expect((await issuer.readGrant(request.tokenHash, later(2)))?.configurationIds).toEqual(['b'])
  })
})

describe('an external grant', () => {
  it('opens the offer of an issuer_state once, and no offer that was not made for it', async () => {
    const { issuer } = await memoryStore()
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
  })
})

describe('a refresh token', () => {
  it('is read with what it is bound to while it lives', async () => {
    const { issuer } = await memoryStore()
    const { offer } = await grantOn(issuer)
    const record = refreshTokenRecord(offer.issuanceId, { dpopThumbprint: 'key', identifiersGiven: true })
    await issuer.createRefreshToken(record)
    expect(await issuer.readRefreshToken(record.tokenHash, later(86_399))).toEqual(record)
    expect(await issuer.readRefreshToken(record.tokenHash, later(86_400))).toBeUndefined()
    expect(await issuer.purge(later(86_400))).toBeGreaterThan(0)
  })

  it('opens the same issuance again while nothing was issued, and then a new one with a quota of its own', async () => {
    const { issuer } = await memoryStore()
    const { offer } = await grantOn(issuer)
    const record = refreshTokenRecord(offer.issuanceId)
    await issuer.createRefreshToken(record)
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
    expect(await issuer.readGrant(second.token.tokenHash, later(13))).toMatchObject({ issuanceId, copies: 1 })
    await issueUnder(issuer, issuanceId)
    expect((await issuer.readGrant(second.token.tokenHash, later(14)))?.identity).toBeUndefined()
  })

  it('is used once, by its client and its key', async () => {
    const { issuer } = await memoryStore()
    const { offer } = await grantOn(issuer)
    const record = refreshTokenRecord(offer.issuanceId, { dpopThumbprint: 'key' })
    await issuer.createRefreshToken(record)
    const rotate = (changes: object) => issuer.rotateRefreshToken({ ...rotationOf(record), ...changes })
    expect(await rotate({ clientId: 'another' })).toBe('refused')
    expect(await rotate({ clientId: undefined })).toBe('refused')
    expect(await rotate({ dpopThumbprint: undefined })).toBe('refused')
    expect(await rotate({ now: later(86_400) })).toBe('refused')
    expect(await rotate({})).toBe('rotated')
    expect(await rotate({})).toBe('refused')
    expect((await issuer.readRefreshToken(record.tokenHash, later(12)))?.identity).toBe('')
  })

  it('does not bring back what was taken away, in the first issuance or a renewal', async () => {
    const { issuer } = await memoryStore()
    const { offer } = await grantOn(issuer)
    const record = refreshTokenRecord(offer.issuanceId)
    await issuer.createRefreshToken(record)
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
  })

  it('ends with its whole row', async () => {
    const { issuer } = await memoryStore()
    const { offer } = await grantOn(issuer)
    const other = (await grantOn(issuer)).offer
    const [record, kept] = [refreshTokenRecord(offer.issuanceId), refreshTokenRecord(other.issuanceId)]
    await issuer.createRefreshToken(record)
    await issuer.createRefreshToken(kept)
    await issuer.endRenewals(offer.issuanceId)
    expect(await issuer.readRefreshToken(record.tokenHash, later(12))).toBeUndefined()
    expect(await issuer.readRefreshToken(kept.tokenHash, later(12))).toEqual(kept)
  })
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
    const refreshToken = refreshTokenRecord((await grantOn(issuer)).offer.issuanceId)
    await issuer.createRefreshToken(refreshToken)
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
