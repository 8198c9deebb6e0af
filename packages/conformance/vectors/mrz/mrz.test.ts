import { findIcaoState, type MrzResult, parseMrz } from '@lontar/documents/passport'
import { describe, expect, test } from 'vitest'
import { readVector, vectorsAbsent } from '../support/public-vectors.ts'

interface MrzVector {
  readonly name: string
  readonly ok: boolean
  readonly error?: string
  readonly mrz: readonly string[]
  readonly expect?: Readonly<Record<string, unknown>>
  readonly why: string
}

const letters = { female: 'F', male: 'M', unspecified: 'X' } as const

/** A passport in the words of the vectors. */
function told(result: MrzResult): Readonly<Record<string, unknown>> {
  if (!result.ok) return { errors: result.errors }
  const { passport, personalNumber } = result
  return {
    issuing: passport.issuingState,
    surname: passport.familyName,
    given: passport.givenName ?? '',
    number: passport.documentNumber,
    nationality: passport.nationality,
    iso: findIcaoState(passport.nationality, true)?.alpha2 ?? null,
    birth: passport.birthdate.known,
    sex: letters[passport.sex],
    expiry: passport.dateOfExpiry,
    personal: personalNumber,
    truncated: passport.nameTruncated,
  }
}

describe.skipIf(vectorsAbsent)('public vectors: MRZ of passports', () => {
  const vectors = vectorsAbsent
    ? []
    : readVector<{ vectors: readonly MrzVector[] }>('domain/mrz-test-vectors.json').vectors
  const now = new Date('2026-11-24T02:00:00Z')

  test.each(vectors)('$name: $why', ({ mrz, ok, error, expect: wanted = {} }) => {
    const result = parseMrz(mrz, { now, testMode: true })
    expect(result.ok).toBe(ok)
    if (ok) expect(told(result)).toMatchObject(wanted)
    // A wrong digit of a part breaks the last one too, and nothing else.
    const others = result.errors.filter((each) => each !== error && each !== 'composite_check')
    expect(others).toEqual([])
    if (error !== undefined) expect(result.errors).toContain(error)
  })

  test('all 15 vectors are there', () => expect(vectors).toHaveLength(15))
})
