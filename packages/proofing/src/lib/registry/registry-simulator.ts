import { type JsonObject, randomToken } from '@lontar/credentials/jose'
import { readPrintedDate, readPrintedSex, readPrintedText } from '@lontar/documents/ktp'
import { parseNik } from '@lontar/documents/nik'
import { findProvince, findRegency } from '@lontar/documents/regions'
import type {
  PopulationRegistry,
  RegistryAnswer,
  RegistryElement,
  RegistryFieldAnswer,
  RegistryQuery,
  RegistryState,
} from './population-registry.ts'

/** Where a simulator finds its people: the keys of the KTP file, and `status`. */
export interface RegistryRecords {
  /** The record of a NIK; `undefined` when there is nobody. */
  find(nik: string): Promise<JsonObject | undefined>
}

/** A register of invented people. */
export type RegistrySimulator = PopulationRegistry & { readonly simulated: true }

const states: ReadonlyMap<unknown, RegistryState> = new Map([
  ['active', 'active'],
  ['dead', 'dead'],
  ['duplicate', 'duplicate'],
  ['inactive', 'inactive'],
])

/** Letter case and runs of white space do not count. */
function foldText(text: string): string {
  return text.normalize('NFC').trim().replace(/\s+/g, ' ').toUpperCase()
}

/** A code where the name is known, so that two spellings of one place agree. */
function toProvince(name: string): string {
  return findProvince(name)?.code ?? foldText(name)
}

function toRegency(province: string, name: string): string {
  return findRegency(province, name)?.code ?? foldText(name)
}

/** In Indonesian, or in English as on the card of a foreigner. */
function readSex(text: string): string | undefined {
  return readPrintedSex(text, 'WNI') ?? readPrintedSex(text, 'WNA')
}

/** The record's elements in the form in which they are compared; one that cannot be read is none. */
function elementsOf(record: JsonObject): ReadonlyMap<string, string> {
  const province = toProvince(readPrintedText(record.provinsi) ?? '')
  const read: readonly [RegistryElement, string, (text: string) => string | undefined][] = [
    ['name', 'nama', foldText],
    ['birthplace', 'tempatLahir', foldText],
    ['birthdate', 'tanggalLahir', readPrintedDate],
    ['sex', 'jenisKelamin', readSex],
    ['province', 'provinsi', toProvince],
    ['regency', 'kabupatenKota', (name) => toRegency(province, name)],
    ['citizenship', 'kewarganegaraan', foldText],
  ]
  const elements = new Map<string, string>()
  for (const [element, key, fold] of read) {
    const text = readPrintedText(record[key])
    const value = text === undefined ? undefined : fold(text)
    if (value !== undefined) elements.set(element, value)
  }
  return elements
}

/** The asked element in the same form. */
function foldAsked(element: string, text: string, province: string): string {
  if (element === 'province') return toProvince(text)
  if (element === 'regency') return toRegency(province, text)
  return element === 'birthdate' || element === 'sex' ? text : foldText(text)
}

function compare(record: JsonObject, asked: RegistryQuery['elements']): Record<string, RegistryFieldAnswer> {
  const known = elementsOf(record)
  const province = toProvince(asked.province ?? '')
  const fields: Record<string, RegistryFieldAnswer> = {}
  for (const [element, text] of Object.entries(asked)) {
    const value = known.get(element)
    if (value !== undefined) fields[element] = { match: value === foldAsked(element, text, province) }
  }
  return fields
}

async function answer(records: RegistryRecords, { nik, elements }: RegistryQuery): Promise<RegistryAnswer> {
  const txn = `sim-${randomToken(12)}`
  if (!parseNik(nik).ok) return { state: 'bad_format', fields: {}, txn }
  const record = await records.find(nik)
  if (record === undefined) return { state: 'not_found', fields: {}, txn }
  const state = states.get(record.status) ?? 'unavailable'
  // Like the real one, it says nothing about the elements of a person who is not active.
  return { state, fields: state === 'active' ? compare(record, elements) : {}, txn }
}

/**
 * Makes a register out of records, for development and tests. Its evidence is marked as simulated, and `verifyKtp`
 * refuses it unless the policy says otherwise in as many words.
 *
 * @param options - `records` finds a person by NIK
 * @returns a register that answers like the real one: match or no match per element, and no data
 */
export function createRegistrySimulator({
  records,
}: {
  readonly records: RegistryRecords
}): RegistrySimulator {
  return Object.freeze<RegistrySimulator>({
    simulated: true,
    verifyElements: (query) => answer(records, query),
  })
}
