import { createMrz, parseMrz } from '@lontar/documents/passport'
import fc from 'fast-check'
import { parse } from 'mrz'
import { createMRZ, parseMRZ } from 'mrz-fast'
import { describe, expect, test } from 'vitest'
import { arbitraryPassport } from '../../../documents/fixtures/arbitrary-passport.ts'

const now = new Date('2026-11-24T02:00:00Z')

type Lines = readonly [string, string]

const zones: fc.Arbitrary<Lines> = arbitraryPassport.map((input) => createMrz(input))

/** A zone with one place changed to another character that may stand in a zone. */
const changedZones: fc.Arbitrary<Lines> = fc
  .tuple(zones, fc.integer({ min: 0, max: 87 }), fc.constantFrom(...'ABCOISXZ01589<'))
  .map(([lines, place, character]) => {
    const text = lines.join('')
    const changed = text.slice(0, place) + character + text.slice(place + 1)
    return [changed.slice(0, 44), changed.slice(44)]
  })

const checkDigits = {
  documentNumberCheckDigit: 'number_check',
  birthDateCheckDigit: 'birth_check',
  expirationDateCheckDigit: 'expiry_check',
  personalNumberCheckDigit: 'personal_number_check',
  compositeCheckDigit: 'composite_check',
} as const

/** Where each check digit stands in the second line. */
const placeOf: Readonly<Record<string, number>> = {
  number_check: 9,
  birth_check: 19,
  expiry_check: 27,
  personal_number_check: 42,
  composite_check: 43,
}

/** The check digits that a foreign reader finds wrong, in our words. */
function wrongDigits(
  details: readonly { readonly field: string | null; readonly valid: boolean }[],
): string[] {
  return Object.entries(checkDigits)
    .filter(([field]) => details.some((each) => each.field === field && !each.valid))
    .map(([, code]) => code)
}

/** Names of more than 39 places with their `<<`; each writer may cut them in its own way. */
function isCut({ familyName, givenName = '' }: { readonly familyName: string; readonly givenName?: string }) {
  return familyName.length + givenName.length > 37
}

function ours(lines: Lines) {
  const result = parseMrz(lines, { now })
  const digits: readonly string[] = Object.values(checkDigits)
  return { result, digits: result.errors.filter((error) => digits.includes(error)) }
}

describe('mrz 5.0.2 and mrz-fast 1.0.9 beside our reader', () => {
  test('read the same zones', () => {
    fc.assert(
      fc.property(zones, (lines) => {
        const { result } = ours(lines)
        if (!result.ok) throw new Error(result.errors.join())
        const { passport } = result
        const wanted = {
          lastName: passport.familyName,
          firstName: passport.givenName ?? '',
          documentNumber: passport.documentNumber,
          sex: passport.sex,
        }
        // One of them has another word for it.
        const sex = passport.sex === 'unspecified' ? 'nonspecified' : passport.sex
        expect(parse([...lines])).toMatchObject({ valid: true, fields: { ...wanted, sex } })
        expect(parseMRZ(lines)).toMatchObject({ valid: true, fields: wanted })
      }),
    )
  })

  test('find the same check digits wrong in changed zones', () => {
    fc.assert(
      fc.property(changedZones, (lines) => {
        const { digits } = ours(lines)
        // Both take a missing check digit of a personal number for 0, where only an empty number may lack it.
        fc.pre(lines[1][42] !== '<' || /^<*$/.test(lines[1].slice(28, 42)))
        expect(wrongDigits(parse([...lines]).details)).toEqual(digits)
        // mrz-fast takes a filler for the digit 0 everywhere, which we and the other refuse.
        const stands = (code: string) => lines[1][placeOf[code] ?? 0] !== '<'
        expect(wrongDigits(parseMRZ(lines).details).filter(stands)).toEqual(digits.filter(stands))
      }),
    )
  })

  test('mrz-fast writes the zones that we write', () => {
    fc.assert(
      fc.property(arbitraryPassport, (input) => {
        const [year = 0, month = 0, day = 0] = input.birthdate.split('-').map(Number)
        const [endYear = 0, endMonth = 0, endDay = 0] = input.dateOfExpiry.split('-').map(Number)
        const theirs = createMRZ({
          ...{ documentCode: 'P', issuingState: input.issuingState, nationality: input.nationality },
          ...{ lastName: input.familyName, firstName: input.givenName ?? '', sex: input.sex },
          ...{ documentNumber: input.documentNumber, personalNumber: input.personalNumber ?? '' },
          birthDate: { year, month, day },
          expirationDate: { year: endYear, month: endMonth, day: endDay },
        })
        const [first, second] = createMrz(input)
        // They write 0 after an empty personal number, where the filler may stand too and weighs the same.
        const filled =
          input.personalNumber === undefined ? `${second.slice(0, 42)}0${second.slice(43)}` : second
        expect(theirs).toEqual([isCut(input) ? first.slice(0, 5) + theirs[0].slice(5) : first, filled])
        expect(theirs[0]).toHaveLength(44)
      }),
    )
  })
})
