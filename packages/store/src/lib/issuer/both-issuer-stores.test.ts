import type { IssuerStore } from '@lontar/issuer'
import { describe, expect, it } from 'vitest'
import {
  redemptionWith,
  refreshTokenRecord,
  rotationOf,
  sessionOn,
  signInInput,
  signInOffer,
  tokenRecord,
} from '../../../fixtures/authorization-records.ts'
import { issuerStores } from '../../../fixtures/issuer-stores.ts'
import { deferredRecord, hash, intentFor, later, offerRecord, redemption } from '../../../fixtures/records.ts'

/** A redeemed offer of two copies, of which one was issued, with what can be renewed. */
async function halfIssuedOn(issuer: IssuerStore) {
  const offer = offerRecord({ copies: 2 })
  await issuer.createOffer(offer)
  const refresh = refreshTokenRecord(offer.issuanceId, { copies: 2 })
  await issuer.redeemCode(redemptionWith(offer, refresh))
  return { offer, refresh, credentialId: await issueOf(issuer, offer) }
}

async function intentOf(issuer: IssuerStore, offer: Parameters<typeof intentFor>[0]) {
  const [place] = await issuer.reserveStatusPlaces(1)
  if (place === undefined) throw new Error('No place was reserved.')
  return intentFor(offer, place)
}

async function issueOf(issuer: IssuerStore, offer: Parameters<typeof intentFor>[0]) {
  const intent = await intentOf(issuer, offer)
  expect(await issuer.recordIntents([intent])).toBe('recorded')
  await issuer.recordIssued([intent.credentialId], later(3))
  return intent.credentialId
}

async function offerOn(issuer: IssuerStore) {
  const offer = signInOffer()
  await issuer.createOffer(offer)
  return offer
}

type Offer = Awaited<ReturnType<typeof offerOn>>

/** Tries to sign in, in a session of its own, with something changed. */
async function enter(issuer: IssuerStore, offer: Offer, changes: object = {}) {
  return issuer.signIn({ ...signInInput(offer, await sessionOn(issuer)), ...changes })
}

const wrongCodeOf = ({ signIn }: Offer) => ({
  as: { registrationNumber: signIn?.registrationNumber ?? '', oneTimeCode: '00000000' },
})

describe.each(issuerStores)('an issuer store %s', (_name, create) => {
  it('counts the right numbers under another issuer_state against the session alone', async () => {
    const issuer = await create()
    const offer = await offerOn(issuer)
    for (let round = 0; round < 6; round += 1) {
      expect(await enter(issuer, offer, { issuerStateHash: hash('foreign') })).toBe('wrong')
    }
    const session = signInInput(offer, await sessionOn(issuer))
    for (let round = 0; round < 5; round += 1) {
      expect(await issuer.signIn({ ...session, issuerStateHash: hash('foreign') })).toBe('wrong')
    }
    expect(await issuer.signIn(session)).toBe('dead')
    expect(await enter(issuer, offer)).toBe('signed_in')
  })

  it('counts wrong numbers against the offer whatever the issuer_state', async () => {
    const issuer = await create()
    const offer = await offerOn(issuer)
    for (let round = 0; round < 5; round += 1) {
      await enter(issuer, offer, { ...wrongCodeOf(offer), issuerStateHash: hash('foreign') })
    }
    expect(await enter(issuer, offer)).toBe('wrong')
  })

  it('erases the identity and the offer after the fifth wrong sign-in', async () => {
    const issuer = await create()
    const offer = await offerOn(issuer)
    for (let round = 0; round < 4; round += 1) await enter(issuer, offer, wrongCodeOf(offer))
    expect(await issuer.readOffer(offer.issuanceId, later(3))).toBe(offer.credentialOffer)
    await enter(issuer, offer, wrongCodeOf(offer))
    expect(await issuer.readOffer(offer.issuanceId, later(3))).toBeUndefined()
    // Past the end of the offer, and before that of the sessions, nothing is left to erase.
    expect(await issuer.purge(later(400))).toBe(0)
  })

  it('lets a holder sign in again when the code ended unredeemed, and not before', async () => {
    const issuer = await create()
    const offer = await offerOn(issuer)
    const first = signInInput(offer, await sessionOn(issuer))
    expect(await issuer.signIn(first)).toBe('signed_in')
    expect(await enter(issuer, offer, { now: later(61) })).toBe('wrong')
    // What is entered meanwhile is no guess at an offer that nobody can open.
    for (let round = 0; round < 5; round += 1) await enter(issuer, offer, wrongCodeOf(offer))
    await issuer.purge(later(62))
    const second = signInInput(offer, await sessionOn(issuer))
    const again = { ...second, now: later(62), codeExpiresAt: later(122) }
    expect(await issuer.signIn(again)).toBe('signed_in')
    const redeem = { token: tokenRecord(), now: later(63) }
    expect(await issuer.redeemAuthorizationCode({ ...redeem, codeHash: first.codeHash })).toBeUndefined()
    expect(await issuer.redeemAuthorizationCode({ ...redeem, codeHash: second.codeHash })).toBe(
      offer.issuanceId,
    )
    expect((await issuer.readGrant(redeem.token.tokenHash, later(64)))?.identity).toBe(offer.identity)
  })

  it('lets nobody sign in again once a code was redeemed', async () => {
    const issuer = await create()
    const offer = await offerOn(issuer)
    const { codeHash, ...input } = signInInput(offer, await sessionOn(issuer))
    await issuer.signIn({ ...input, codeHash })
    await issuer.redeemAuthorizationCode({ codeHash, token: tokenRecord(), now: later(3) })
    await issuer.purge(later(130))
    expect(await enter(issuer, offer, { now: later(131), codeExpiresAt: later(191) })).toBe('wrong')
    expect(await issuer.readOffer(offer.issuanceId, later(4))).toBeUndefined()
  })

  it('keeps the identity for a code that outlives its offer', async () => {
    const issuer = await create()
    const offer = await offerOn(issuer)
    const { codeHash, ...input } = signInInput(offer, await sessionOn(issuer))
    await issuer.signIn({ ...input, codeHash, now: later(299), codeExpiresAt: later(359) })
    await issuer.purge(later(358))
    const token = tokenRecord()
    const redeem = { codeHash, token, now: later(358) }
    expect(await issuer.redeemAuthorizationCode(redeem)).toBe(offer.issuanceId)
    expect((await issuer.readGrant(token.tokenHash, later(359)))?.identity).toBe(offer.identity)
  })

  it('gives and promises nothing more while a credential of the grant is suspended or revoked', async () => {
    const issuer = await create()
    const { offer, credentialId } = await halfIssuedOn(issuer)
    const set = (status: 'valid' | 'suspended' | 'revoked') =>
      issuer.setCredentialStatus({ credentialId, status, reason: undefined, now: later(4) })
    for (const status of ['suspended', 'revoked'] as const) {
      await set(status)
      expect(await issuer.recordIntents([await intentOf(issuer, offer)])).toBe('quota_exceeded')
      expect(await issuer.createDeferred(deferredRecord(offer))).toBe('quota_exceeded')
      await set('valid')
    }
  })

  it('gives the second copy while the first is valid, and again when it was reinstated', async () => {
    const issuer = await create()
    const { offer, credentialId } = await halfIssuedOn(issuer)
    for (const status of ['suspended', 'valid'] as const)
      await issuer.setCredentialStatus({ credentialId, status, reason: undefined, now: later(4) })
    expect(await issuer.recordIntents([await intentOf(issuer, offer)])).toBe('recorded')
  })

  it('gives nothing under a renewal whose first credential was revoked after it began', async () => {
    const issuer = await create()
    const { offer, refresh, credentialId } = await halfIssuedOn(issuer)
    const rotation = rotationOf(refresh)
    expect(await issuer.rotateRefreshToken(rotation)).toBe('rotated')
    const { issuanceId } = rotation.issuance
    const renewal = { issuanceId, configurationIds: offer.configurationIds }
    await issuer.setCredentialStatus({ credentialId, status: 'revoked', reason: undefined, now: later(11) })
    expect(await issuer.recordIntents([await intentOf(issuer, renewal)])).toBe('quota_exceeded')
  })

  it('takes the secret of a session for no code, and leaves the session alone', async () => {
    const issuer = await create()
    const offer = await offerOn(issuer)
    const input = signInInput(offer, await sessionOn(issuer))
    const redeem = (codeHash: string) =>
      issuer.redeemAuthorizationCode({ codeHash, token: tokenRecord(), now: later(3) })
    expect(await redeem(input.sessionHash)).toBeUndefined()
    expect(await issuer.signIn(input)).toBe('signed_in')
    expect(await redeem(input.codeHash)).toBe(offer.issuanceId)
  })

  it('takes an abandoned credential neither for one that was issued nor for one that was taken away', async () => {
    const issuer = await create()
    const offer = offerRecord()
    await issuer.createOffer(offer)
    const refresh = refreshTokenRecord(offer.issuanceId)
    await issuer.redeemCode(redemptionWith(offer, refresh))
    const intent = await intentOf(issuer, offer)
    await issuer.recordIntents([intent])
    await issuer.abandonIntents([intent.credentialId], later(3))
    const rotation = rotationOf(refresh)
    expect(await issuer.rotateRefreshToken(rotation)).toBe('rotated')
    const grant = await issuer.readGrant(rotation.token.tokenHash, later(11))
    expect(grant?.issuanceId).toBe(offer.issuanceId)
    expect(await issuer.recordIntents([await intentOf(issuer, offer)])).toBe('recorded')
  })

  it('counts what was promised and delivered once', async () => {
    const issuer = await create()
    const offer = offerRecord({ copies: 2 })
    await issuer.createOffer(offer)
    await issuer.redeemCode(redemption(offer))
    const promise = deferredRecord(offer)
    await issuer.createDeferred(promise)
    const { deferredId, transactionHash, issuanceId } = promise
    await issuer.decideDeferred({ deferredId, decision: 'approved', reason: undefined, now: later(3) })
    await issuer.takeDeferred({ transactionHash, issuanceId, now: later(4) })
    await issueOf(issuer, offer)
    await issuer.finishDeferred(deferredId, later(5))
    expect(await issuer.createDeferred(deferredRecord(offer))).toBe('created')
    expect(await issuer.createDeferred(deferredRecord(offer))).toBe('quota_exceeded')
  })

  it('erases the identity with an offer whose code nobody redeemed', async () => {
    const issuer = await create()
    const offer = await offerOn(issuer)
    await enter(issuer, offer, { now: later(299), codeExpiresAt: later(359) })
    expect(await issuer.purge(later(358))).toBe(0)
    // The code and the offer.
    expect(await issuer.purge(later(359))).toBe(2)
  })
})
