import { createLocalSigner, generatePrivateJwk } from '@lontar/credentials/jose'
import { verifyVerifiedIdentity } from '@lontar/documents/verified-identity'
import { describe, expect, it } from 'vitest'
import { budi, maria } from '../../../fixtures/cards.ts'
import { consentFor } from '../../../fixtures/consents.ts'
import { liveness } from '../../../fixtures/evidence.ts'
import { deskOf, invented } from '../../../fixtures/officers.ts'
import { realRegistry, simulator } from '../../../fixtures/registries.ts'
import { checkKtp } from './check-ktp.ts'
import { type VerifyKtpInput, verifyKtp } from './verify-ktp.ts'

const now = new Date('2026-11-24T08:00:00Z')
const ani = await invented('ani')

async function input(changes: Partial<VerifyKtpInput> = {}): Promise<VerifyKtpInput> {
  return {
    ktp: maria,
    registry: realRegistry(),
    desk: deskOf([ani], now),
    organization: 'Pemerintah Provinsi NTT',
    policy: { residence: '53', timeZone: 'Asia/Makassar' },
    ...(await consentFor(changes.ktp ?? maria)),
    signer: await createLocalSigner(await generatePrivateJwk()),
    now,
    ...changes,
  }
}

describe('verifyKtp', () => {
  it('signs an identity that the holder of the evidence key accepts', async () => {
    const proofing = await input()
    const text = await verifyKtp(proofing)
    const identity = await verifyVerifiedIdentity(text, { expectedKeys: [proofing.signer.publicJwk], now })
    expect(identity).toMatchObject({
      document: { card: maria },
      assuranceLevel: 'substantial',
      issuedAt: now,
    })
    expect(identity.evidence.map(({ type }) => type)).toEqual(['document', 'electronic_record', 'officer'])
    expect(identity.expiresAt).toEqual(new Date('2026-11-24T08:10:00Z'))
    expect(identity.jti).toMatch(/^[A-Za-z0-9_-]{22}$/)
  })

  it('is worth nothing under another key, edited or late (I6)', async () => {
    const proofing = await input()
    const text = await verifyKtp(proofing)
    const expectedKeys = [proofing.signer.publicJwk]
    const stranger = (await input()).signer.publicJwk
    await expect(verifyVerifiedIdentity(text, { expectedKeys: [stranger], now })).rejects.toThrow()
    const [header, payload, signature] = text.split('.')
    const edited = Buffer.from(
      Buffer.from(payload ?? '', 'base64url')
        .toString()
        .replace('MARIA', 'MIRIA'),
    ).toString('base64url')
    await expect(
      verifyVerifiedIdentity([header, edited, signature].join('.'), { expectedKeys, now }),
    ).rejects.toThrow()
    await expect(
      verifyVerifiedIdentity(text, { expectedKeys, now: new Date('2026-11-24T08:12:00Z') }),
    ).rejects.toMatchObject({ code: 'verified_identity_expired' })
  })

  it('gives each identity a number of its own', async () => {
    const proofing = await input()
    const texts = [await verifyKtp(proofing), await verifyKtp(proofing)]
    const identities = await Promise.all(
      texts.map((text) => verifyVerifiedIdentity(text, { expectedKeys: [proofing.signer.publicJwk], now })),
    )
    expect(new Set(identities.map(({ jti }) => jti)).size).toBe(2)
  })

  it('throws the first reason that checkKtp collects', async () => {
    const proofing = await input({ ktp: budi, desk: deskOf([], now) })
    const { reasons } = await checkKtp(proofing)
    expect(reasons.map(({ code }) => code)).toEqual(['residence_refused', 'officer_not_confirmed'])
    await expect(verifyKtp(proofing)).rejects.toMatchObject({ code: 'residence_refused' })
  })

  it('carries the mark of a simulated registry to the issuer, which refuses it again', async () => {
    const policy = { residence: '53', timeZone: 'Asia/Makassar', dangerouslyAcceptSimulatedEvidence: true }
    const proofing = await input({ registry: simulator(), policy })
    const text = await verifyKtp(proofing)
    const expectedKeys = [proofing.signer.publicJwk]
    await expect(verifyVerifiedIdentity(text, { expectedKeys, now })).rejects.toMatchObject({
      code: 'simulated_evidence_refused',
    })
    const accepted = { expectedKeys, now, dangerouslyAcceptSimulatedEvidence: true }
    expect((await verifyVerifiedIdentity(text, accepted)).document).toEqual({ kind: 'ktp', card: maria })
  })
})

describe('the consent', () => {
  it('knows the evidence that came from it, before that is handed out', async () => {
    const recorded: object[] = []
    const proofing = await input()
    const { records } = proofing.consents
    const recordProofing: typeof records.recordProofing = async (record) => {
      recorded.push(record)
      await records.recordProofing(record)
    }
    const consents = { ...proofing.consents, records: { ...records, recordProofing } }
    const text = await verifyKtp({ ...proofing, consents })
    const { jti } = await verifyVerifiedIdentity(text, { expectedKeys: [proofing.signer.publicJwk], now })
    expect(recorded).toMatchObject([{ consentId: proofing.consentRef, identityJti: jti, decidedAt: now }])
    const failing = { ...records, recordProofing: () => Promise.reject(new Error('the disk is full')) }
    const attempt = verifyKtp({ ...proofing, consents: { ...consents, records: failing } })
    await expect(attempt).rejects.toThrow('the disk is full')
  })

  it('lets a blood type through only when the person said so', async () => {
    const ktp = { ...maria, bloodType: 'O' }
    for (const [agreed, expected] of [
      [['identity', 'registry'], undefined],
      [['identity', 'registry', 'blood_type'], 'O'],
    ] as const) {
      const proofing = await input({ ktp, ...(await consentFor(ktp, agreed)) })
      const text = await verifyKtp(proofing)
      const identity = await verifyVerifiedIdentity(text, { expectedKeys: [proofing.signer.publicJwk], now })
      const { document } = identity
      expect(document.kind === 'ktp' && document.card.bloodType).toBe(expected)
    }
  })

  it('to the face is needed where a face was compared', async () => {
    const proofing = await input({ evidence: [liveness()] })
    await expect(verifyKtp(proofing)).rejects.toMatchObject({ code: 'consent_missing' })
  })
})
