import { parseNik } from '@lontar/documents/nik'
import { findProvince, findRegency } from '@lontar/documents/regions'

/** The columns that a registry file must have. */
export const requiredColumns: readonly string[] = [
  'nik',
  'nama',
  'tempatLahir',
  'tanggalLahir',
  'jenisKelamin',
  'provinsi',
  'kabupatenKota',
  'kewarganegaraan',
  'status',
]

/** The other keys of the KTP file, which a registry file may have. */
export const optionalColumns: readonly string[] = [
  'golDarah',
  'alamat',
  'rtRw',
  'kelDesa',
  'kecamatan',
  'agama',
  'statusPerkawinan',
  'pekerjaan',
  'berlakuHingga',
  'tempatTerbit',
  'tanggalTerbit',
]

type Row = Readonly<Record<string, string>>

/** The longest value that a card prints, with room to spare. */
const maxLength = 200

function isPrintable(value: string): boolean {
  return value.length <= maxLength && value.isWellFormed() && !/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u.test(value)
}

function isDate(value: string): boolean {
  const parts = /^([0-9]{2})-([0-9]{2})-((?:19|20)[0-9]{2})$/.exec(value)
  if (parts === null) return false
  const time = Date.parse(`${parts[3]}-${parts[2]}-${parts[1]}T00:00:00Z`)
  return !Number.isNaN(time) && new Date(time).getUTCDate() === Number(parts[1])
}

/** NTT's regencies are listed, so a name that is not among them is a mistake; elsewhere any name stands. */
function isRegencyOf(row: Row, value: string): boolean {
  const province = findProvince(row.provinsi ?? '')
  return province?.code !== '53' || findRegency('53', value) !== undefined
}

const columnRules: ReadonlyMap<string, (value: string, row: Row) => boolean> = new Map<
  string,
  (value: string, row: Row) => boolean
>([
  ['nik', (value) => parseNik(value).ok],
  ['tanggalLahir', isDate],
  ['jenisKelamin', (value) => ['LAKI-LAKI', 'PEREMPUAN'].includes(value)],
  ['provinsi', (value) => findProvince(value) !== undefined],
  ['kabupatenKota', (value, row) => isRegencyOf(row, value)],
  ['kewarganegaraan', (value) => value === 'WNI'],
  ['tanggalTerbit', (value) => value === '' || isDate(value)],
  ['berlakuHingga', (value) => value === '' || value === 'SEUMUR HIDUP' || isDate(value)],
  ['status', (value) => ['active', 'dead', 'duplicate', 'inactive'].includes(value)],
])

/** The first column of a row whose value cannot stand there; `undefined` when all can. */
export function findInvalidColumn(row: Row): string | undefined {
  return Object.entries(row).find(([column, value]) => {
    if (!isPrintable(value)) return true
    if (value === '' && requiredColumns.includes(column)) return true
    return columnRules.get(column)?.(value, row) === false
  })?.[0]
}
