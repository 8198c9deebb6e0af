import { checkDigit } from './check-digit.ts'
import { compositeOf, type MrzField, type MrzFields, mrzFields, td3Places } from './td3-fields.ts'

const digitsOf: Readonly<Record<string, string>> = { O: '0', I: '1', B: '8', S: '5' }
const lettersOf: Readonly<Record<string, string>> = { 0: 'O', 1: 'I', 8: 'B', 5: 'S' }

/** A zone after look-alike characters were put right. */
export interface CorrectedFields {
  /** The zone, as it was when nothing was put right. */
  readonly fields: MrzFields
  /** The parts that changed. */
  readonly corrected: readonly MrzField[]
}

/**
 * Puts right O and 0, I and 1, B and 8, S and 5 in the parts that hold only letters or only digits. Number and personal
 * number hold both and stay as they are. When a check digit is wrong afterwards, everything stays as it was.
 *
 * @param fields the zone as it was read
 */
export function correctLookAlikes(fields: MrzFields): CorrectedFields {
  const corrected = mrzFields.filter((field) => correctField(field, fields[field]) !== fields[field])
  const parts = mrzFields.map((field) => [field, correctField(field, fields[field])])
  const after: MrzFields = Object.fromEntries(parts)
  return checkDigitsFit(after) ? { fields: after, corrected } : { fields, corrected: [] }
}

function correctField(field: MrzField, text: string): string {
  const { class: characters } = td3Places[field]
  if (characters === 'any') return text
  const table = characters === 'digits' ? digitsOf : lettersOf
  return [...text].map((character) => table[character] ?? character).join('')
}

function checkDigitsFit(fields: MrzFields): boolean {
  return (
    checkDigit(fields.number) === fields.numberCheck &&
    checkDigit(fields.birth) === fields.birthCheck &&
    checkDigit(fields.expiry) === fields.expiryCheck &&
    checkDigit(compositeOf(fields)) === fields.compositeCheck
  )
}
