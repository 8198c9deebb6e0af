import { VerificationError } from '@lontar/credentials/errors'
import { describe, expect, it } from 'vitest'
import { budi, maria } from '../../../fixtures/cards.ts'
import { realRegistry, simulator } from '../../../fixtures/registries.ts'
import type { RegistryAnswer, RegistryQuery } from '../registry/population-registry.ts'
import { type CheckKtpInput, checkKtp } from './check-ktp.ts'

const now = new Date('2026-11-24T08:00:00Z')

function input(changes: Partial<CheckKtpInput> = {}): CheckKtpInput {
  return {
    ktp: maria,
    registry: realRegistry(),
    officer: { id: 'officer-7', confirmed: true },
    organization: 'Pemerintah Provinsi NTT',
    policy: { residence: '53', timeZone: 'Asia/Makassar' },
    consentRef: 'consent-1',
    now,
    ...changes,
  }
}

async function codes(changes: Partial<CheckKtpInput>): Promise<string[]> {
  const { failures, level } = await checkKtp(input(changes))
  expect(level).toBe(failures.length === 0 ? 'substantial' : 'none')
  expect(failures.every((failure) => failure instanceof VerificationError)).toBe(true)
  return failures.map(({ code }) => code)
}

/** A register that changes the simulator's answer. */
function answering(change: (answer: RegistryAnswer) => unknown) {
  return realRegistry(
    async (query) => change(await simulator().verifyElements(query)) as unknown as RegistryAnswer,
  )
}

describe('checkKtp', () => {
  it('finds nothing against a resident whom registry and officer confirm', async () => {
    const check = await checkKtp(input())
    expect(check).toMatchObject({ failures: [], level: 'substantial' })
    expect(check.findings.map(({ code }) => code)).toEqual(['district_code_not_current'])
    expect(check.evidence).toEqual([
      {
        type: 'document',
        checkMethod: 'vri',
        organization: 'Pemerintah Provinsi NTT',
        time: now,
        simulated: false,
      },
      {
        type: 'electronic_record',
        checkMethod: 'data',
        organization: 'Pemerintah Provinsi NTT',
        time: now,
        transaction: expect.stringMatching(/^sim-/),
        simulated: false,
      },
      {
        type: 'officer',
        checkMethod: 'pvp',
        organization: 'Pemerintah Provinsi NTT',
        time: now,
        transaction: 'officer-7',
        simulated: false,
      },
    ])
  })

  it('tells the registry consent and purpose', async () => {
    const asked: RegistryQuery[] = []
    const registry = realRegistry((query) => {
      asked.push(query)
      return simulator().verifyElements(query)
    })
    await checkKtp(input({ registry }))
    expect(asked).toMatchObject([
      { nik: maria.nik, consentRef: 'consent-1', purpose: 'identity_verification' },
    ])
    expect(Object.keys(asked[0]?.elements ?? {})).toHaveLength(7)
  })

  it('collects every failure and keeps no evidence of what failed', async () => {
    const changes = {
      ktp: { ...budi, birthdate: '2015-03-02' },
      registry: simulator(),
      officer: { id: '', confirmed: false },
      consentRef: '',
    }
    expect(await codes(changes)).toEqual([
      'simulated_evidence_refused',
      'consent_missing',
      'holder_too_young',
      'registry_mismatch',
      'residence_refused',
      'officer_unknown',
      'officer_not_confirmed',
    ])
    expect((await checkKtp(input(changes))).evidence).toEqual([])
  })

  it('puts no value of the card into a failure', async () => {
    const { failures } = await checkKtp(
      input({
        ktp: { ...maria, name: 'MARIA RAHASIA' },
        registry: answering((answer) => ({ ...answer, txn: 'x' })),
      }),
    )
    expect(failures).toHaveLength(1)
    const text = JSON.stringify(
      failures.map((failure) => [failure, failure.message, failure.stack, failure.cause]),
    )
    for (const value of ['RAHASIA', maria.nik, '1990']) expect(text).not.toContain(value)
    expect(text).toContain('name')
  })
})

describe('a policy', () => {
  it('of a zone that does not exist is a wrong call, and asks the registry nothing', async () => {
    let asked = 0
    const registry = realRegistry((query) => {
      asked += 1
      return simulator().verifyElements(query)
    })
    const policy = { residence: '53', timeZone: 'Asia/Kupang' }
    await expect(checkKtp(input({ registry, policy }))).rejects.toMatchObject({
      name: 'TypeError',
      code: 'ERR_INVALID_ARG_VALUE',
    })
    expect(asked).toBe(0)
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
      const [failure] = (await checkKtp(input({ registry }))).failures
      expect(failure?.message).toBe(`The registry does not confirm: ${element}.`)
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
    expect(await codes({ registry: simulator() })).toEqual(['simulated_evidence_refused'])
    expect(await codes({ registry: simulator(), policy })).toEqual([])
    const { evidence } = await checkKtp(input({ registry: simulator(), policy }))
    expect(evidence.map(({ type, simulated }) => [type, simulated])).toEqual([
      ['document', false],
      ['electronic_record', true],
      ['officer', false],
    ])
  })
})

describe('residence', () => {
  it('elsewhere is refused although the NIK begins with 53', async () => {
    expect(budi.nik.startsWith('53')).toBe(true)
    expect(await codes({ ktp: budi })).toEqual(['residence_refused'])
  })

  it('here is accepted although the NIK begins elsewhere', async () => {
    const moved = { ...maria, nik: '3171995708900001' }
    const registry = realRegistry((query) => simulator().verifyElements({ ...query, nik: maria.nik }))
    expect(await codes({ ktp: moved, registry })).toEqual([])
  })

  it('anywhere is accepted where the policy says any', async () => {
    expect(await codes({ ktp: budi, policy: { residence: 'any', timeZone: 'Asia/Makassar' } })).toEqual([])
  })

  it('on the card alone is not enough: the registry must say so too', async () => {
    const forged = { ...budi, province: maria.province, regency: maria.regency }
    expect(await codes({ ktp: forged })).toEqual(['registry_mismatch', 'residence_refused'])
  })
})

describe('the holder', () => {
  it('must be 17 in the zone of the place', async () => {
    const ktp = { ...maria, birthdate: '2009-11-24' }
    const registry = realRegistry(async (query) =>
      simulator({ tanggalLahir: '24-11-2009' }).verifyElements(query),
    )
    expect(await codes({ ktp, registry, now: new Date('2026-11-23T15:59:59Z') })).toEqual([
      'holder_too_young',
    ])
    expect(await codes({ ktp, registry, now: new Date('2026-11-23T16:00:00Z') })).toEqual([])
  })

  it.each([
    ['2008-02-29', '2025-02-28T12:00:00Z', false],
    ['2008-02-29', '2025-03-01T12:00:00Z', true],
    ['2030-01-01', '2026-11-24T00:00:00Z', false],
    ['', '2026-11-24T00:00:00Z', false],
    ['24-11-1990', '2026-11-24T00:00:00Z', false],
  ])('born %j is 17 at %s: %s', async (birthdate, instant, expected) => {
    const ktp = { ...maria, birthdate }
    const found = await codes({ ktp, now: new Date(instant) })
    expect(found.includes('holder_too_young')).toBe(!expected)
  })

  it('must have a NIK that can exist', async () => {
    const registry = realRegistry((query) => simulator().verifyElements({ ...query, nik: maria.nik }))
    expect(await codes({ ktp: { ...maria, nik: '5371995708900000' }, registry })).toEqual(['nik_invalid'])
  })

  it('must have consented', async () => {
    expect(await codes({ consentRef: '' })).toEqual(['consent_missing'])
  })

  it('whose NIK differs from the card is looked at and not refused (I5)', async () => {
    const ktp = { ...maria, birthdate: '1990-08-18', sex: 'male' as const }
    const registry = realRegistry((query) =>
      simulator({ tanggalLahir: '18-08-1990', jenisKelamin: 'LAKI-LAKI' }).verifyElements(query),
    )
    const check = await checkKtp(input({ ktp, registry }))
    expect(check.failures).toEqual([])
    expect(check.findings.map(({ code }) => code)).toEqual(
      expect.arrayContaining(['nik_birthdate_mismatch', 'nik_sex_mismatch']),
    )
  })
})

describe('the officer', () => {
  it('must have a name and have confirmed', async () => {
    expect(await codes({ officer: { id: '', confirmed: true } })).toEqual(['officer_unknown'])
    expect(await codes({ officer: { id: 'officer-7', confirmed: false } })).toEqual(['officer_not_confirmed'])
    for (const officer of [
      { id: '', confirmed: true },
      { id: 'officer-7', confirmed: false },
    ]) {
      const { evidence } = await checkKtp(input({ officer }))
      expect(evidence.map(({ type }) => type)).toEqual(['electronic_record'])
    }
    const yes = { id: 'officer-7', confirmed: 'yes' as unknown as boolean }
    expect(await codes({ officer: yes })).toEqual(['officer_not_confirmed'])
  })
})
