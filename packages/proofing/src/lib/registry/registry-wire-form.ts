import { type CalendarDate, isCalendarDate } from '@lontar/documents/calendar'
import { findProvince, findRegency } from '@lontar/documents/regions'
import type { RegistryElement } from './population-registry.ts'
import type { RegistryFieldNames } from './registry-field-names.ts'

/** How an interface writes dates. */
export type RegistryDateFormat = 'DD-MM-YYYY' | 'YYYY-MM-DD'

/** How an interface writes what it is asked. */
export interface RegistryWireForm {
  readonly fieldNames: RegistryFieldNames
  readonly dateFormat: RegistryDateFormat
  /** The least similarity of free text, in percent. */
  readonly threshold: number
}

/** One element on the wire. */
export interface WireElement {
  readonly field: string
  readonly value: string
  /** The least similarity that counts, in percent. */
  readonly minScore: number
}

/** What is asked, by element. */
export type WireElements = ReadonlyMap<string, WireElement>

/** What the interface has a field for; it has none for citizenship. */
export const wireElements: readonly RegistryElement[] = [
  'name',
  'birthplace',
  'birthdate',
  'sex',
  'province',
  'regency',
]

type Elements = Readonly<Record<string, string>>
type Write = (text: string, form: RegistryWireForm, elements: Elements) => WireElement | undefined

/** What is compared as a whole: a code, a date, a word, or a name that differs from another by a few letters. */
const whole = 100

/** Provinces go as codes: the names of NTT and NTB are so alike that a threshold could take one for the other. */
const writeProvince: Write = (text, { fieldNames }) => {
  const code = findProvince(text)?.code
  return code === undefined
    ? { field: fieldNames.provinceName, value: text, minScore: whole }
    : { field: fieldNames.provinceCode, value: code, minScore: whole }
}

/** A code of a regency means nothing without that of its province, which must be asked too. */
const writeRegency: Write = (text, { fieldNames }, { province = '' }) => {
  const provinceCode = findProvince(province)?.code ?? ''
  const code = findRegency(provinceCode, text)?.code.slice(3)
  return code === undefined
    ? { field: fieldNames.regencyName, value: text, minScore: whole }
    : { field: fieldNames.regencyCode, value: code, minScore: whole }
}

const sexes: ReadonlyMap<string, string> = new Map([
  ['male', 'Laki-laki'],
  ['female', 'Perempuan'],
])

const writers: ReadonlyMap<string, Write> = new Map<RegistryElement, Write>([
  ['name', (value, { fieldNames, threshold }) => ({ field: fieldNames.name, value, minScore: threshold })],
  [
    'birthplace',
    (value, { fieldNames, threshold }) => ({ field: fieldNames.birthplace, value, minScore: threshold }),
  ],
  [
    'birthdate',
    (text, { fieldNames, dateFormat }) =>
      isCalendarDate(text)
        ? { field: fieldNames.birthdate, value: writeDate(text, dateFormat), minScore: whole }
        : undefined,
  ],
  [
    'sex',
    (text, { fieldNames }) => {
      const value = sexes.get(text)
      return value === undefined ? undefined : { field: fieldNames.sex, value, minScore: whole }
    },
  ],
  ['province', writeProvince],
  ['regency', writeRegency],
])

function writeDate(date: CalendarDate, format: RegistryDateFormat): string {
  return format === 'YYYY-MM-DD' ? date : date.split('-').reverse().join('-')
}

/**
 * Writes the elements of a query in the words of the interface.
 *
 * @returns by element; `undefined` when one of them cannot be asked, so that nothing is asked at all
 */
export function writeElements(elements: Elements, form: RegistryWireForm): WireElements | undefined {
  const written = new Map<string, WireElement>()
  for (const [element, text] of Object.entries(elements)) {
    const wire = writers.get(element)?.(text, form, elements)
    if (wire === undefined) return undefined
    written.set(element, wire)
  }
  return written
}
