/** A part of the zone of a passport. */
export type MrzField =
  | 'documentCode'
  | 'issuingState'
  | 'names'
  | 'number'
  | 'numberCheck'
  | 'nationality'
  | 'birth'
  | 'birthCheck'
  | 'sex'
  | 'expiry'
  | 'expiryCheck'
  | 'personalNumber'
  | 'personalNumberCheck'
  | 'compositeCheck'

/** The zone as its parts, fillers included. */
export type MrzFields = Readonly<Record<MrzField, string>>

/** How many characters a line has. */
export const lineLength = 44

interface Place {
  readonly line: 0 | 1
  readonly start: number
  readonly end: number
  /** What characters may stand there: letters, digits, or both; fillers may in any. */
  readonly class: 'letters' | 'digits' | 'any'
}

/** Where each part is, counted from 0; the end is not in it (ICAO Doc 9303-4 section 4.2.2). */
export const td3Places: Readonly<Record<MrzField, Place>> = {
  documentCode: { line: 0, start: 0, end: 2, class: 'letters' },
  issuingState: { line: 0, start: 2, end: 5, class: 'letters' },
  names: { line: 0, start: 5, end: 44, class: 'letters' },
  number: { line: 1, start: 0, end: 9, class: 'any' },
  numberCheck: { line: 1, start: 9, end: 10, class: 'digits' },
  nationality: { line: 1, start: 10, end: 13, class: 'letters' },
  birth: { line: 1, start: 13, end: 19, class: 'digits' },
  birthCheck: { line: 1, start: 19, end: 20, class: 'digits' },
  sex: { line: 1, start: 20, end: 21, class: 'letters' },
  expiry: { line: 1, start: 21, end: 27, class: 'digits' },
  expiryCheck: { line: 1, start: 27, end: 28, class: 'digits' },
  personalNumber: { line: 1, start: 28, end: 42, class: 'any' },
  personalNumberCheck: { line: 1, start: 42, end: 43, class: 'digits' },
  compositeCheck: { line: 1, start: 43, end: 44, class: 'digits' },
}

/** The names of the parts in the order in which they are printed. */
export const mrzFields = Object.keys(td3Places) as readonly MrzField[]

/** Takes two lines of 44 characters apart. */
export function splitTd3(lines: readonly [string, string]): MrzFields {
  const parts = mrzFields.map((field) => {
    const { line, start, end } = td3Places[field]
    return [field, lines[line].slice(start, end)]
  })
  return Object.fromEntries(parts)
}

/** What the last check digit is over: columns 1 to 10, 14 to 20 and 22 to 43 of the second line. */
export function compositeOf(fields: MrzFields): string {
  const { number, numberCheck, birth, birthCheck, expiry, expiryCheck } = fields
  const { personalNumber, personalNumberCheck } = fields
  return [
    ...[number, numberCheck, birth, birthCheck, expiry, expiryCheck],
    ...[personalNumber, personalNumberCheck],
  ].join('')
}
