import { createLocalSigner, generatePrivateJwk, jwkThumbprint, signJws } from '@lontar/credentials/jose'
import { beforeAll, describe, expect, it } from 'vitest'
import { maria } from '../../../fixtures/cards.ts'
import {
  consent,
  documentEvidence,
  ktp,
  registryEvidence,
  time,
  visitor,
} from '../../../fixtures/evidence.ts'
import { invented } from '../../../fixtures/officers.ts'
import type { Officer } from './create-officer.ts'
import { createOfficer, isOfficerId } from './create-officer.ts'
import { createMemoryOfficerAccounts } from './memory-officer-accounts.ts'
import type { OfficerDecision } from './officer-decision.ts'
import { encodeOfficerDecision, officerDecisionType } from './officer-decision-payload.ts'
import { evidenceDigest, openProofingCase } from './proofing-case.ts'
import { signOfficerDecision } from './sign-officer-decision.ts'
import { type OfficerDecisionExpectations, verifyOfficerDecision } from './verify-officer-decision.ts'

const about = { caseId: 'AAECAwQFBgcICQoLDA0ODw', evidenceDigest: 'BBECAwQFBgcICQoLDA0ODw' }

let ani: Officer
let beni: Officer
let boss: Officer
let gone: Officer
beforeAll(async () => {
  ani = await invented('ani')
  beni = await invented('beni')
  boss = await invented('citra', 'administrator')
  gone = await invented('dewi')
})

function accounts() {
  const disabled = { ...gone.account, status: 'disabled' as const }
  return createMemoryOfficerAccounts([ani.account, beni.account, boss.account, disabled])
}

function expecting(changes: Partial<OfficerDecisionExpectations> = {}): OfficerDecisionExpectations {
  return {
    expectedCaseId: about.caseId,
    expectedEvidenceDigest: about.evidenceDigest,
    officers: accounts(),
    now: time,
    ...changes,
  }
}

function sign(officer: Officer, changes: object = {}): Promise<string> {
  return signOfficerDecision({ about, outcome: 'accepted', officer, now: time, ...changes })
}

function refusal(code: string) {
  return expect.objectContaining({ name: 'VerificationError', code })
}

/** A decision that proofing itself would not write, under a good signature. */
async function forged(officer: Officer, changes: object, typ = officerDecisionType): Promise<string> {
  const decision: OfficerDecision = {
    ...about,
    outcome: 'accepted',
    officerId: officer.account.id,
    role: officer.account.role,
    decidedAt: time,
    jti: 'CCECAwQFBgcICQoLDA0ODw',
  }
  const payload = { ...encodeOfficerDecision(decision), ...changes }
  return await signJws({ header: { typ }, payload, signer: officer.signer })
}

describe('verifyOfficerDecision', () => {
  it('gives back what the officer signed, and by which key', async () => {
    const decision = await verifyOfficerDecision(await sign(ani), expecting())
    expect(decision).toEqual({
      ...about,
      outcome: 'accepted',
      officerId: 'ani',
      role: 'registrar',
      decidedAt: time,
      jti: expect.stringMatching(/^[\w-]{22}$/),
      keyThumbprint: await jwkThumbprint(ani.account.publicJwk),
    })
    const no = await verifyOfficerDecision(await sign(ani, { outcome: 'refused' }), expecting())
    expect(no.outcome).toBe('refused')
  })

  it('counts a decision once', async () => {
    const officers = accounts()
    const text = await sign(ani)
    await verifyOfficerDecision(text, expecting({ officers }))
    await expect(verifyOfficerDecision(text, expecting({ officers }))).rejects.toThrow(
      refusal('officer_decision_repeated'),
    )
  })

  it('lets an officer decide a case once, and two officers once each', async () => {
    const officers = accounts()
    await verifyOfficerDecision(await sign(ani, { outcome: 'refused' }), expecting({ officers }))
    await expect(verifyOfficerDecision(await sign(ani), expecting({ officers }))).rejects.toThrow(
      refusal('officer_decision_repeated'),
    )
    await expect(verifyOfficerDecision(await sign(beni), expecting({ officers }))).resolves.toBeDefined()
    const other = { ...about, caseId: 'DDECAwQFBgcICQoLDA0ODw' }
    const text = await sign(ani, { about: other })
    await expect(
      verifyOfficerDecision(text, expecting({ officers, expectedCaseId: other.caseId })),
    ).resolves.toBeDefined()
  })

  it('refuses a decision about another case, or about other evidence', async () => {
    const text = await sign(ani)
    for (const changes of [
      { expectedCaseId: 'DDECAwQFBgcICQoLDA0ODw' },
      { expectedEvidenceDigest: 'DDECAwQFBgcICQoLDA0ODw' },
    ])
      await expect(verifyOfficerDecision(text, expecting(changes))).rejects.toThrow(
        refusal('officer_decision_invalid'),
      )
    await expect(verifyOfficerDecision(text, expecting())).resolves.toBeDefined()
  })

  it('uses nothing up that it refuses', async () => {
    const officers = accounts()
    const text = await sign(ani)
    const wrong = expecting({ officers, expectedCaseId: 'DDECAwQFBgcICQoLDA0ODw' })
    await expect(verifyOfficerDecision(text, wrong)).rejects.toThrow()
    await expect(verifyOfficerDecision(text, expecting({ officers }))).resolves.toBeDefined()
  })

  it('refuses an officer who is not known, is disabled, or only keeps accounts', async () => {
    const stranger = await invented('eko')
    await expect(verifyOfficerDecision(await sign(stranger), expecting())).rejects.toThrow(
      refusal('officer_unknown'),
    )
    await expect(verifyOfficerDecision(await sign(gone), expecting())).rejects.toThrow(
      refusal('officer_disabled'),
    )
    await expect(verifyOfficerDecision(await sign(boss), expecting())).rejects.toThrow(
      refusal('officer_role_insufficient'),
    )
  })

  it('tells of an officer who is disabled between the look at the account and the use, and of no repetition', async () => {
    const officers = accounts()
    const { account } = ani
    let status: 'enabled' | 'disabled' = 'enabled'
    const closing = {
      find: async () => ({ ...account, status }),
      use: async () => {
        status = 'disabled'
        return false
      },
    }
    await expect(verifyOfficerDecision(await sign(ani), expecting({ officers: closing }))).rejects.toThrow(
      refusal('officer_disabled'),
    )
    const used = { ...officers, use: async () => false }
    await expect(verifyOfficerDecision(await sign(ani), expecting({ officers: used }))).rejects.toThrow(
      refusal('officer_decision_repeated'),
    )
  })

  it('refuses the key of another officer, and a role that the account does not have', async () => {
    const swapped = { ...ani, signer: beni.signer }
    await expect(verifyOfficerDecision(await sign(swapped), expecting())).rejects.toThrow(
      refusal('officer_decision_invalid'),
    )
    const promoted: Officer = { ...ani, account: { ...ani.account, role: 'supervisor' } }
    await expect(verifyOfficerDecision(await sign(promoted), expecting())).rejects.toThrow(
      refusal('officer_decision_invalid'),
    )
  })

  it('takes a decision of the last quarter of an hour, and of no other time', async () => {
    const text = await sign(ani)
    const at = (milliseconds: number) => expecting({ now: new Date(time.getTime() + milliseconds) })
    await expect(verifyOfficerDecision(text, at(900_000))).resolves.toBeDefined()
    await expect(verifyOfficerDecision(text, at(-60_000))).resolves.toBeDefined()
    for (const milliseconds of [901_000, -61_000])
      await expect(verifyOfficerDecision(text, at(milliseconds))).rejects.toThrow(
        refusal('officer_decision_invalid'),
      )
    const long = { ...at(86_400_000), maxAgeSeconds: 86_400 }
    await expect(verifyOfficerDecision(text, long)).resolves.toBeDefined()
  })

  it('refuses a decision of which any character was changed', async () => {
    const text = await sign(ani)
    for (let index = 0; index < text.length; index += 17) {
      const edited = `${text.slice(0, index)}${text[index] === 'A' ? 'B' : 'A'}${text.slice(index + 1)}`
      await expect(verifyOfficerDecision(edited, expecting())).rejects.toThrow(
        expect.objectContaining({ name: 'VerificationError' }),
      )
    }
  })

  it.each([
    ['another outcome', { outcome: 'maybe' }],
    ['another role', { role: 'king' }],
    ['a number for the case', { case_id: 1 }],
    ['a short jti', { jti: 'short' }],
    ['a member more', { nik: 'x' }],
    ['no time', { iat: null }],
    ['no officer', { officer: null }],
  ])('refuses %s, although the officer signed it', async (_what, changes) => {
    await expect(verifyOfficerDecision(await forged(ani, changes), expecting())).rejects.toThrow(
      refusal('officer_decision_invalid'),
    )
    await expect(verifyOfficerDecision(await forged(ani, {}), expecting())).resolves.toBeDefined()
  })

  it('refuses another token of the same officer, and what is no token', async () => {
    for (const text of [
      await forged(ani, {}, 'lontar-identity+jwt'),
      await forged(ani, {}, 'JWT'),
      '',
      'a.b.c',
    ])
      await expect(verifyOfficerDecision(text, expecting())).rejects.toThrow(
        refusal('officer_decision_invalid'),
      )
  })

  it('holds nothing about the applicant', async () => {
    const opened = openProofingCase()
    const digest = await evidenceDigest(opened, ktp, [consent])
    const text = await sign(ani, { about: { caseId: opened.caseId, evidenceDigest: digest } })
    const payload = Buffer.from(text.split('.')[1] ?? '', 'base64url').toString()
    expect(Object.keys(JSON.parse(payload)).sort()).toEqual(
      ['case_id', 'evidence_digest', 'iat', 'jti', 'officer', 'outcome', 'role'].sort(),
    )
    for (const value of [maria.nik, maria.name, opened.salt]) expect(payload).not.toContain(value)
  })
})

describe('the digest of a case', () => {
  const evidence = [consent, documentEvidence(), registryEvidence()]
  const opened = openProofingCase()

  it('is the same in any order, and another for any change of document, evidence, case or salt', async () => {
    const digest = await evidenceDigest(opened, ktp, evidence)
    expect(await evidenceDigest(opened, ktp, [...evidence].reverse())).toBe(digest)
    const others = [
      evidenceDigest(openProofingCase(), ktp, evidence),
      evidenceDigest({ ...opened, salt: 'x' }, ktp, evidence),
      evidenceDigest({ ...opened, caseId: 'x' }, ktp, evidence),
      evidenceDigest(opened, { kind: 'ktp', card: { ...maria, name: 'MIRIA CONTOH' } }, evidence),
      evidenceDigest(opened, visitor(), evidence),
      evidenceDigest(opened, ktp, evidence.slice(1)),
      evidenceDigest(opened, ktp, [...evidence, consent]),
      evidenceDigest(opened, ktp, [consent, documentEvidence(), registryEvidence({ denied: 'sex' })]),
      evidenceDigest(opened, ktp, [{ ...consent, time: new Date(0) }, ...evidence.slice(1)]),
    ]
    const all = [digest, ...(await Promise.all(others))]
    expect(new Set(all).size).toBe(all.length)
  })
})

describe('createOfficer', () => {
  it('makes a key of its own for each, and takes one that is there', async () => {
    expect(await jwkThumbprint(ani.account.publicJwk)).not.toBe(await jwkThumbprint(beni.account.publicJwk))
    const privateJwk = await generatePrivateJwk('P-256')
    const { account } = await createOfficer({ id: 'f', name: 'F', role: 'registrar', privateJwk })
    expect(account.publicJwk).toEqual((await createLocalSigner(privateJwk)).publicJwk)
    expect(account).not.toHaveProperty('publicJwk.d')
  })

  it.each(['', 'Ani', 'ani budi', '-ani', 'a'.repeat(65), 'ani\n', '../ani'])(
    'refuses the id %j',
    async (id) => {
      expect(isOfficerId(id)).toBe(false)
      await expect(createOfficer({ id, name: 'A', role: 'registrar' })).rejects.toMatchObject({
        name: 'TypeError',
        code: 'ERR_INVALID_ARG_VALUE',
      })
    },
  )

  it.each(['', 'a\u0000', 'a\u202e', 'a'.repeat(101)])('refuses the name %j', async (name) => {
    await expect(createOfficer({ id: 'ani', name, role: 'registrar' })).rejects.toMatchObject({
      code: 'ERR_INVALID_ARG_VALUE',
    })
  })
})
