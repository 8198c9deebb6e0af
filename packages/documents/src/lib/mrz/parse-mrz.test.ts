import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { arbitraryDate, arbitraryPassport } from '../../../fixtures/arbitrary-passport.ts'
import type { Passport } from '../passport/passport.ts'
import { checkDigit } from './check-digit.ts'
import { type CreateMrzInput, createMrz } from './create-mrz.ts'
import { type MrzResult, parseMrz } from './parse-mrz.ts'

const now = new Date('2026-11-24T02:00:00Z')

const erika: CreateMrzInput = {
  issuingState: 'D',
  nationality: 'D',
  documentNumber: 'C01X00T47',
  familyName: 'CONTOH',
  givenName: 'ERIKA FIKTIF',
  birthdate: '1964-08-12',
  sex: 'female',
  dateOfExpiry: '2031-02-28',
}

function parse(lines: readonly string[], more: object = {}): MrzResult {
  return parseMrz(lines, { now, ...more })
}

function passportOf(input: Partial<CreateMrzInput>, at = now): Passport {
  const result = parseMrz(createMrz({ ...erika, ...input }), { now: at })
  if (!result.ok) throw new Error(result.errors.join())
  return result.passport
}

/** The zone of Erika with some characters of its second line replaced, and its check digits right. */
function withSecond(start: number, text: string): readonly [string, string] {
  const [first, second] = createMrz(erika)
  const changed = second.slice(0, start) + text + second.slice(start + text.length)
  const parts = [changed.slice(0, 9), changed.slice(13, 19), changed.slice(21, 27)]
  const [number, birth, expiry] = parts.map((part) => part + checkDigit(part))
  const covered = `${number}${birth}${expiry}${changed.slice(28, 43)}`
  const head = `${number}${changed.slice(10, 13)}${birth}${changed.slice(20, 21)}${expiry}${changed.slice(28, 43)}`
  return [first, head + checkDigit(covered)]
}

describe('parseMrz', () => {
  it('reads what createMrz wrote, whoever it is for', () => {
    fc.assert(
      fc.property(arbitraryPassport, (input) => {
        const result = parse(createMrz(input))
        expect(result.errors).toEqual([])
        if (!result.ok) return
        const { passport, personalNumber } = result
        const { issuingState, nationality, documentNumber, sex, dateOfExpiry } = passport
        expect({ issuingState, nationality, documentNumber, sex, dateOfExpiry }).toEqual({
          issuingState: input.issuingState,
          nationality: input.nationality,
          documentNumber: input.documentNumber,
          sex: input.sex,
          dateOfExpiry: input.dateOfExpiry,
        })
        expect(passport.birthdate).toEqual({ known: input.birthdate, latest: input.birthdate })
        expect(personalNumber).toBe(input.personalNumber)
        const whole = [input.familyName, ...(input.givenName === undefined ? [] : [input.givenName])].join(
          '  ',
        )
        expect(passport.nameTruncated).toBe(whole.length >= 39)
        if (passport.nameTruncated) expect(whole.length).toBeGreaterThanOrEqual(39)
        else expect([passport.familyName, passport.givenName]).toEqual([input.familyName, input.givenName])
      }),
    )
  })

  it('finds any one wrong character of the second line that a check digit is over', () => {
    const [first, second] = createMrz({ ...erika, personalNumber: 'A1B2' })
    const covered = [...second].map((_, index) => index).filter((i) => i < 10 || (i > 12 && i !== 20))
    for (const index of covered) {
      const other = second[index] === '7' ? '8' : '7'
      const edited = second.slice(0, index) + other + second.slice(index + 1)
      expect([index, parse([first, edited]).ok]).toEqual([index, false])
    }
  })

  it.each([
    ['bad_line_count', []],
    ['bad_line_count', ['P<D<<']],
    ['bad_line_count', [...createMrz(erika), '']],
    ['bad_length', [createMrz(erika)[0].slice(1), createMrz(erika)[1]]],
    ['bad_length', [createMrz(erika)[0], `${createMrz(erika)[1]}<`]],
    ['bad_character', [createMrz(erika)[0].toLowerCase(), createMrz(erika)[1]]],
    ['bad_character', [createMrz(erika)[0].replace('CONTOH', 'CONTÖH'), createMrz(erika)[1]]],
    ['bad_document_code', [createMrz(erika)[0].replace('P<', 'I<'), createMrz(erika)[1]]],
    ['bad_document_code', [createMrz(erika)[0].replace('P<', 'P0'), createMrz(erika)[1]]],
    ['unknown_issuing_state', [createMrz(erika)[0].replace('P<D<<', 'P<QQQ'), createMrz(erika)[1]]],
    ['unknown_issuing_state', [createMrz(erika)[0].replace('P<D<<', 'P<XXA'), createMrz(erika)[1]]],
    ['bad_name', ['P<D'.padEnd(44, '<'), createMrz(erika)[1]]],
    ['bad_name', [createMrz(erika)[0].replace('A<FIKTIF<', 'A<<FIKTIF'), createMrz(erika)[1]]],
    ['bad_name', [createMrz(erika)[0].replace('ERIKA', 'ER1KA'), createMrz(erika)[1]]],
    ['bad_number', withSecond(0, '<<<<<<<<<')],
    ['bad_number', withSecond(0, 'C0<X00T47')],
    ['unknown_nationality', withSecond(10, 'QQQ')],
    ['bad_birth_date', withSecond(13, '900230')],
    ['bad_birth_date', withSecond(13, '901301')],
    ['bad_birth_date', withSecond(13, '90<<01')],
    ['bad_birth_date', withSecond(13, '9A0101')],
    ['bad_sex', withSecond(20, 'X')],
    ['bad_expiry_date', withSecond(21, '310229')],
    ['bad_expiry_date', withSecond(21, '3102<<')],
  ])('refuses %s', (error, lines) => {
    expect(parse(lines).errors).toEqual([error])
  })

  it('takes an empty personal number with or without a check digit, and no other digit', () => {
    const [first, second] = createMrz(erika)
    const withDigit = (digit: string): readonly string[] => {
      const body = `${second.slice(0, 42)}${digit}`
      const covered = `${body.slice(0, 10)}${body.slice(13, 20)}${body.slice(21, 43)}`
      return [first, body + checkDigit(covered)]
    }
    expect(parse(withDigit('<')).errors).toEqual([])
    expect(parse(withDigit('0')).errors).toEqual([])
    expect(parse(withDigit('1')).errors).toEqual(['personal_number_check'])
  })

  it('knows Utopia in test mode alone', () => {
    const specimen = createMrz({ ...erika, issuingState: 'UTO', nationality: 'UTO' })
    expect(parse(specimen).errors).toEqual(['unknown_issuing_state', 'unknown_nationality'])
    expect(parse(specimen, { testMode: true }).errors).toEqual([])
  })

  it('holds no value of the zone in what it refuses', () => {
    expect(JSON.stringify(parse(withSecond(13, '900230')))).toBe('{"ok":false,"errors":["bad_birth_date"]}')
  })
})

describe('the century of a birth date (I4)', () => {
  it('never makes anybody older than he is, over a hundred years', () => {
    const instants = fc.date({
      min: new Date('2020-01-01'),
      max: new Date('2090-01-01'),
      noInvalidDate: true,
    })
    fc.assert(
      fc.property(arbitraryDate(1990, 2090), instants, (birthdate, at) => {
        fc.pre(birthdate <= at.toISOString().slice(0, 10))
        // Whoever is older than a hundred years is taken for a child, never the other way.
        const { latest, known } = passportOf({ birthdate, dateOfExpiry: '2091-01-01' }, at).birthdate
        expect((latest ?? '') >= birthdate).toBe(true)
        if (known !== undefined) expect(known).toBe(birthdate)
      }),
    )
  })

  it('says no birth date where a person of a hundred years and more is possible too', () => {
    expect(passportOf({ birthdate: '2009-11-24' }).birthdate.known).toBe('2009-11-24')
    expect(passportOf({ birthdate: '2009-11-26' }).birthdate).toEqual({ latest: '2009-11-26' })
    expect(passportOf({ birthdate: '1909-11-26' }).birthdate).toEqual({ latest: '2009-11-26' })
  })

  it('takes no date for a future one that has begun anywhere on earth', () => {
    const at = new Date('2026-11-24T10:00:00Z')
    expect(passportOf({ birthdate: '2026-11-25' }, at).birthdate.latest).toBe('2026-11-25')
    expect(passportOf({ birthdate: '1926-11-26' }, at).birthdate.latest).toBe('1926-11-26')
  })

  it.each([
    ['1974-08', { known: '1974-08', latest: '1974-08-31' }],
    ['1976-02', { known: '1976-02', latest: '1976-02-29' }],
    ['1974', { known: '1974', latest: '1974-12-31' }],
    ['2026', { latest: '2026-11-24' }],
    ['', {}],
  ])('reads %j with what is not known at its latest', (birthdate, read) => {
    expect(passportOf({ birthdate }).birthdate).toEqual(read)
  })

  it('takes an end for the latest date that is at most 20 years ahead', () => {
    expect(passportOf({ dateOfExpiry: '2046-11-24' }).dateOfExpiry).toBe('2046-11-24')
    expect(passportOf({ dateOfExpiry: '2046-11-26' }).dateOfExpiry).toBe('1946-11-26')
    expect(passportOf({ dateOfExpiry: '1999-12-31' }).dateOfExpiry).toBe('1999-12-31')
  })
})

describe('look-alike characters', () => {
  const [first, second] = createMrz({ ...erika, birthdate: '1980-01-15' })
  const misread = [first.replace('CONTOH', 'C0NT0H'), second.replace('800115', 'BOOIIS')]

  it('are put right where a part holds one class and every check digit is right afterwards', () => {
    const result = parse(misread, { correctsLookAlikes: true })
    expect(result).toMatchObject({ ok: true, corrected: ['names', 'birth'] })
    if (result.ok)
      expect(result.passport).toMatchObject({ familyName: 'CONTOH', birthdate: { known: '1980-01-15' } })
  })

  it('stay as they are by default, in parts of both classes, and where a check digit is wrong', () => {
    expect(parse(misread).errors).toEqual(['bad_name', 'bad_birth_date'])
    const inNumber = [first, second.replace('C01X', 'CO1X')]
    expect(parse(inNumber, { correctsLookAlikes: true }).errors).toEqual(['number_check', 'composite_check'])
    const [name = '', other = ''] = misread
    const wrong = other.slice(0, 43) + (other.endsWith('1') ? '2' : '1')
    expect(parse([name, wrong], { correctsLookAlikes: true }).errors).toContain('bad_name')
  })
})

describe('createMrz', () => {
  it.each<[string, Partial<CreateMrzInput>]>([
    ['documentCode', { documentCode: 'ID' }],
    ['issuingState', { issuingState: 'QQQ' }],
    ['nationality', { nationality: 'd' }],
    ['documentNumber', { documentNumber: 'A123456789' }],
    ['familyName', { familyName: 'MÜLLER' }],
    ['givenName', { givenName: '' }],
    ['birthdate', { birthdate: '1990-02-30' }],
    ['dateOfExpiry', { dateOfExpiry: '2031' }],
    ['personalNumber', { personalNumber: 'A'.repeat(15) }],
  ])('refuses a %s that no zone can hold, and does not repeat it', (member, change) => {
    const wanted = expect.objectContaining({ code: 'ERR_INVALID_ARG_VALUE' })
    expect(() => createMrz({ ...erika, ...change })).toThrow(wanted)
    expect(() => createMrz({ ...erika, ...change })).toThrow(
      `${member} is nothing that a machine-readable zone can hold.`,
    )
  })

  it('cuts a long name at the end of the line', () => {
    const [line] = createMrz({
      ...erika,
      familyName: 'NILAVADHANANANDA',
      givenName: 'CHAYAPA DEJTHAMRONG KRASUANG',
    })
    expect(line).toBe('P<D<<NILAVADHANANANDA<<CHAYAPA<DEJTHAMRONG<K')
    const [shorter] = createMrz({ ...erika, familyName: 'A'.repeat(38), givenName: 'BUDI' })
    expect(shorter).toBe(`P<D<<${'A'.repeat(36)}<<B`)
  })
})
