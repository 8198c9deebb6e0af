import type { RegencyCode } from './regency-code.ts'
import { foldRegionName } from './region-name.ts'

/** A district (kecamatan). */
export interface District {
  /** Kemendagri code with its dots, such as `53.71.01`. Not a BPS code. */
  readonly code: string
  /** The code of its regency or city, such as `53.71`. */
  readonly regencyCode: RegencyCode
  /** As on the card apart from letter case. */
  readonly name: string
}

/**
 * Finds a district of a regency by its code or by its name as printed. Letter case and repeated spaces do not count;
 * districts of different regencies bear the same name, so the regency is needed.
 *
 * @param districts the list to look in, such as `nttDistricts`
 * @param regencyCode such as `53.71`
 * @param nameOrCode `ALAK` or `53.71.01`
 * @returns the district, or `undefined` when the list has none
 */
export function findDistrict(
  districts: readonly District[],
  regencyCode: RegencyCode,
  nameOrCode: string,
): District | undefined {
  const name = foldRegionName(nameOrCode)
  return districts.find(
    (district) =>
      district.regencyCode === regencyCode &&
      (district.code === name || foldRegionName(district.name) === name),
  )
}
