import { describe, expect, it } from 'vitest'
import { budi, maria } from '../../../fixtures/cards.ts'
import { consentFor } from '../../../fixtures/consents.ts'
import { face, liveness } from '../../../fixtures/evidence.ts'
import { deskOf, invented } from '../../../fixtures/officers.ts'
import { realRegistry, simulator } from '../../../fixtures/registries.ts'
import type { RegistryAnswer, RegistryQuery } from '../registry/population-registry.ts'
import { checkKtp } from './check-ktp.ts'
import type { CheckKtpInput } from './collect-ktp-evidence.ts'

const now = new Date('2026-11-24T08:00:00Z')
const ani = await invented('ani')

async function input(changes: Partial<CheckKtpInput> = {}): Promise<CheckKtpInput> {
  return {
    ...(await consentFor(changes.ktp ?? maria, ['identity', 'registry', 'face'])),
    ktp: maria,
    registry: realRegistry(),
    desk: deskOf([ani], now),
    organization: 'Pemerintah Provinsi NTT',
    policy: { residence: '53', timeZone: 'Asia/Makassar' },
    now,
    ...changes,
  }
}

async function codes(changes: Partial<CheckKtpInput>): Promise<string[]> {
  const { reasons, level, outcome } = await checkKtp(await input(changes))
  expect(level).toBe(reasons.length === 0 ? 'substantial' : 'none')
  expect(outcome === 'accepted').toBe(reasons.length === 0)
  return reasons.map(({ code }) => code)
}

/** A register that changes the simulator's answer. */
function answering(change: (answer: RegistryAnswer) => unknown) {
  return realRegistry(
    async (query) => change(await simulator().verifyElements(query)) as unknown as RegistryAnswer,
  )
}

describe('checkKtp', () => {
  it('finds nothing against a resident whom registry and officer confirm', async () => {
    const decision = await checkKtp(await input())
    const common = { organization: 'Pemerintah Provinsi NTT', time: now, simulated: false }
    expect(decision).toEqual({
      level: 'substantial',
      outcome: 'accepted',
      reasons: [],
      evidence: [
        { ...common, type: 'document', checkMethod: 'vri' },
        {
          ...common,
          type: 'electronic_record',
          checkMethod: 'data',
          transaction: expect.stringMatching(/^sim-/),
        },
        { ...common, type: 'officer', checkMethod: 'pvp', transaction: 'ani' },
      ],
    })
  })

  it('tells the registry consent and purpose', async () => {
    const asked: RegistryQuery[] = []
    const registry = realRegistry((query) => {
      asked.push(query)
      return simulator().verifyElements(query)
    })
    await checkKtp(await input({ registry }))
    expect(asked).toMatchObject([
      { nik: maria.nik, consentRef: expect.stringMatching(/^[\w-]{22}$/), purpose: 'identity_verification' },
    ])
    expect(Object.keys(asked[0]?.elements ?? {})).toHaveLength(7)
  })

  it('asks the registry nothing without consent, nor under a policy of a zone that does not exist', async () => {
    let asked = 0
    const registry = realRegistry((query) => {
      asked += 1
      return simulator().verifyElements(query)
    })
    await expect(codes({ registry, consentRef: '' })).rejects.toMatchObject({ code: 'consent_missing' })
    const ofBudi = await consentFor(budi)
    await expect(codes({ registry, ...ofBudi })).rejects.toMatchObject({ code: 'consent_missing' })
    const noRegistry = await consentFor(maria, ['identity'])
    await expect(codes({ registry, ...noRegistry })).rejects.toMatchObject({ code: 'consent_missing' })
    const policy = { residence: '53', timeZone: 'Asia/Kupang' }
    await expect(checkKtp(await input({ registry, policy }))).rejects.toMatchObject({
      name: 'TypeError',
      code: 'ERR_INVALID_ARG_VALUE',
    })
    expect(asked).toBe(0)
    await checkKtp(await input({ registry }))
    expect(asked).toBe(1)
  })

  it('collects every reason and keeps no evidence of what failed', async () => {
    const changes = {
      ktp: { ...budi, birthdate: '2015-03-02' },
      registry: simulator(),
      desk: deskOf([], now),
    }
    expect(await codes(changes)).toEqual([
      'simulated_evidence_refused',
      'holder_too_young',
      'document_needs_review',
      'registry_mismatch',
      'residence_refused',
      'officer_not_confirmed',
    ])
    expect((await checkKtp(await input(changes))).evidence).toEqual([])
  })

  it('puts no value of the card into a reason', async () => {
    const { reasons } = await checkKtp(await input({ ktp: { ...maria, name: 'MARIA RAHASIA' } }))
    expect(reasons).toHaveLength(1)
    const text = JSON.stringify(reasons)
    for (const value of ['RAHASIA', maria.nik, '1990']) expect(text).not.toContain(value)
    expect(text).toContain('name')
  })

  it('needs no officer where the card was read, and a certified engine found the person', async () => {
    const { desk: _, ...rest } = await input({ source: 'read', evidence: [face('registry'), liveness()] })
    expect(await checkKtp(rest)).toMatchObject({ level: 'substantial', outcome: 'accepted' })
    expect(await checkKtp({ ...rest, source: 'typed' })).toMatchObject({ level: 'none', outcome: 'review' })
  })
})

describe('the registry', () => {
  it.each([
    ['dead', 'registry_dead'],
    ['duplicate', 'registry_duplicate'],
    ['inactive', 'registry_inactive'],
    ['not_found', 'registry_not_found'],
    ['bad_format', 'registry_not_found'],
    ['unavailable', 'registry_unavailable'],
  ])('that answers %s is %s', async (state, code) => {
    expect(await codes({ registry: answering(({ txn }) => ({ state, fields: {}, txn })) })).toEqual([code])
  })

  it.each(['name', 'birthplace', 'birthdate', 'sex', 'regency', 'citizenship'])(
    'that denies %s is a mismatch',
    async (element) => {
      const registry = answering((answer) => ({
        ...answer,
        fields: { ...answer.fields, [element]: { match: false } },
      }))
      expect(await codes({ registry })).toEqual(['registry_mismatch'])
      expect((await checkKtp(await input({ registry }))).reasons[0]?.about).toEqual([element])
    },
  )

  it.each<[string, (answer: RegistryAnswer) => unknown]>([
    ['nothing', () => undefined],
    ['text', () => 'Sesuai'],
    ['a list', (answer) => [answer]],
    ['an unknown state', (answer) => ({ ...answer, state: 'ok' })],
    ['an inherited state', (answer) => ({ ...answer, state: 'constructor' })],
    ['no fields', ({ fields: _, ...answer }) => answer],
    ['no field', (answer) => ({ ...answer, fields: {} })],
    ['one field too few', ({ fields: { name: _, ...fields }, ...answer }) => ({ ...answer, fields })],
    [
      'a match that is no truth value',
      (answer) => ({ ...answer, fields: { ...answer.fields, name: { match: 'Sesuai' } } }),
    ],
    [
      'an impossible score',
      (answer) => ({ ...answer, fields: { ...answer.fields, name: { match: true, score: 101 } } }),
    ],
    ['no reference', (answer) => ({ ...answer, txn: '' })],
    ['a reference that is no text', (answer) => ({ ...answer, txn: 1 })],
  ])('that answers with %s is unavailable', async (_, change) => {
    expect(await codes({ registry: answering(change) })).toEqual(['registry_unavailable'])
  })

  it('that throws, at once or later, is unavailable', async () => {
    const throwing = realRegistry(() => {
      throw new Error(maria.nik)
    })
    expect(await codes({ registry: throwing })).toEqual(['registry_unavailable'])
    expect(await codes({ registry: realRegistry(async () => Promise.reject(new Error(maria.nik))) })).toEqual(
      ['registry_unavailable'],
    )
  })

  it('that stays silent is unavailable after its time', async () => {
    const registry = realRegistry(() => new Promise<RegistryAnswer>(() => {}))
    expect(await codes({ registry, registryTimeoutMilliseconds: 20 })).toEqual(['registry_unavailable'])
  })

  it('that is simulated counts only where the policy says so', async () => {
    const policy = { residence: '53', timeZone: 'Asia/Makassar', dangerouslyAcceptSimulatedEvidence: true }
    expect(await codes({ registry: simulator() })).toEqual([
      'simulated_evidence_refused',
      'officer_not_confirmed',
    ])
    expect(await codes({ registry: simulator(), policy })).toEqual([])
    const { evidence } = await checkKtp(await input({ registry: simulator(), policy }))
    expect(evidence.map(({ type, simulated }) => [type, simulated])).toEqual([
      ['document', false],
      ['electronic_record', true],
      ['officer', false],
    ])
  })
})

describe('the holder', () => {
  it('elsewhere is refused although the NIK begins with 53, and here is accepted although it begins elsewhere', async () => {
    expect(budi.nik.startsWith('53')).toBe(true)
    expect(await codes({ ktp: budi })).toEqual(['residence_refused'])
    const moved = { ...maria, nik: '3171995708900001' }
    const registry = realRegistry((query) => simulator().verifyElements({ ...query, nik: maria.nik }))
    expect(await codes({ ktp: moved, registry })).toEqual([])
  })

  it('must be 17 in the zone of the place', async () => {
    const ktp = { ...maria, birthdate: '2009-11-24' }
    const registry = realRegistry(async (query) =>
      simulator({ tanggalLahir: '24-11-2009' }).verifyElements(query),
    )
    const at = (instant: string) => {
      const then = new Date(instant)
      return codes({ ktp, registry, now: then, desk: deskOf([ani], then) })
    }
    expect(await at('2026-11-23T15:59:59Z')).toContain('holder_too_young')
    expect(await at('2026-11-23T16:00:00Z')).toEqual([])
  })

  it('must have a NIK that can exist', async () => {
    const registry = realRegistry((query) => simulator().verifyElements({ ...query, nik: maria.nik }))
    expect(await codes({ ktp: { ...maria, nik: '5371995708900000' }, registry })).toEqual(['nik_invalid'])
  })

  it('whose NIK differs from the card is looked at by an officer, and not refused (I5)', async () => {
    const ktp = { ...maria, birthdate: '1990-08-18', sex: 'male' as const }
    const registry = realRegistry((query) =>
      simulator({ tanggalLahir: '18-08-1990', jenisKelamin: 'LAKI-LAKI' }).verifyElements(query),
    )
    expect(await codes({ ktp, registry })).toEqual([])
    const { outcome, reasons } = await checkKtp(await input({ ktp, registry, desk: deskOf([], now) }))
    expect(outcome).toBe('review')
    expect(reasons.map(({ code, about }) => [code, about])).toEqual([
      ['document_needs_review', ['nik_birthdate_mismatch', 'nik_sex_mismatch']],
      ['officer_not_confirmed', undefined],
    ])
  })
})

describe('the officer', () => {
  it('must be registered and enabled, and have signed', async () => {
    const stranger = await invented('eko')
    const desk = { ...deskOf([ani], now), review: deskOf([stranger], now).review }
    await expect(checkKtp(await input({ desk }))).rejects.toMatchObject({ code: 'officer_unknown' })
    const gone = { ...ani, account: { ...ani.account, status: 'disabled' as const } }
    await expect(checkKtp(await input({ desk: deskOf([gone], now) }))).rejects.toMatchObject({
      code: 'officer_disabled',
    })
    expect(await codes({ desk: deskOf([], now) })).toEqual(['officer_not_confirmed'])
    expect(await codes({ desk: deskOf([ani], now, 'refused') })).toEqual(['officer_refused'])
  })
})
