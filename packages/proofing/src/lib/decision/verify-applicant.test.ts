import { createLocalSigner, generatePrivateJwk, type Signer } from '@lontar/credentials/jose'
import { verifyVerifiedIdentity } from '@lontar/documents/verified-identity'
import { beforeAll, describe, expect, it } from 'vitest'
import {
  chip,
  consent,
  documentEvidence,
  face,
  ktp,
  liveness,
  registryEvidence,
  time,
  visitor,
} from '../../../fixtures/evidence.ts'
import { deskOf, invented } from '../../../fixtures/officers.ts'
import type { Officer } from '../officer/create-officer.ts'
import { createOfficerReview, type OfficerQuestion } from '../officer/officer-review.ts'
import { evidenceDigest, type UndecidedEvidence } from '../officer/proofing-case.ts'
import { checkApplicant } from './check-applicant.ts'
import { type VerifyApplicantInput, verifyApplicant } from './verify-applicant.ts'

let signer: Signer
let ani: Officer
let beni: Officer
beforeAll(async () => {
  signer = await createLocalSigner(await generatePrivateJwk())
  ani = await invented('ani')
  beni = await invented('beni', 'supervisor')
})

const typed: readonly UndecidedEvidence[] = [
  consent,
  documentEvidence({ source: 'typed' }),
  registryEvidence(),
]
const approvedChip = chip({ method: 'approved_reader' })

function input(changes: Partial<VerifyApplicantInput> = {}): VerifyApplicantInput {
  return {
    document: ktp,
    evidence: typed,
    policy: { residence: '53', timeZone: 'Asia/Makassar' },
    organization: 'Dinas Contoh',
    desk: deskOf([ani], time),
    now: time,
    signer,
    ...changes,
  }
}

async function level(changes: Partial<VerifyApplicantInput>) {
  const text = await verifyApplicant(input(changes))
  return (await verifyVerifiedIdentity(text, { expectedKeys: [signer.publicJwk], now: time })).assuranceLevel
}

describe('verifyApplicant', () => {
  it('signs an identity of the level that evidence and officers reach', async () => {
    expect(await level({})).toBe('substantial')
    const high = { evidence: [...typed, approvedChip], desk: deskOf([ani, beni], time) }
    expect(await level(high)).toBe('high')
    expect(await level({ ...high, desk: deskOf([beni], time) })).toBe('substantial')
  })

  it('needs no officer where certified engines and the registry agree', async () => {
    const { desk: _, ...rest } = input({
      evidence: [consent, documentEvidence(), registryEvidence(), face('registry'), liveness()],
    })
    const text = await verifyApplicant(rest)
    const identity = await verifyVerifiedIdentity(text, { expectedKeys: [signer.publicJwk], now: time })
    expect(identity.assuranceLevel).toBe('substantial')
    expect(identity.evidence.map(({ checkMethod }) => checkMethod)).toEqual(['vri', 'data', 'bvr'])
  })

  it('makes a visitor a verified identity', async () => {
    const evidence = [consent, documentEvidence({ source: 'mrz' }), chip(), face('chip'), liveness()]
    const { desk: _, ...rest } = input({ document: visitor({}, '2026-12-20'), evidence })
    const text = await verifyApplicant(rest)
    const identity = await verifyVerifiedIdentity(text, { expectedKeys: [signer.publicJwk], now: time })
    expect(identity.document).toMatchObject({ kind: 'passport', stayUntil: '2026-12-20' })
    expect(identity.evidence.map(({ checkMethod }) => checkMethod)).toEqual(['vri', 'vcrypt', 'bvr'])
  })

  it('throws the first reason, with names of ours and no value', async () => {
    const evidence = [consent, documentEvidence({ source: 'typed' }), registryEvidence({ denied: 'name' })]
    await expect(verifyApplicant(input({ evidence }))).rejects.toMatchObject({
      code: 'registry_mismatch',
      message: 'The card does not match the registry: name.',
    })
    await expect(verifyApplicant(input({ desk: deskOf([], time) }))).rejects.toMatchObject({
      code: 'officer_not_confirmed',
    })
    await expect(verifyApplicant(input({ desk: deskOf([ani], time, 'refused') }))).rejects.toMatchObject({
      code: 'officer_refused',
    })
  })

  it('does not take the decision of one officer for two', async () => {
    await expect(verifyApplicant(input({ desk: deskOf([ani, ani], time) }))).rejects.toMatchObject({
      code: 'officer_decision_repeated',
    })
  })

  it('does not take an answer to another question', async () => {
    let earlier: readonly string[] = []
    const accounts = deskOf([ani], time).accounts
    const review = createOfficerReview({ officers: [ani], now: () => time })
    await verifyApplicant(
      input({
        desk: {
          accounts: deskOf([ani], time).accounts,
          review: {
            decide: async (question) => {
              earlier = await review.decide(question)
              return earlier
            },
          },
        },
      }),
    )
    const replay = { accounts, review: { decide: async () => earlier } }
    await expect(verifyApplicant(input({ desk: replay }))).rejects.toMatchObject({
      code: 'officer_decision_invalid',
    })
  })
})

describe('the officers', () => {
  async function questions(changes: Partial<VerifyApplicantInput>): Promise<readonly OfficerQuestion[]> {
    const asked: OfficerQuestion[] = []
    const review = {
      decide: async (question: OfficerQuestion) => {
        asked.push(question)
        return []
      },
    }
    await checkApplicant(input({ desk: { ...deskOf([ani], time), review }, ...changes }))
    return asked
  }

  it('see what was found so far, and the digest of a case that may have been opened before', async () => {
    const proofingCase = { caseId: 'AAECAwQFBgcICQoLDA0ODw', salt: 'BBECAwQFBgcICQoLDA0ODw' }
    const [question] = await questions({ proofingCase })
    expect(question?.caseId).toBe(proofingCase.caseId)
    expect(question?.evidenceDigest).toBe(await evidenceDigest(proofingCase, ktp, typed))
    expect(question?.decision.reasons.map(({ code }) => code)).toEqual(['officer_not_confirmed'])
  })

  it('see every case under a name of its own', async () => {
    const names = [await questions({}), await questions({})].map(([question]) => question?.caseId)
    expect(new Set(names).size).toBe(2)
  })

  it('are not asked about what none of them may lift', async () => {
    expect(await questions({ evidence: typed.filter(({ kind }) => kind !== 'consent') })).toEqual([])
    expect(await questions({ evidence: [consent, registryEvidence({ state: 'dead' })] })).toHaveLength(1)
  })
})
