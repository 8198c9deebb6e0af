import type { Passport } from '../passport/passport.ts'
import { checkDigit } from './check-digit.ts'
import { correctLookAlikes } from './correct-look-alikes.ts'
import { findIcaoState } from './icao-states.ts'
import { latestDateAt, readMrzBirthdate, readMrzExpiry } from './mrz-dates.ts'
import { readMrzNames } from './mrz-names.ts'
import { compositeOf, lineLength, type MrzField, type MrzFields, splitTd3 } from './td3-fields.ts'

/** Why a zone cannot be right. `_check` is a check digit; `bad_` and `unknown_` are what a part says. */
export type MrzError =
  | 'bad_line_count'
  | 'bad_length'
  | 'bad_character'
  | 'bad_document_code'
  | 'unknown_issuing_state'
  | 'bad_name'
  | 'bad_number'
  | 'number_check'
  | 'unknown_nationality'
  | 'bad_birth_date'
  | 'birth_check'
  | 'bad_sex'
  | 'bad_expiry_date'
  | 'expiry_check'
  | 'bad_personal_number'
  | 'personal_number_check'
  | 'composite_check'

/** What `parseMrz` found. Nothing in it is proven: anybody can type a zone with right check digits. */
export type MrzResult =
  | {
      readonly ok: true
      readonly errors: readonly []
      /** What the zone says. It may have expired. */
      readonly passport: Passport
      /** What the state put into the optional part, a number of the person often; absent when it is empty. */
      readonly personalNumber?: string
      /** The parts in which look-alike characters were put right, for the holder to confirm; none by default. */
      readonly corrected: readonly MrzField[]
    }
  | {
      readonly ok: false
      /** All that is wrong, in the order in which it is printed. */
      readonly errors: readonly MrzError[]
    }

/** How a zone is read. */
export interface ParseMrzOptions {
  /** The instant by which the centuries of the dates are chosen. */
  readonly now: Date
  /** Whether `UTO`, the state of specimens, is one; false by default. */
  readonly testMode?: boolean
  /**
   * Whether O and 0, I and 1, B and 8, S and 5 are put right where a part holds only letters or only digits, and every
   * check digit is right afterwards; false by default. For text that a machine recognised, never for a chip.
   */
  readonly correctsLookAlikes?: boolean
}

/**
 * Reads the machine-readable zone of a passport (TD3). It never throws on what the zone says, and believes nothing but
 * its form: check digits find slips of the pen, not forgeries.
 *
 * @param lines two lines of 44 characters
 * @param options see `ParseMrzOptions`
 * @returns what the zone says, or everything that is wrong with it; an expired passport is not wrong
 * @see ICAO Doc 9303-4 section 4.2.2
 */
export function parseMrz(lines: readonly string[], options: ParseMrzOptions): MrzResult {
  const [first, second] = lines
  if (lines.length !== 2 || first === undefined || second === undefined) return failed(['bad_line_count'])
  if (first.length !== lineLength || second.length !== lineLength) return failed(['bad_length'])
  if (!/^[A-Z0-9<]*$/.test(first + second)) return failed(['bad_character'])
  const printed = splitTd3([first, second])
  const { fields, corrected } =
    options.correctsLookAlikes === true ? correctLookAlikes(printed) : { fields: printed, corrected: [] }
  const { passport, errors } = readFields(fields, options)
  if (passport === undefined || errors.length > 0) return failed(errors)
  const personalNumber = fields.personalNumber.replace(/<+$/, '')
  return {
    ok: true,
    errors: [],
    passport,
    ...(personalNumber !== '' && { personalNumber }),
    corrected,
  }
}

function failed(errors: readonly MrzError[]): MrzResult {
  return { ok: false, errors }
}

interface Read {
  readonly passport: Passport | undefined
  readonly errors: readonly MrzError[]
}

function readFields(fields: MrzFields, { now, testMode = false }: ParseMrzOptions): Read {
  const today = latestDateAt(now)
  const issuingState = readState(fields.issuingState, testMode, ['state', 'organisation'])
  const names = readMrzNames(fields.names)
  const documentNumber = /^([A-Z0-9]+)<*$/.exec(fields.number)?.[1]
  const nationality = readState(fields.nationality, testMode, ['state', 'organisation', 'person'])
  const birthdate = readMrzBirthdate(fields.birth, today)
  const sex = readSex(fields.sex)
  const dateOfExpiry = readMrzExpiry(fields.expiry, today)
  const found: readonly (readonly [boolean, MrzError])[] = [
    [/^P[A-Z<]$/.test(fields.documentCode), 'bad_document_code'],
    [issuingState !== undefined, 'unknown_issuing_state'],
    [names !== undefined, 'bad_name'],
    [documentNumber !== undefined, 'bad_number'],
    [checkDigit(fields.number) === fields.numberCheck, 'number_check'],
    [nationality !== undefined, 'unknown_nationality'],
    [birthdate !== undefined, 'bad_birth_date'],
    [checkDigit(fields.birth) === fields.birthCheck, 'birth_check'],
    [sex !== undefined, 'bad_sex'],
    [dateOfExpiry !== undefined, 'bad_expiry_date'],
    [checkDigit(fields.expiry) === fields.expiryCheck, 'expiry_check'],
    [/^[A-Z0-9<]*$/.test(fields.personalNumber), 'bad_personal_number'],
    [personalNumberFits(fields), 'personal_number_check'],
    [checkDigit(compositeOf(fields)) === fields.compositeCheck, 'composite_check'],
  ]
  const errors = found.filter(([holds]) => !holds).map(([, error]) => error)
  if (issuingState === undefined || names === undefined || documentNumber === undefined) {
    return { passport: undefined, errors }
  }
  if (
    nationality === undefined ||
    birthdate === undefined ||
    sex === undefined ||
    dateOfExpiry === undefined
  ) {
    return { passport: undefined, errors }
  }
  const documentCode = fields.documentCode.replace('<', '')
  const says = { documentCode, issuingState, documentNumber, ...names }
  return { passport: { ...says, nationality, birthdate, sex, dateOfExpiry }, errors }
}

function readState(
  field: string,
  testMode: boolean,
  kinds: readonly ('state' | 'organisation' | 'person')[],
): string | undefined {
  const code = field.replace(/<+$/, '')
  const state = findIcaoState(code, testMode)
  return state !== undefined && kinds.includes(state.kind) ? code : undefined
}

function readSex(field: string): Passport['sex'] | undefined {
  if (field === 'F') return 'female'
  if (field === 'M') return 'male'
  return field === '<' ? 'unspecified' : undefined
}

/** An empty optional part has the check digit `0` or none. */
function personalNumberFits({ personalNumber, personalNumberCheck }: MrzFields): boolean {
  if (/^<*$/.test(personalNumber) && personalNumberCheck === '<') return true
  return checkDigit(personalNumber) === personalNumberCheck
}
