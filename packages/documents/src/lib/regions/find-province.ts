import { type Province, provinces } from './provinces.ts'
import { foldRegionName } from './region-name.ts'

/** Forms that cards print beside the name of the Ministry's list (domain: the card header, the region data). */
const printedForms: Readonly<Record<string, string>> = {
  'DKI JAKARTA': '31',
  'DAERAH KHUSUS JAKARTA': '31',
  'DK JAKARTA': '31',
  'DI YOGYAKARTA': '34',
  'D.I. YOGYAKARTA': '34',
  'D I YOGYAKARTA': '34',
  'NANGGROE ACEH DARUSSALAM': '11',
}

/**
 * Finds a province by its two-digit code or by its name as printed. Letter case, repeated spaces and a leading
 * `PROVINSI` do not count.
 *
 * @param nameOrCode `53`, `NUSA TENGGARA TIMUR` or `PROVINSI DKI JAKARTA`
 * @returns the province, or `undefined` when there is none of that name
 */
export function findProvince(nameOrCode: string): Province | undefined {
  const name = foldRegionName(nameOrCode).replace(/^PROVINSI /, '')
  const code = Object.hasOwn(printedForms, name) ? printedForms[name] : name
  return provinces.find((province) => province.code === code || foldRegionName(province.name) === name)
}
