import { MalformedError } from '@lontar/credentials/errors'
import type { JsonObject } from '@lontar/credentials/jose'
import { parse } from 'csv-parse/sync'
import { findInvalidColumn, optionalColumns, requiredColumns } from './registry-columns.ts'

/** One person of a registry file. */
export interface RegistryFileRecord {
  /** The column `nik`. */
  readonly nik: string
  /** The columns of the file but `nik`; empty ones are left out. */
  readonly record: JsonObject
}

interface Line {
  readonly number: number
  readonly values: readonly string[]
}

function malformed(message: string): MalformedError {
  return new MalformedError('registry_file_malformed', message)
}

/** The parser's own failures quote the line they happened in: only its number goes on. */
function noCsv(error: unknown): MalformedError {
  const line = error instanceof Error && 'lines' in error ? error.lines : undefined
  if (typeof line !== 'number') return malformed('The registry file is not CSV.')
  return malformed(`Line ${line} of the registry file is not CSV.`)
}

interface ParsedLine {
  readonly record: readonly string[]
  readonly info: { readonly lines: number }
}

function readLines(text: string): readonly Line[] {
  try {
    const parsed = parse(text, {
      bom: true,
      info: true,
      skip_empty_lines: true,
      trim: true,
      relax_column_count: true,
    }) as unknown as readonly ParsedLine[]
    return parsed.map(({ record, info }) => ({ number: info.lines, values: record }))
  } catch (error) {
    throw noCsv(error)
  }
}

function checkHeader({ values }: Line): readonly string[] {
  const known = [...requiredColumns, ...optionalColumns]
  const [needed, more] = [requiredColumns.join(', '), optionalColumns.join(', ')]
  if (!values.some((column) => known.includes(column)))
    throw malformed(`Line 1 names no column of a registry file: it needs ${needed}, and may have ${more}.`)
  const place = values.findIndex((column) => !known.includes(column)) + 1
  // Told by its place: in a file without a header a person's data stand here.
  if (place > 0)
    throw malformed(
      `Line 1 has an unknown column at place ${place}: it needs ${needed}, and may have ${more}.`,
    )
  const repeated = values.find((column, index) => values.indexOf(column) !== index)
  if (repeated !== undefined) throw malformed(`Line 1 has the column ${repeated} twice.`)
  const missing = requiredColumns.find((column) => !values.includes(column))
  if (missing !== undefined) throw malformed(`Line 1 lacks the column ${missing}.`)
  return values
}

function readRow(columns: readonly string[], { number, values }: Line): RegistryFileRecord {
  if (values.length !== columns.length) throw malformed(`Line ${number} has not as many values as line 1.`)
  const row = Object.fromEntries(columns.map((column, index) => [column, values[index] ?? '']))
  const invalid = findInvalidColumn(row)
  if (invalid !== undefined)
    throw malformed(`Line ${number} has an unacceptable value in the column ${invalid}.`)
  const { nik = '', ...rest } = row
  return { nik, record: Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== '')) }
}

function refuseRepeatedNik(records: readonly RegistryFileRecord[], lines: readonly Line[]): void {
  const seen = new Set<string>()
  for (const [index, { nik }] of records.entries()) {
    if (seen.has(nik))
      throw malformed(`Line ${lines[index]?.number} has a value in the column nik that an earlier line has.`)
    seen.add(nik)
  }
}

/**
 * Reads a registry file: CSV, its header the keys of the KTP file and `status`
 * (`active`, `dead`, `duplicate` or `inactive`).
 * `nik`, `nama`, `tempatLahir`, `tanggalLahir`, `jenisKelamin`, `provinsi`, `kabupatenKota`, `kewarganegaraan` and
 * `status` must be there; the order is free.
 *
 * @param text - the whole file
 * @returns the people in the order of the file
 * @throws MalformedError `registry_file_malformed`; the message names the line and the column and never a value
 */
export function parseRegistryCsv(text: string): readonly RegistryFileRecord[] {
  const [header, ...lines] = readLines(text)
  if (header === undefined) throw malformed('The registry file is empty.')
  const columns = checkHeader(header)
  const records = lines.map((line) => readRow(columns, line))
  refuseRepeatedNik(records, lines)
  return records
}
