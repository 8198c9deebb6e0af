import { isKtpKey, isKtpValue, optionalKtpKeys, requiredKtpKeys } from '@lontar/documents/ktp'

/** A card is valid for life, so that a register need not say until when. */
const dispensable = 'berlakuHingga'

/** The columns that a registry file must have. */
export const requiredColumns: readonly string[] = [
  ...requiredKtpKeys.filter((key) => key !== dispensable),
  'status',
]

/** The other keys of the KTP file, which a registry file may have. */
export const optionalColumns: readonly string[] = [...optionalKtpKeys, dispensable]

type Row = Readonly<Record<string, string>>

const statuses: readonly string[] = ['active', 'dead', 'duplicate', 'inactive']

/** The first column of a row whose value cannot stand there; `undefined` when all can. */
export function findInvalidColumn(row: Row): string | undefined {
  return Object.keys(row).find((column) => !isAcceptable(column, row))
}

function isAcceptable(column: string, row: Row): boolean {
  const value = row[column] ?? ''
  if (!isKtpKey(column)) return statuses.includes(value)
  return value === '' ? optionalColumns.includes(column) : isKtpValue(column, row)
}
