import type { JsonObject } from '@lontar/credentials'
import { describe, expect, it } from 'vitest'
import { identityOf, maria } from '../../../fixtures/invented-people.ts'
import type { VerifiedIdentity } from '../verified-identity/verified-identity.ts'
import { createVerificationClaim } from './verification-claim.ts'

const identity = identityOf(maria)

function evidenceOf(changed: VerifiedIdentity): readonly JsonObject[] {
  return createVerificationClaim(changed, 'https://issuer.example/ntt')['evidence'] as readonly JsonObject[]
}

describe('createVerificationClaim', () => {
  it('writes the verification of OpenID Identity Assurance', () => {
    expect(createVerificationClaim(identity, 'https://issuer.example/ntt')).toEqual({
      trust_framework: 'https://issuer.example/ntt/trust-framework/1',
      assurance_level: 'substantial',
      time: '2026-11-24T02:00:00Z',
      evidence: [
        {
          type: 'document',
          check_details: [
            { check_method: 'vri', organization: 'Dinas Contoh', time: '2026-11-24T01:00:00Z' },
            { check_method: 'pvp', organization: 'Dinas Contoh', time: '2026-11-24T01:00:00Z' },
          ],
          document_details: { type: 'idcard', issuer: { country_code: 'IDN', name: 'Dukcapil' } },
        },
        {
          type: 'electronic_record',
          check_details: [
            { check_method: 'data', organization: 'Ditjen Dukcapil', time: '2026-11-24T01:00:00Z' },
          ],
          record: {
            type: 'population_registry',
            source: { name: 'Ditjen Dukcapil Kemendagri', country_code: 'IDN' },
          },
        },
      ],
    })
  })

  it('is the same for two people who were verified in the same hour', () => {
    const other = {
      ...identity,
      jti: 'ZZECAwQFBgcICQoLDA0ODw',
      evidence: identity.evidence.map((one) => ({
        ...one,
        time: new Date(one.time.getTime() - 60_000),
        ...(one.transaction === undefined ? {} : { transaction: 'another' }),
      })),
      issuedAt: new Date(identity.issuedAt.getTime() + 59 * 60_000),
    }
    expect(createVerificationClaim(other, 'https://issuer.example')).toEqual(
      createVerificationClaim(identity, 'https://issuer.example'),
    )
  })

  const common = { organization: 'Dinas Contoh', time: identity.issuedAt, simulated: false }

  it('names each check of a document and of a record, whatever it was', () => {
    const [document, record, ...more] = evidenceOf({
      ...identity,
      evidence: [
        { ...common, type: 'document', checkMethod: 'vri' },
        { ...common, type: 'document', checkMethod: 'vcrypt' },
        { ...common, type: 'document', checkMethod: 'bvr', transaction: 'face-1' },
        { ...common, type: 'electronic_record', checkMethod: 'data', transaction: 'txn-1' },
        { ...common, type: 'electronic_record', checkMethod: 'bvr', transaction: 'face-2' },
        { ...common, type: 'officer', checkMethod: 'pvp', transaction: 'officer-7' },
        { ...common, type: 'officer', checkMethod: 'pvp', transaction: 'officer-8' },
      ],
    })
    const methods = (element: JsonObject = {}) =>
      (element['check_details'] as readonly JsonObject[]).map((check) => check['check_method'])
    expect(methods(document)).toEqual(['vri', 'vcrypt', 'bvr', 'pvp', 'pvp'])
    expect(methods(record)).toEqual(['data', 'bvr'])
    expect(more).toEqual([])
    expect(JSON.stringify([document, record])).not.toMatch(/txn-1|face-1|face-2|officer/)
  })

  it('says nothing of a record that nobody asked', () => {
    const visitor = {
      ...identity,
      evidence: [{ ...common, type: 'document', checkMethod: 'vcrypt' } as const],
    }
    expect(evidenceOf(visitor).map(({ type }) => type)).toEqual(['document'])
  })

  it('says of each check whether it was simulated, and nothing when it was not', () => {
    const [first, ...rest] = identity.evidence
    if (first === undefined) throw new Error('The identity has no evidence.')
    const [document, record] = evidenceOf({ ...identity, evidence: [{ ...first, simulated: true }, ...rest] })
    expect(document?.['check_details']).toEqual([
      expect.objectContaining({ check_method: 'vri', simulated: true }),
      expect.not.objectContaining({ simulated: expect.anything() }),
    ])
    expect(JSON.stringify(record)).not.toContain('simulated')
  })
})
