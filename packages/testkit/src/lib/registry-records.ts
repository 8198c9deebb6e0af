import type { KtpFile } from './ktp-file.ts'

/** A state of a person in the population registry. */
export type RegistryStatus = 'active' | 'dead' | 'duplicate' | 'inactive'

/** A record of the registry simulator: the keys of the KTP file, and the state. */
export type RegistryRecord = KtpFile & { readonly status: RegistryStatus }

/** What the registry knows of a person whose card tells the truth. */
export function registryRecord(person: KtpFile, status: RegistryStatus = 'active'): RegistryRecord {
  return { ...person, status }
}

const columns = [
  'nik',
  'nama',
  'tempatLahir',
  'tanggalLahir',
  'jenisKelamin',
  'provinsi',
  'kabupatenKota',
  'kewarganegaraan',
  'status',
] as const

/** Writes records as the CSV file that `lontar registry import` reads. */
export function registryCsv(records: readonly RegistryRecord[]): string {
  const rows = records.map((record) => columns.map((column) => cell(record[column])))
  return `${[columns, ...rows].map((row) => row.join(',')).join('\n')}\n`
}

/** RFC 4180 section 2: a cell with a comma, a quote or a line break stands in quotes. */
function cell(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}
