import { findProvince } from './find-province.ts'

/**
 * The IANA time zone of a province: expiry and age are reckoned there and not in UTC.
 *
 * @param provinceCode two digits, such as `53`
 * @returns such as `Asia/Makassar`, or `undefined` for an unknown province
 */
export function timeZoneOf(provinceCode: string): string | undefined {
  return findProvince(provinceCode)?.timeZone
}
