import { findProvince } from '../regions/find-province.ts'
import { findRegency, regenciesOf } from '../regions/find-regency.ts'
import type { KtpCard } from './ktp-card.ts'

/** Reads a province as printed, with or without `PROVINSI`; `undefined` when there is none of that name. */
export function readPrintedProvince(text: string): KtpCard['province'] | undefined {
  const name = text.replace(/^PROVINSI /i, '')
  const province = isCode(name) ? undefined : findProvince(name)
  return province === undefined ? undefined : { code: province.code, name }
}

/**
 * Reads a regency or city as printed: of a province whose regencies are listed only one of them, of another any.
 *
 * @returns `undefined` for one that the province does not have
 */
export function readPrintedRegency(provinceCode: string, name: string): KtpCard['regency'] | undefined {
  const regency = isCode(name) ? undefined : findRegency(provinceCode, name)
  if (regency !== undefined) return { code: regency.code, name }
  return regenciesOf(provinceCode) === undefined ? { name } : undefined
}

/** A code is not what a card prints. */
function isCode(text: string): boolean {
  return /^[0-9]/.test(text)
}
