import type { IdentityDocument } from '@lontar/documents/verified-identity'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { budi, maria } from '../../../fixtures/cards.ts'
import {
  chip,
  consent,
  documentEvidence,
  face,
  ktp,
  liveness,
  officer,
  passport,
  registryEvidence,
  time,
  visitor,
} from '../../../fixtures/evidence.ts'
import type { RegistryAnswer } from '../registry/population-registry.ts'
import { assuranceLadder, type ProofingRequirement } from './assurance-ladder.ts'
import { isAtLeast } from './climb-ladder.ts'
import { decideProofing, type ProofingInput } from './decide-proofing.ts'
import type { Decision } from './decision.ts'
import type { ProofingEvidence } from './proofing-evidence.ts'
import type { ProofingPolicy } from './proofing-policy.ts'
import { proofingReasons } from './proofing-reasons.ts'

const policy: ProofingPolicy = { residence: '53', timeZone: 'Asia/Makassar' }

function decide(
  document: IdentityDocument,
  evidence: readonly ProofingEvidence[],
  changes: Partial<ProofingInput> = {},
): Decision {
  return decideProofing({ document, evidence, policy, organization: 'Dinas Contoh', now: time, ...changes })
}

function codes(...parameters: Parameters<typeof decide>): readonly string[] {
  return decide(...parameters).reasons.map(({ code }) => code)
}

const typed = documentEvidence({ source: 'typed' })
const mrz = documentEvidence({ source: 'mrz' })
const guardian: ProofingEvidence = { kind: 'consent', givenBy: 'guardian', receipt: 'consent-2', time }
const approvedChip = chip({ method: 'approved_reader' })

/** The least evidence that meets each requirement. */
const least: Readonly<Record<ProofingRequirement, readonly ProofingEvidence[]>> = {
  document: [typed],
  document_read: [documentEvidence()],
  mrz_check_digits: [mrz],
  registry_elements: [registryEvidence()],
  registry_face: [face('registry'), liveness()],
  chip: [chip()],
  chip_in_approved_reader: [approvedChip],
  chip_face: [face('chip'), liveness()],
  officer: [officer()],
  two_officers: [officer('ani'), officer('beni')],
}

const documents: Readonly<Record<IdentityDocument['kind'], IdentityDocument>> = { ktp, passport }

describe('the ladder', () => {
  it.each(assuranceLadder)(
    'gives $level for a $document with $requires, and less without any of it',
    (row) => {
      const document = documents[row.document]
      const whole = row.requires.flatMap((requirement) => least[requirement])
      const decision = decide(document, [consent, ...whole])
      expect(decision.level).toBe(row.level)
      expect(decision.outcome).toBe(row.level === 'low' ? 'review' : 'accepted')
      for (const missing of row.requires) {
        const rest = row.requires.filter((one) => one !== missing).flatMap((one) => least[one])
        const { level, outcome } = decide(document, [consent, ...rest])
        expect(isAtLeast(level, row.level), `${row.level} without ${missing}`).toBe(false)
        if (row.level !== 'high') expect(outcome).toBe('review')
      }
    },
  )

  /** Every set of these pieces, and what the ladder says of it in words of its own. */
  const pieces = {
    read: documentEvidence(),
    typed,
    registry: registryEvidence(),
    registryFace: face('registry'),
    live: liveness(),
    officer: officer('ani'),
    second: officer('beni'),
    chip: approvedChip,
  }
  type Piece = keyof typeof pieces
  const names = Object.keys(pieces) as readonly Piece[]

  function expectedLevel(has: (piece: Piece) => boolean): string {
    const officers = ['officer', 'second'].filter((name) => has(name as Piece)).length
    const isMatched = (has('read') || has('typed')) && has('registry')
    if (isMatched && officers === 2 && has('chip')) return 'high'
    if (isMatched && officers > 0) return 'substantial'
    if (has('read') && has('registry') && has('registryFace') && has('live')) return 'substantial'
    return has('read') ? 'low' : 'none'
  }

  it('says the same as its words for each of the 256 sets of evidence of a KTP', () => {
    for (let set = 0; set < 2 ** names.length; set++) {
      const chosen = names.filter((_, index) => (set & (2 ** index)) !== 0)
      const { level, outcome } = decide(ktp, [consent, ...chosen.map((name) => pieces[name])])
      const expected = expectedLevel((piece) => chosen.includes(piece))
      expect(level, chosen.join(', ')).toBe(expected)
      expect(outcome).toBe(isAtLeast(level, 'substantial') ? 'accepted' : 'review')
    }
  })

  const visitorPieces = {
    typed,
    mrz,
    chip: chip(),
    face: face('chip'),
    live: liveness(),
    ani: officer('ani'),
    beni: officer('beni'),
  }
  const visitorNames = Object.keys(visitorPieces) as readonly (keyof typeof visitorPieces)[]

  function expectedVisitorLevel(
    has: (...pieces: readonly (keyof typeof visitorPieces)[]) => boolean,
  ): string {
    if (!has('mrz')) return 'none'
    if (has('chip', 'face', 'live')) return has('ani', 'beni') ? 'high' : 'substantial'
    return has('chip', 'ani') || has('chip', 'beni') ? 'substantial' : 'low'
  }

  it('says the same as its words for each of the 128 sets of evidence of a passport', () => {
    for (let set = 0; set < 2 ** visitorNames.length; set++) {
      const chosen = visitorNames.filter((_, index) => (set & (2 ** index)) !== 0)
      const has = (...wanted: readonly (keyof typeof visitorPieces)[]): boolean =>
        wanted.every((name) => chosen.includes(name))
      const { level } = decide(passport, [consent, ...chosen.map((name) => visitorPieces[name])])
      expect(level, chosen.join(', ')).toBe(expectedVisitorLevel(has))
    }
  })

  it('is met by nobody in a row that needs nothing', () => {
    const open = { ...policy, ladder: [{ document: 'ktp' as const, level: 'high' as const, requires: [] }] }
    expect(decide(ktp, [consent], { policy: open }).level).toBe('none')
  })
})

const substantial = [consent, typed, registryEvidence(), officer()]

describe('decideProofing', () => {
  it('keeps who checked what, how and when, and no claim value', () => {
    const { evidence } = decide(ktp, substantial)
    const common = { organization: 'Dinas Contoh', time, simulated: false }
    expect(evidence).toEqual([
      { ...common, type: 'document', checkMethod: 'vri' },
      { ...common, type: 'electronic_record', checkMethod: 'data', transaction: 'txn-1' },
      { ...common, type: 'officer', checkMethod: 'pvp', transaction: 'ani' },
    ])
    const high = decide(passport, [
      consent,
      mrz,
      chip(),
      face('chip'),
      liveness(),
      officer('ani'),
      officer('beni'),
    ])
    expect(high.evidence.map(({ type, checkMethod }) => `${type} ${checkMethod}`)).toEqual([
      'document vri',
      'document vcrypt',
      'document bvr',
      'officer pvp',
      'officer pvp',
    ])
    const automatic = [consent, documentEvidence(), registryEvidence(), face('registry'), liveness()]
    expect(decide(ktp, automatic).evidence.map(({ type, checkMethod }) => `${type} ${checkMethod}`)).toEqual([
      'document vri',
      'electronic_record data',
      'electronic_record bvr',
    ])
  })

  it('says in both languages what stands in the way, without a value of the card', () => {
    const { reasons } = decide(ktp, [consent, typed, registryEvidence({ denied: 'name' })])
    expect(reasons.map(({ code }) => code)).toEqual(['registry_mismatch', 'officer_not_confirmed'])
    expect(reasons[0]).toEqual({
      code: 'registry_mismatch',
      text: { id: 'Data kartu tidak cocok dengan registri', en: 'The card does not match the registry' },
      remedy: 'evidence',
      canReview: false,
      about: ['name'],
    })
    const told = JSON.stringify(reasons)
    for (const value of [maria.nik, maria.name, maria.birthdate]) expect(told).not.toContain(value)
  })

  it('accepts a lower level where the installation says so, and demands a higher one', () => {
    const low = [consent, documentEvidence(), registryEvidence({ state: 'unavailable' })]
    expect(decide(ktp, low)).toMatchObject({ level: 'low', outcome: 'review' })
    expect(decide(ktp, low, { policy: { ...policy, minimumLevel: 'low' } })).toMatchObject({
      level: 'low',
      outcome: 'accepted',
      reasons: [],
    })
    const strict = { policy: { ...policy, minimumLevel: 'high' as const } }
    expect(decide(ktp, substantial, strict)).toMatchObject({ level: 'substantial', outcome: 'review' })
    expect(codes(ktp, [...substantial, approvedChip], strict)).toEqual(['officer_not_confirmed'])
    expect(codes(ktp, [...substantial, officer('beni')], strict)).toEqual(['assurance_level_too_low'])
  })

  it('is a wrong call for a zone that does not exist', () => {
    const wrong = { policy: { ...policy, timeZone: 'Asia/Kupang' } }
    expect(() => decide(ktp, substantial, wrong)).toThrow(
      expect.objectContaining({ name: 'TypeError', code: 'ERR_INVALID_ARG_VALUE' }),
    )
  })
})

function partialAnswer(fields: RegistryAnswer['fields']): ProofingEvidence {
  return { ...registryEvidence(), answer: { state: 'active', fields, txn: 'x' } }
}

describe('a case', () => {
  it.each([
    ['registry_dead', [registryEvidence({ state: 'dead' })]],
    ['registry_duplicate', [registryEvidence({ state: 'duplicate' })]],
    ['registry_inactive', [registryEvidence({ state: 'inactive' })]],
    ['registry_not_found', [registryEvidence({ state: 'not_found' })]],
    ['registry_not_found', [registryEvidence({ state: 'bad_format' })]],
    ['registry_unavailable', [registryEvidence({ state: 'unavailable' })]],
    ['registry_mismatch', [registryEvidence({ denied: 'sex' })]],
    ['registry_unavailable', [partialAnswer({})]],
    ['registry_unavailable', [partialAnswer({ name: { match: true } })]],
    ['registry_mismatch', [partialAnswer({ name: { match: false } })]],
    ['chip_not_authentic', [registryEvidence(), chip({ decision: 'not_authentic' })]],
    ['chip_document_mismatch', [registryEvidence(), chip({ matchesDocument: false })]],
    [
      'document_inconsistent',
      [registryEvidence(), documentEvidence({ findings: [{ code: 'x', grade: 'error' }] })],
    ],
  ] as readonly (readonly [string, readonly ProofingEvidence[]])[])(
    'of %s can be taken to an officer, whose word alone does not outweigh it',
    (code, found) => {
      const boss = officer('ani', { role: 'supervisor' })
      const decision = decide(ktp, [consent, typed, ...found, boss])
      expect(decision.outcome).toBe('review')
      expect(decision.level).toBe('none')
      expect(decision.reasons).toContainEqual(
        expect.objectContaining({ code, remedy: 'evidence', canReview: false }),
      )
    },
  )

  it.each([
    [
      'document_needs_review',
      documentEvidence({ findings: [{ code: 'nik_sex_mismatch', grade: 'review' }] }),
      'registrar',
    ],
    ['face_mismatch', face('card', { decision: 'no_match', certified: false }), 'supervisor'],
    ['face_mismatch', face('registry', { decision: 'no_match' }), 'supervisor'],
    ['liveness_failed', liveness({ decision: 'not_live', certified: false }), 'supervisor'],
  ] as const)('of %s waits for an officer, who may lift it as %s', (code, doubt, role) => {
    const base = [consent, typed, registryEvidence(), doubt]
    const waiting = decide(ktp, base)
    expect(waiting).toMatchObject({ outcome: 'review', level: 'none' })
    expect(waiting.reasons.map(({ canReview }) => canReview)).toEqual([true, true])
    expect(codes(ktp, base)).toContain(code)
    expect(codes(ktp, [...base, officer('ani', { role: 'administrator' })])).toContain(code)
    if (role === 'supervisor') expect(codes(ktp, [...base, officer('ani')])).toEqual([code])
    expect(decide(ktp, [...base, officer('ani', { role })])).toMatchObject({
      outcome: 'accepted',
      level: 'substantial',
      reasons: [],
    })
  })

  it('of contradictory evidence waits for a supervisor', () => {
    const disputed = [
      [face('registry'), face('card', { decision: 'no_match', certified: false }), liveness()],
      [liveness(), liveness({ decision: 'not_live' }, 'capture-2')],
    ]
    for (const pieces of disputed) {
      const base = [consent, documentEvidence(), registryEvidence(), ...pieces]
      expect(decide(ktp, base)).toMatchObject({ outcome: 'review', level: 'none' })
      expect(codes(ktp, base)).toContain('evidence_contradictory')
      expect(decide(ktp, [...base, officer('ani', { role: 'supervisor' })]).outcome).toBe('accepted')
    }
    const registries = [registryEvidence(), registryEvidence({ state: 'dead' })]
    expect(codes(ktp, [consent, typed, ...registries])).toEqual([
      'registry_dead',
      'evidence_contradictory',
      'officer_not_confirmed',
    ])
    expect(codes(passport, [consent, mrz, chip(), chip({ decision: 'not_authentic' })])).toContain(
      'evidence_contradictory',
    )
  })

  it('ends with the refusal of one officer, whatever another says', () => {
    const decision = decide(ktp, [...substantial, officer('beni', { outcome: 'refused' })])
    expect(decision).toMatchObject({ outcome: 'refused', level: 'none' })
    expect(decision.reasons).toMatchObject([{ code: 'officer_refused', canReview: false }])
  })

  it('without consent, or under 17 with a KTP, is refused, and no officer may lift it', () => {
    const boss = officer('ani', { role: 'supervisor' })
    const child: IdentityDocument = { kind: 'ktp', card: { ...maria, birthdate: '2015-03-02' } }
    expect(decide(child, [...substantial, boss])).toMatchObject({
      outcome: 'refused',
      level: 'none',
      reasons: [{ code: 'holder_too_young', canReview: false }],
    })
    for (const none of [[], [{ ...consent, givenBy: 'guardian' as const }]]) {
      expect(decide(ktp, [...none, ...substantial.slice(1), boss])).toMatchObject({
        outcome: 'refused',
        reasons: [{ code: 'consent_missing', canReview: false }],
      })
    }
  })

  it('lists every reason that an officer may not lift, and why is written beside the table', () => {
    const closed = Object.entries(proofingReasons).filter(([, { remedy }]) => remedy === 'nobody')
    expect(closed.map(([code]) => code)).toEqual([
      'simulated_evidence_refused',
      'consent_missing',
      'holder_too_young',
      'officer_refused',
    ])
  })
})

describe('residence', () => {
  const elsewhere: IdentityDocument = { kind: 'ktp', card: budi }

  it('elsewhere is refused although the NIK begins with 53, and here is accepted although it begins elsewhere', () => {
    expect(budi.nik.startsWith('53')).toBe(true)
    expect(codes(elsewhere, substantial)).toEqual(['residence_refused'])
    const moved: IdentityDocument = { kind: 'ktp', card: { ...maria, nik: '3171995708900001' } }
    expect(decide(moved, substantial).outcome).toBe('accepted')
  })

  it('on the card alone is not enough: the registry must say so too', () => {
    expect(codes(ktp, [consent, typed, registryEvidence({ denied: 'province' }), officer()])).toEqual([
      'registry_mismatch',
      'residence_refused',
    ])
  })

  it('anywhere is accepted where the policy says any, and from a visitor', () => {
    expect(decide(elsewhere, substantial, { policy: { ...policy, residence: 'any' } }).outcome).toBe(
      'accepted',
    )
    expect(decide(passport, [consent, mrz, chip(), face('chip'), liveness()]).outcome).toBe('accepted')
  })
})

describe('a visitor', () => {
  const whole = [consent, mrz, chip(), face('chip'), liveness()]

  it.each([
    [visitor({ dateOfExpiry: '2026-11-24' }), []],
    [visitor({ dateOfExpiry: '2026-11-23' }), ['document_expired']],
    [visitor({ dateOfExpiry: '' }), ['document_expired']],
    [visitor({}, '2026-11-24'), []],
    [visitor({}, '2026-11-23'), ['stay_permit_expired']],
    [visitor({}, 'long'), ['stay_permit_expired']],
  ])('with %j on 24 November is told %j', (document, expected) => {
    expect(codes(document, whole)).toEqual(expected)
  })

  it('is told by the day of the place, not of UTC', () => {
    const last = visitor({ dateOfExpiry: '2026-11-24' })
    expect(codes(last, whole, { now: new Date('2026-11-24T15:59:59Z') })).toEqual([])
    expect(codes(last, whole, { now: new Date('2026-11-24T16:00:00Z') })).toEqual(['document_expired'])
  })

  it.each([{ known: '2012', latest: '2012-12-31' }, {}])(
    'born %j may be under 17, and then needs the consent of a guardian',
    (birthdate) => {
      const child = visitor({ birthdate })
      expect(codes(child, whole)).toEqual(['guardian_consent_missing'])
      expect(codes(child, [guardian, ...whole.slice(1)])).toEqual([])
      expect(codes(child, whole.slice(1))).toEqual(['consent_missing'])
    },
  )
})

describe('a holder of a KTP', () => {
  const born = (birthdate: string): IdentityDocument => ({ kind: 'ktp', card: { ...maria, birthdate } })

  it.each([
    ['2009-11-24', '2026-11-23T15:59:59Z', false],
    ['2009-11-24', '2026-11-23T16:00:00Z', true],
    ['2008-02-29', '2025-02-28T12:00:00Z', false],
    ['2008-02-29', '2025-03-01T12:00:00Z', true],
    ['2030-01-01', '2026-11-24T00:00:00Z', false],
    ['', '2026-11-24T00:00:00Z', false],
    ['24-11-1990', '2026-11-24T00:00:00Z', false],
  ])('born %j is 17 at %s in the zone of the place: %s', (birthdate, instant, expected) => {
    const found = codes(born(birthdate), substantial, { now: new Date(instant) })
    expect(found.includes('holder_too_young')).toBe(!expected)
  })

  it('who is a foreigner has a card that ends with the stay permit, and a citizen one that does not end', () => {
    const dated = (until: string) => ({ validity: { kind: 'dated' as const, until } })
    const foreigner = (until: string): IdentityDocument => ({
      kind: 'ktp',
      card: { ...maria, citizenship: 'WNA', nationality: 'UTOPIA', ...dated(until) },
    })
    expect(codes(foreigner('2026-11-24'), substantial)).toEqual([])
    expect(codes(foreigner('2026-11-23'), substantial)).toEqual(['stay_permit_expired'])
    const citizen: IdentityDocument = {
      kind: 'ktp',
      card: { ...maria, citizenship: 'WNI', ...dated('2017-08-17') },
    }
    expect(codes(citizen, substantial)).toEqual([])
  })

  it('must have a NIK that can exist', () => {
    const impossible: IdentityDocument = { kind: 'ktp', card: { ...maria, nik: '5371995708900000' } }
    expect(codes(impossible, substantial)).toEqual(['nik_invalid'])
  })
})

describe('faces and liveness', () => {
  const base = [consent, documentEvidence(), registryEvidence()]

  it.each([
    ['a registry face without liveness', [face('registry')]],
    ['liveness alone', [liveness()]],
    ['liveness of another capture', [face('registry'), liveness({}, 'capture-2')]],
    ['a capture without a name', [face('registry', {}, ''), liveness({}, '')]],
    ['uncertified liveness', [face('registry'), liveness({ certified: false })]],
    ['an uncertified comparison', [face('registry', { certified: false }), liveness()]],
    ['a comparison with the printed card', [face('card'), liveness()]],
    ['a face that was not found', [face('registry', { decision: 'no_face' }), liveness()]],
    ['an engine without an answer', [face('registry', { decision: 'unavailable' }), liveness()]],
    ['a detector without an answer', [face('registry'), liveness({ decision: 'unavailable' })]],
  ] as readonly (readonly [string, readonly ProofingEvidence[]])[])('%s raises no level', (_what, pieces) => {
    expect(decide(ktp, [...base, ...pieces]).level).toBe('low')
    expect(decide(ktp, [...base, face('registry'), liveness()]).level).toBe('substantial')
  })

  it('of a passport count only against the portrait of its chip', () => {
    expect(decide(passport, [consent, mrz, chip(), face('card'), liveness()]).level).toBe('low')
    expect(decide(passport, [consent, mrz, chip(), face('registry'), liveness()]).level).toBe('low')
  })
})

describe('two officers', () => {
  const base = [consent, typed, registryEvidence(), approvedChip]

  it.each([
    ['the same account twice', [officer('ani'), officer('ani', { keyThumbprint: 'another' })]],
    [
      'two accounts of one key',
      [officer('ani', { keyThumbprint: 'k' }), officer('beni', { keyThumbprint: 'k' })],
    ],
    ['an administrator', [officer('ani'), officer('beni', { role: 'administrator' })]],
  ])('are not %s', (_what, officers) => {
    expect(decide(ktp, [...base, ...officers]).level).toBe('substantial')
    expect(decide(ktp, [...base, officer('ani'), officer('beni')]).level).toBe('high')
  })
})

describe('simulated evidence', () => {
  const simulated: readonly ProofingEvidence[] = [
    registryEvidence({}, true),
    face('registry', { simulated: true }),
    face('chip', { simulated: true }),
    liveness({ simulated: true }),
    chip({ simulated: true }),
    chip({ method: 'approved_reader', simulated: true }),
  ]

  it.each(simulated)('of $kind is refused outside development and marked under it', (piece) => {
    const decision = decide(ktp, [...substantial, piece])
    expect(decision).toMatchObject({ outcome: 'refused', level: 'none' })
    expect(decision.reasons).toMatchObject([{ code: 'simulated_evidence_refused', canReview: false }])
    const dev = { policy: { ...policy, dangerouslyAcceptSimulatedEvidence: true } }
    expect(decide(ktp, [...substantial, piece], dev).outcome).toBe('accepted')
  })

  it('keeps its mark', () => {
    const dev = { policy: { ...policy, dangerouslyAcceptSimulatedEvidence: true } }
    const { evidence } = decide(ktp, [consent, typed, registryEvidence({}, true), officer()], dev)
    expect(evidence.map(({ checkMethod, simulated: mark }) => [checkMethod, mark])).toEqual([
      ['vri', false],
      ['data', true],
      ['pvp', false],
    ])
  })

  it('is what does not say that it is real', () => {
    const { simulated: _, ...silent } = chip()
    expect(codes(ktp, [...substantial, silent as ProofingEvidence])).toContain('simulated_evidence_refused')
  })
})

/** Evidence that speaks for an applicant, and evidence that does not. */
const supporting: readonly ProofingEvidence[] = [
  consent,
  typed,
  mrz,
  documentEvidence(),
  registryEvidence(),
  face('registry'),
  face('registry', { certified: false }),
  face('card'),
  face('chip'),
  liveness(),
  liveness({ certified: false }),
  liveness({}, 'capture-2'),
  chip(),
  approvedChip,
  officer('ani'),
  officer('ani', { keyThumbprint: 'another' }),
  officer('beni'),
  officer('citra', { role: 'supervisor' }),
  officer('dewi', { role: 'administrator' }),
]
const adverse: readonly ProofingEvidence[] = [
  documentEvidence({ source: 'typed', findings: [{ code: 'a', grade: 'error' }] }),
  documentEvidence({ source: 'typed', findings: [{ code: 'b', grade: 'review' }] }),
  ...(['dead', 'duplicate', 'inactive', 'not_found', 'bad_format'] as const).map((state) =>
    registryEvidence({ state }),
  ),
  registryEvidence({ denied: 'name' }),
  registryEvidence({ denied: 'province' }),
  face('registry', { decision: 'no_match' }),
  face('card', { decision: 'no_match', certified: false }),
  liveness({ decision: 'not_live' }),
  liveness({ decision: 'not_live', certified: false }, 'capture-2'),
  chip({ decision: 'not_authentic' }),
  chip({ matchesDocument: false }),
  officer('eko', { outcome: 'refused' }),
]
const silent: readonly ProofingEvidence[] = [
  documentEvidence({ source: 'typed', findings: [{ code: 'c', grade: 'warning' }] }),
  registryEvidence({ state: 'unavailable' }),
  face('registry', { decision: 'unavailable' }),
  face('registry', { decision: 'no_face' }),
  face('chip', { decision: 'no_face' }),
  liveness({ decision: 'unavailable' }),
  chip({ decision: 'unavailable' }),
]

const anyDocument = fc.constantFrom(ktp, passport)
const some = (pieces: readonly ProofingEvidence[], maxLength = pieces.length) =>
  fc.subarray([...pieces], { maxLength })
const settings = { seed: 53, numRuns: 500 }

describe('whatever the evidence', () => {
  it('more of what speaks against the applicant never raises the level', () => {
    fc.assert(
      fc.property(
        anyDocument,
        some(supporting),
        some(adverse, 3),
        fc.constantFrom(...adverse),
        (document, yes, no, one) => {
          // A document with a doubt is still a document, which may have been missing.
          fc.pre(one.kind !== 'document' || yes.includes(typed))
          const before = decide(document, [...yes, ...no])
          const after = decide(document, [...yes, ...no, one])
          expect(isAtLeast(before.level, after.level)).toBe(true)
          if (before.outcome !== 'accepted') expect(after.outcome).not.toBe('accepted')
        },
      ),
      settings,
    )
  })

  it('less of what speaks for the applicant never raises the level', () => {
    fc.assert(
      fc.property(anyDocument, some(supporting), some(adverse, 2), fc.nat(), (document, yes, no, at) => {
        const rest = yes.filter((_, index) => index !== at % Math.max(yes.length, 1))
        const whole = decide(document, [...yes, ...no])
        const less = decide(document, [...rest, ...no])
        // A contradiction needs both sides; where one is gone, what remains against the applicant still stands.
        expect(isAtLeast(whole.level, less.level)).toBe(true)
      }),
      settings,
    )
  })

  it('what gives no answer changes no level', () => {
    fc.assert(
      fc.property(
        anyDocument,
        some(supporting),
        some(adverse, 2),
        fc.constantFrom(...silent),
        (document, yes, no, one) => {
          fc.pre(one.kind !== 'document' || yes.includes(typed))
          expect(decide(document, [...yes, ...no, one]).level).toBe(decide(document, [...yes, ...no]).level)
        },
      ),
      settings,
    )
  })

  it('its order does not matter', () => {
    const all = [...supporting, ...adverse, ...silent]
    fc.assert(
      fc.property(
        anyDocument,
        fc.shuffledSubarray(all),
        fc.infiniteStream(fc.nat()),
        (document, pieces, draws) => {
          const keyed = pieces.map((piece) => ({ piece, key: draws.next().value as number }))
          const shuffled = keyed.sort((one, other) => one.key - other.key).map(({ piece }) => piece)
          expect(decide(document, shuffled)).toEqual(decide(document, pieces))
        },
      ),
      settings,
    )
  })

  it('a simulator never makes an accepted case outside development', () => {
    const simulated = [registryEvidence({}, true), chip({ simulated: true }), liveness({ simulated: true })]
    fc.assert(
      fc.property(anyDocument, some(supporting), fc.constantFrom(...simulated), (document, yes, one) => {
        expect(decide(document, [...yes, one])).toMatchObject({ outcome: 'refused', level: 'none' })
      }),
      settings,
    )
  })

  it('what an officer can take out of the way, officers who accept do take out of the way, and nothing else', () => {
    const bosses = [officer('ani', { role: 'supervisor' }), officer('beni', { role: 'supervisor' })]
    fc.assert(
      fc.property(anyDocument, some(supporting), some(adverse, 4), (document, yes, no) => {
        const undecided = [...yes, ...no].filter(({ kind }) => kind !== 'officer')
        const before = decide(document, undecided).reasons
        const after = decide(document, [...undecided, ...bosses]).reasons.map(({ code }) => code)
        for (const { code, canReview } of before) {
          // What is missing to the level depends on the officers themselves.
          if (code !== 'assurance_level_too_low')
            expect([code, after.includes(code)]).toEqual([code, !canReview])
        }
      }),
      settings,
    )
  })

  it('each refusal that an officer may look at is a review, and none is silent', () => {
    fc.assert(
      fc.property(anyDocument, some(supporting), some(adverse, 4), (document, yes, no) => {
        const { outcome, reasons, level } = decide(document, [...yes, ...no])
        expect(outcome === 'accepted').toBe(reasons.length === 0)
        expect(outcome === 'refused').toBe(reasons.some(({ remedy }) => remedy === 'nobody'))
        if (outcome === 'refused') expect(level).toBe('none')
      }),
      settings,
    )
  })
})
