import { invalidArgument } from '@lontar/credentials/errors'
import { isCalendarDate } from '../calendar/calendar-date.ts'
import type { Passport } from '../passport/passport.ts'
import { checkDigit } from './check-digit.ts'
import { findIcaoState } from './icao-states.ts'
import { compositeOf, type MrzFields, mrzFields } from './td3-fields.ts'

/** What a zone is made of. */
export interface CreateMrzInput
  extends Pick<Passport, 'issuingState' | 'documentNumber' | 'familyName' | 'nationality' | 'sex'> {
  /** `P` by default. */
  readonly documentCode?: string
  /** The secondary identifier; absent for a single name. */
  readonly givenName?: string
  /** `YYYY-MM-DD`, or `YYYY-MM`, `YYYY` or nothing where the rest is not known. */
  readonly birthdate: string
  /** The last day of the passport. */
  readonly dateOfExpiry: string
  /** Up to 14 letters and digits; none by default. */
  readonly personalNumber?: string
}

/**
 * Creates the machine-readable zone of a passport (TD3). Names that are longer than 39 characters are cut.
 *
 * @param input names and numbers in capital letters A to Z, digits, and spaces in names
 * @returns two lines of 44 characters
 * @throws TypeError `ERR_INVALID_ARG_VALUE` for what no zone can hold; the message names the member, never its value
 * @see ICAO Doc 9303-4 section 4.2.2
 */
export function createMrz(input: CreateMrzInput): readonly [string, string] {
  const { documentCode = 'P', personalNumber = '' } = input
  const number = padded('documentNumber', input.documentNumber, /^[A-Z0-9]{1,9}$/, 9)
  const birth = birthField(input.birthdate)
  const expiry = expiryField(input.dateOfExpiry)
  const personal = padded('personalNumber', personalNumber, /^[A-Z0-9]{0,14}$/, 14)
  const open = {
    documentCode: padded('documentCode', documentCode, /^P[A-Z]?$/, 2),
    issuingState: stateField('issuingState', input.issuingState),
    names: namesField(input),
    number,
    numberCheck: checkDigit(number),
    nationality: stateField('nationality', input.nationality),
    birth,
    birthCheck: checkDigit(birth),
    sex: sexLetters[input.sex],
    expiry,
    expiryCheck: checkDigit(expiry),
    personalNumber: personal,
    personalNumberCheck: personalNumber === '' ? '<' : checkDigit(personal),
    compositeCheck: '',
  }
  return linesOf({ ...open, compositeCheck: checkDigit(compositeOf(open)) })
}

function linesOf(fields: MrzFields): readonly [string, string] {
  const text = mrzFields.map((field) => fields[field]).join('')
  return [text.slice(0, 44), text.slice(44)]
}

const sexLetters: Readonly<Record<Passport['sex'], string>> = { female: 'F', male: 'M', unspecified: '<' }

function padded(member: string, text: string, pattern: RegExp, length: number): string {
  if (!pattern.test(text)) throw refused(member)
  return text.padEnd(length, '<')
}

function stateField(member: string, code: string): string {
  if (findIcaoState(code, true) === undefined) throw refused(member)
  return code.padEnd(3, '<')
}

function namesField({ familyName, givenName }: CreateMrzInput): string {
  const name = /^[A-Z]+(?: [A-Z]+)*$/
  if (!name.test(familyName)) throw refused('familyName')
  if (givenName !== undefined && !name.test(givenName)) throw refused('givenName')
  const names = givenName === undefined ? familyName : `${familyName}<<${givenName}`
  return cutNames(names.replaceAll(' ', '<')).padEnd(39, '<')
}

/** A cut name ends in a letter, which is how a reader knows: a word before gives up a letter where it would not. */
function cutNames(names: string): string {
  const cut = names.slice(0, 39)
  if (names.length <= 39 || !cut.endsWith('<')) return cut
  const end = cut.replace(/<+$/, '').length
  // A word of one letter goes with the filler behind it, or two fillers would part the names.
  const isWord = names[end - 2] === '<'
  return cutNames(names.slice(0, end - 1) + names.slice(isWord ? end + 1 : end))
}

function birthField(text: string): string {
  const isDate = /^(?:[0-9]{4}(?:-[0-9]{2})?)?$/.test(text) || isCalendarDate(text)
  if (!isDate) throw refused('birthdate')
  return text.slice(2).replaceAll('-', '').padEnd(6, '<')
}

function expiryField(date: string): string {
  if (!isCalendarDate(date)) throw refused('dateOfExpiry')
  return date.slice(2).replaceAll('-', '')
}

function refused(member: string): TypeError {
  return invalidArgument(`${member} is nothing that a machine-readable zone can hold.`)
}
