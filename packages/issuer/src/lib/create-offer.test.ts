import { createLocalSigner, generatePrivateJwk, hashText, parseJsonObject } from '@lontar/credentials/jose'
import { type SignedVerifiedIdentity, signVerifiedIdentity } from '@lontar/documents/verified-identity'
import { parseCredentialOffer, parseCredentialOfferUri } from '@lontar/openid4vc/openid4vci'
import { describe, expect, test } from 'vitest'
import type { OfferOptions } from './create-offer.ts'
import type { OfferRecord } from './issuer-store.ts'
import { createTestIssuer, inventedCard } from './test-issuer.test-support.ts'

const code = (value: string) => expect.objectContaining({ code: value })
const configurationIds = ['ktp_vc+sd-jwt']

describe('offer', () => {
  test('an offer is by reference, lives five minutes and needs a code of six digits', async () => {
    const { issuer, identity, get, clock } = await createTestIssuer()
    const offer = await issuer.offer(await identity(), { configurationIds })
    expect(offer.txCode).toMatch(/^\d{6}$/)
    expect(offer.expiresAt.getTime() - clock.now.getTime()).toBe(300_000)
    const parsed = parseCredentialOfferUri(offer.credentialOfferUri)
    expect(parsed).toEqual({ offerUri: `https://issuer.example/ntt/offers/${offer.issuanceId}` })
    const { status, headers, json } = await get(`/ntt/offers/${offer.issuanceId}`)
    expect([status, headers.get('content-type')]).toEqual([200, 'application/json'])
    expect(headers.get('cache-control')).toBe('no-store')
    expect(parseCredentialOffer(json)).toMatchObject({
      credential_issuer: 'https://issuer.example/ntt',
      credential_configuration_ids: configurationIds,
      grants: {
        'urn:ietf:params:oauth:grant-type:pre-authorized_code': {
          tx_code: { input_mode: 'numeric', length: 6 },
        },
      },
    })
  })

  test('an offer by value holds the same, and names no person', async () => {
    const { issuer, identity } = await createTestIssuer()
    const offer = await issuer.offer(await identity(), {
      configurationIds,
      byReference: false,
      txCode: false,
    })
    expect(offer.txCode).toBeNull()
    const text = decodeURIComponent(offer.credentialOfferUri)
    expect(text).not.toContain('tx_code')
    for (const value of [inventedCard.nik, inventedCard.name, inventedCard.birthdate]) {
      expect(text).not.toContain(value)
    }
  })

  test('the store gets the hash of the code, never the code itself beside the offer', async () => {
    const records: OfferRecord[] = []
    const { offer } = await createTestIssuer({
      wrapStore: (store) => ({
        ...store,
        createOffer: async (record) => {
          records.push(record)
          return store.createOffer(record)
        },
      }),
    })
    const made = await offer()
    const bound = JSON.stringify(['https://issuer.example/ntt', await hashText(made.code)])
    expect(records[0]?.codeHash).toBe(await hashText(bound))
    expect(made.code).toMatch(/^[A-Za-z0-9_-]{43}$/)
    expect(parseJsonObject(records[0]?.identity ?? '')).toHaveProperty('ktp')
  })

  test('the same evidence gives one offer, also when two are asked for at once', async () => {
    const { issuer, identity } = await createTestIssuer()
    const evidence = await identity()
    const results = await Promise.allSettled([
      issuer.offer(evidence, { configurationIds }),
      issuer.offer(evidence, { configurationIds }),
    ])
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    await expect(issuer.offer(evidence, { configurationIds })).rejects.toThrow(code('verified_identity_used'))
  })

  test('evidence of a stranger, edited, old or simulated is refused', async () => {
    const { issuer, identity, clock, advance } = await createTestIssuer()
    const stranger = await createLocalSigner(await generatePrivateJwk())
    const foreign = await signVerifiedIdentity({
      identity: {
        jti: 'a'.repeat(22),
        document: { kind: 'ktp', card: inventedCard },
        assuranceLevel: 'high',
        evidence: [
          { type: 'document', checkMethod: 'vri', organization: 'X', time: clock.now, simulated: false },
        ],
        issuedAt: clock.now,
        expiresAt: new Date(clock.now.getTime() + 60_000),
      },
      signer: stranger,
    })
    await expect(issuer.offer(foreign, { configurationIds })).rejects.toThrow(
      code('verified_identity_invalid'),
    )
    const good = await identity()
    const edited = `${good.slice(0, -8)}AAAAAAAA` as SignedVerifiedIdentity
    await expect(issuer.offer(edited, { configurationIds })).rejects.toThrow(
      code('verified_identity_invalid'),
    )
    const simulated = await identity({
      evidence: [
        {
          type: 'electronic_record',
          checkMethod: 'data',
          organization: 'X',
          time: clock.now,
          simulated: true,
        },
      ],
    })
    await expect(issuer.offer(simulated, { configurationIds })).rejects.toThrow(
      code('simulated_evidence_refused'),
    )
    advance(901)
    await expect(issuer.offer(good, { configurationIds })).rejects.toThrow(code('verified_identity_expired'))
  })

  test('simulated evidence counts under development alone', async () => {
    const { issuer, identity, clock } = await createTestIssuer({ dangerouslyAcceptSimulatedEvidence: true })
    const simulated = await identity({
      evidence: [
        {
          type: 'electronic_record',
          checkMethod: 'data',
          organization: 'X',
          time: clock.now,
          simulated: true,
        },
      ],
    })
    await expect(issuer.offer(simulated, { configurationIds })).resolves.toHaveProperty('issuanceId')
  })

  test.each([
    ['low', undefined, 'assurance_level_too_low'],
    ['low', 'low', undefined],
    ['substantial', 'high', 'assurance_level_too_low'],
    ['high', 'high', undefined],
  ] as const)(
    'an identity of level %s, where the least is %s: %s',
    async (assuranceLevel, least, refusal) => {
      const { issuer, identity } = await createTestIssuer(least && { minimumLevel: least })
      const made = issuer.offer(await identity({ assuranceLevel }), { configurationIds })
      if (refusal === undefined) await expect(made).resolves.toHaveProperty('issuanceId')
      else await expect(made).rejects.toThrow(code(refusal))
    },
  )

  test('a configuration that the issuer does not have is refused', async () => {
    const { issuer, identity } = await createTestIssuer()
    for (const id of ['ktp_jwt_vc_json', 'visitor_jwt_vc_json', '']) {
      await expect(issuer.offer(await identity(), { configurationIds: [id] })).rejects.toThrow(
        code('credential_configuration_unknown'),
      )
    }
  })

  test('a type that is made from another document is refused, and the identity is not used up', async () => {
    const { issuer, identity } = await createTestIssuer()
    const signed = await identity()
    for (const ids of [['visitor_dc+sd-jwt'], ['ktp_dc+sd-jwt', 'visitor_dc+sd-jwt']]) {
      await expect(issuer.offer(signed, { configurationIds: ids })).rejects.toThrow(code('document_mismatch'))
    }
    expect((await issuer.offer(signed, { configurationIds })).issuanceId).toBeTruthy()
  })

  const wrong: readonly OfferOptions[] = [
    { configurationIds: [] },
    { configurationIds: ['ktp_vc+sd-jwt', 'ktp_vc+sd-jwt'] },
    { configurationIds, copies: 0 },
    { configurationIds, copies: 1.5 },
    { configurationIds, copies: 11 },
    { configurationIds, expiresInSeconds: 0 },
    { configurationIds, expiresInSeconds: 2_592_001 },
    { configurationIds, txCode: false, expiresInSeconds: 301 },
  ]
  test.each(wrong)('the options %j are refused', async (options) => {
    const { issuer, identity } = await createTestIssuer()
    await expect(issuer.offer(await identity(), options)).rejects.toThrow(code('ERR_INVALID_ARG_VALUE'))
  })

  test('with a transaction code an offer may live for 30 days', async () => {
    const { issuer, identity } = await createTestIssuer()
    const options = { configurationIds, copies: 10, expiresInSeconds: 2_592_000 }
    await expect(issuer.offer(await identity(), options)).resolves.toHaveProperty('txCode')
  })

  test('an offer that is unknown, expired or redeemed is not found', async () => {
    const { offer, get, advance, redeem } = await createTestIssuer()
    expect((await get('/ntt/offers/unknown')).status).toBe(404)
    const { issuanceId } = await offer()
    expect((await get(`/ntt/offers/${issuanceId}`)).status).toBe(200)
    advance(300)
    expect((await get(`/ntt/offers/${issuanceId}`)).status).toBe(404)
    expect(await redeem()).toMatch(/^[A-Za-z0-9_-]{43}$/)
  })
})
