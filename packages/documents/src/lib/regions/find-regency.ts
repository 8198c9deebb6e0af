import { nttRegencies, type Regency } from './ntt-regencies.ts'
import { foldRegionName } from './region-name.ts'

/**
 * Finds a regency or city by its code or by its name as printed (`KABUPATEN SIKKA`, `KAB. SIKKA`, `KOTA KUPANG`).
 * A bare `KUPANG` finds nothing: a regency and a city bear that name. Only Nusa Tenggara Timur is listed.
 *
 * @param provinceCode two digits
 * @param nameOrCode `KOTA KUPANG` or `53.71`
 * @returns the regency, or `undefined` when it is not listed
 */
export function findRegency(provinceCode: string, nameOrCode: string): Regency | undefined {
  const name = foldRegionName(nameOrCode).replace(/^KAB\.? /, 'KABUPATEN ')
  return regenciesOf(provinceCode)?.find(
    (regency) => regency.code === name || foldRegionName(regency.name) === name,
  )
}

/** All regencies of a province, or `undefined` when their table is not shipped. */
export function regenciesOf(provinceCode: string): readonly Regency[] | undefined {
  return provinceCode === '53' ? nttRegencies : undefined
}
