import { describe, expect, it } from 'vitest'
import { AgentMethodError } from './agent-method-error.ts'
import { failureOf, openPluginWorld, receiveByAgent } from './plugin-world.test-support.ts'

const marks = ['YOHANES', '5371990203850002', 'SAMRATULANGI', '"eyJ', '~']

describe('the plugins of the three roles', () => {
  it.each([{ schemaValidation: false }, { schemaValidation: true }])(
    'issue, receive, present and verify by the methods of an agent, with %j',
    async (options) => {
      const world = await openPluginWorld(options)
      const { agent } = world
      const [held] = await receiveByAgent(world)
      expect(held).toMatchObject({ format: 'vc+sd-jwt', issuerTrusted: true, presentedCount: 0 })

      const request = await agent.createAuthorizationRequest({ ask: 'hotel' })
      const review = await agent.reviewAuthorizationRequest({
        authorizationRequest: request.requestUri ?? '',
      })
      expect(review).toMatchObject({ verifier: { name: 'Hotel Contoh' }, blocked: null })
      const receipt = await agent.sendAuthorizationResponse({ reviewId: review.reviewId, consent: true })
      expect(receipt).toEqual({
        sent: true,
        disclosed: ['name', 'age_equal_or_over.18'],
        redirectUri: null,
      })

      const result = await agent.getAuthorizationResult({ transactionId: request.transactionId ?? '' })
      expect(result).toMatchObject({
        state: 'accepted',
        verdict: { ok: true },
        claims: { name: 'YOHANES BASTIAN LODO', 'age_equal_or_over.18': true },
      })
      expect(world.errors).toEqual([])
    },
  )

  it('give nothing that JSON would change', async () => {
    const world = await openPluginWorld({ schemaValidation: true })
    const { agent } = world
    const [held] = await receiveByAgent(world)
    const [issued] = await agent.listIssuedCredentials({})
    const credentialId = issued?.credentialId ?? ''
    const request = await agent.createAuthorizationRequest({ ask: 'hotel' })
    const review = await agent.reviewAuthorizationRequest({ authorizationRequest: request.requestUri ?? '' })
    const receipt = await agent.declineAuthorizationRequest({ reviewId: review.reviewId })
    const answers = [
      held,
      issued,
      request,
      review,
      receipt,
      await agent.getHeldCredential({ credentialId: held?.id ?? '' }),
      await agent.getAuthorizationResult({ transactionId: request.transactionId ?? '' }),
      await agent.getIssuedCredential({ credentialId }),
      await agent.listVerifierReceipts({}),
      await agent.listPresentationHistory({}),
      await agent.suspendCredential({ credentialId, reason: 'dompet hilang' }),
    ]
    for (const answer of answers) {
      expect(answer).toBeDefined()
      expect(JSON.parse(JSON.stringify(answer))).toStrictEqual(answer)
    }
  })

  it('show claims to the holder and to who asked for them, and to nobody else', async () => {
    const world = await openPluginWorld({ schemaValidation: true })
    const { agent } = world
    const [held] = await receiveByAgent(world)
    const request = await agent.createAuthorizationRequest({ ask: 'hotel' })
    const review = await agent.reviewAuthorizationRequest({ authorizationRequest: request.requestUri ?? '' })
    await agent.sendAuthorizationResponse({ reviewId: review.reviewId, consent: true })
    const silent = JSON.stringify([
      held,
      review,
      await agent.listIssuedCredentials({}),
      await agent.listHeldCredentials({}),
      await agent.listPresentationHistory({}),
      await agent.listVerifierReceipts({}),
    ])
    for (const mark of marks) expect(silent).not.toContain(mark)
    const details = await agent.getHeldCredential({ credentialId: held?.id ?? '' })
    expect(JSON.stringify(details.claims)).toContain('YOHANES')
    expect(JSON.stringify(details)).not.toContain('~')
  })

  it('change the status of a credential, which a verification then sees', async () => {
    const world = await openPluginWorld({ schemaValidation: true })
    const { agent } = world
    const [held] = await receiveByAgent(world)
    const [issued] = await agent.listIssuedCredentials({ limit: 1 })
    const credentialId = issued?.credentialId ?? ''
    const { credential: text } = await world.wallet.show(held?.id ?? '')
    const verify = () => agent.verifyCredentialText({ text, expectedKeyBinding: null })
    const good = await verify()
    expect(good).toMatchObject({ ok: true, credential: { issuer: world.issuer.issuer, format: 'vc+sd-jwt' } })
    expect(await agent.suspendCredential({ credentialId })).toMatchObject({ status: 'suspended' })
    expect(await agent.reinstateCredential({ credentialId })).toMatchObject({ status: 'valid' })
    expect(await agent.revokeCredential({ credentialId, reason: 'dompet hilang' })).toMatchObject({
      credentialId,
      status: 'revoked',
      reason: 'dompet hilang',
    })
    world.advance(600)
    const revoked = await verify()
    expect(revoked).toMatchObject({ ok: false, credential: null })
    expect(revoked.checks).toContainEqual(expect.objectContaining({ id: 'status', code: 'status_invalid' }))
    expect(await failureOf(agent, 'reinstateCredential', { credentialId })).toMatchObject({
      message: 'credential_status_transition_refused',
    })
  })

  it('hand a deferred issuance from the officer to the wallet', async () => {
    const world = await openPluginWorld({ schemaValidation: true })
    const { agent } = world
    const { credentialOfferUri, txCode } = await agent.createCredentialOffer({
      identity: await world.identity(),
      configurationIds: ['ktp_vc+sd-jwt'],
      approval: 'deferred',
    })
    const link = { credentialOffer: credentialOfferUri }
    expect(await agent.resolveCredentialOffer(link)).toMatchObject({
      issuerTrusted: true,
      txCodeRequired: true,
      txCode: { length: 6, numeric: true },
    })
    expect(await agent.acceptCredentialOffer({ ...link, txCode: txCode ?? '' })).toEqual([])
    const [pending] = await agent.listPendingIssuances({})
    const issuanceId = pending?.id ?? ''
    const [deferred] = await agent.listDeferredIssuances({})
    const deferredId = deferred?.deferredId ?? ''
    expect(deferred).toMatchObject({ state: 'pending', count: 1 })
    world.advance(3_600)
    expect(await agent.collectPendingIssuance({ issuanceId })).toMatchObject({ state: 'pending' })
    expect(await agent.approveDeferredIssuance({ deferredId })).toEqual({ deferredId })
    expect(await failureOf(agent, 'denyDeferredIssuance', { deferredId })).toMatchObject({
      message: 'deferred_issuance_decided',
    })
    world.advance(3_600)
    const collected = await agent.collectPendingIssuance({ issuanceId })
    expect(collected).toMatchObject({ state: 'received', credentials: [{ format: 'vc+sd-jwt' }] })
    const [held] = await agent.listHeldCredentials({})
    expect(await agent.removeHeldCredential({ credentialId: held?.id ?? '' })).toEqual({
      credentialId: held?.id,
    })
    expect(await agent.listHeldCredentials({})).toEqual([])
  })

  it('ask nothing that the verifier was not set up with', async () => {
    const { agent } = await openPluginWorld()
    expect(await failureOf(agent, 'createAuthorizationRequest', { ask: 'police' })).toMatchObject({
      message: 'ask_unknown',
    })
  })
})

describe('a wait for a result', () => {
  it.each([-1, 31])('is of no %d seconds', async (waitSeconds) => {
    const { agent } = await openPluginWorld()
    const { transactionId } = await agent.createAuthorizationRequest({ ask: 'hotel' })
    expect(await failureOf(agent, 'getAuthorizationResult', { transactionId, waitSeconds })).toMatchObject({
      code: 'ERR_INVALID_ARG_VALUE',
      argument: 'waitSeconds',
    })
  })
})

describe('a review from afar', () => {
  it('is answered one time, and only by who knows its name', async () => {
    const world = await openPluginWorld()
    const { agent } = world
    await receiveByAgent(world)
    const { requestUri = '' } = await agent.createAuthorizationRequest({ ask: 'hotel' })
    const { reviewId } = await agent.reviewAuthorizationRequest({ authorizationRequest: requestUri })
    const wrong = { message: 'ERR_INVALID_ARG_VALUE' }
    const send = (args: object) => failureOf(agent, 'sendAuthorizationResponse', { consent: true, ...args })
    expect(await send({ reviewId: `${reviewId}x` })).toMatchObject(wrong)
    expect(await send({ reviewId, consent: false })).toMatchObject(wrong)
    expect(await send({ reviewId, option: 7 })).toMatchObject(wrong)
    expect(await send({ reviewId })).toBeUndefined()
    expect(await send({ reviewId })).toMatchObject(wrong)
    expect(await failureOf(agent, 'declineAuthorizationRequest', { reviewId })).toMatchObject(wrong)
  })

  it('ends after ten minutes', async () => {
    const world = await openPluginWorld()
    const { agent } = world
    await receiveByAgent(world)
    const { requestUri = '' } = await agent.createAuthorizationRequest({ ask: 'hotel' })
    const { reviewId } = await agent.reviewAuthorizationRequest({ authorizationRequest: requestUri })
    world.advance(600)
    expect(await failureOf(agent, 'declineAuthorizationRequest', { reviewId })).toMatchObject({
      message: 'ERR_INVALID_ARG_VALUE',
    })
  })
})

describe('what a method fails with', () => {
  it('is its code and no other word, and is told to the operator', async () => {
    const world = await openPluginWorld()
    const failure = await failureOf(world.agent, 'createCredentialOffer', {
      identity: 'YOHANES.5371990203850002',
      configurationIds: ['ktp_vc+sd-jwt'],
    })
    expect(failure).toBeInstanceOf(AgentMethodError)
    expect(failure).toMatchObject({
      message: 'verified_identity_invalid',
      code: 'verified_identity_invalid',
      cause: { name: 'VerificationError' },
    })
    expect(world.errors).toEqual([failure])
  })

  it('is internal where it is no error of ours', async () => {
    const world = await openPluginWorld()
    const { lontarWalletPlugin } = await import('./lontar-wallet-plugin.ts')
    const list = async () => {
      throw new RangeError('YOHANES BASTIAN LODO')
    }
    const { methods } = lontarWalletPlugin({ wallet: { ...world.wallet, list } })
    const failure: unknown = await methods?.['listHeldCredentials']?.({}, {}).catch((e: unknown) => e)
    expect(failure).toMatchObject({ code: 'internal', message: 'internal' })
  })

  it('names the argument that does not fit, by the schema, before anything happened', async () => {
    const world = await openPluginWorld()
    const identity = await world.identity()
    const good = { identity, configurationIds: ['ktp_vc+sd-jwt'] }
    const refused = async (args: unknown) => {
      const failure = await failureOf(world.agent, 'createCredentialOffer', args)
      expect(failure).toMatchObject({ code: 'ERR_INVALID_ARG_VALUE' })
      return failure instanceof AgentMethodError ? failure.argument : undefined
    }
    expect(await refused({ ...good, copies: '1' })).toBe('copies')
    expect(await refused({ ...good, configurationIds: [1] })).toBe('configurationIds[]')
    expect(await refused({ identity })).toBe('configurationIds')
    expect(await refused({ ...good, nik: '5371990203850002' })).toBe('')
    expect(await refused([good])).toBe('')
    // The identity was not used up by any of them.
    expect(await failureOf(world.agent, 'createCredentialOffer', good)).toBeUndefined()
  })

  it('is not even possible while DEBUG would log arguments', async () => {
    const { issuer } = await openPluginWorld()
    const { lontarIssuerPlugin } = await import('./lontar-issuer-plugin.ts')
    const before = process.env.DEBUG
    process.env.DEBUG = 'veramo:agent:*'
    try {
      expect(() => lontarIssuerPlugin({ issuer })).toThrow(expect.objectContaining({ code: 'usage' }))
    } finally {
      if (before === undefined) delete process.env.DEBUG
      else process.env.DEBUG = before
    }
  })
})
