import { dateExists } from '../calendar/calendar-date.ts'
import { findProvince } from '../regions/find-province.ts'
import { findRegency, regenciesOf } from '../regions/find-regency.ts'
import { papuaRegencyMoves } from '../regions/papua-regency-moves.ts'

/** Why a text is not a NIK. */
export type NikError = 'not_digits' | 'bad_length' | 'unknown_province' | 'bad_date' | 'bad_serial'

/** What is odd about a NIK and no reason to refuse it: the registry decides. */
export type NikWarning =
  | 'retired_province_code'
  | 'retired_regency_code'
  | 'unknown_regency_code'
  | 'district_code_not_current'

/** The parts of a NIK. None of them says where the holder lives now. */
export interface NikParts {
  /** Where the person was first registered: two digits each. */
  readonly region: { readonly province: string; readonly regency: string; readonly district: string }
  /** The birth date without its century: two digits each, the day already less 40 for a woman. */
  readonly birth: { readonly day: string; readonly month: string; readonly yy: string }
  /** From the 40 that is added to the day of a woman. */
  readonly sex: 'male' | 'female'
  /** Four digits. */
  readonly serial: string
}

/** What `parseNik` found. */
export type NikResult =
  | ({ readonly ok: true; readonly errors: readonly []; readonly warnings: readonly NikWarning[] } & NikParts)
  | { readonly ok: false; readonly errors: readonly NikError[]; readonly warnings: readonly NikWarning[] }

/** No regency has more districts in the list of 2025 (Kepmendagri 300.2.2-2138/2025). */
const highestDistrictAnywhere = 51

/** Timor Timur until 1999: may survive in old numbers. */
const retiredProvinces: readonly string[] = ['54']

/**
 * Reads a NIK: 6 region digits, DDMMYY with 40 added to a woman's day, 4 serial digits. There is no check digit, so
 * a wrong serial passes. Spaces are refused here; see `normaliseNik`. An unknown or retired regency or district is a
 * warning, because a NIK keeps its prefix for life.
 *
 * @param text 16 ASCII digits
 * @returns the parts, or every reason why it is no NIK; never throws
 */
export function parseNik(text: string): NikResult {
  const shapeError = checkShape(text)
  if (shapeError !== undefined) return { ok: false, errors: [shapeError], warnings: [] }
  const parts = splitNik(text)
  const errors = findErrors(parts)
  const warnings = findWarnings(parts)
  return errors.length > 0 ? { ok: false, errors, warnings } : { ok: true, errors: [], warnings, ...parts }
}

function checkShape(text: string): NikError | undefined {
  if (!/^[0-9]*$/.test(text)) return 'not_digits'
  return text.length === 16 ? undefined : 'bad_length'
}

function splitNik(nik: string): NikParts {
  const printedDay = Number(nik.slice(6, 8))
  const female = printedDay >= 40
  return {
    region: { province: nik.slice(0, 2), regency: nik.slice(2, 4), district: nik.slice(4, 6) },
    birth: {
      day: String(female ? printedDay - 40 : printedDay).padStart(2, '0'),
      month: nik.slice(8, 10),
      yy: nik.slice(10, 12),
    },
    sex: female ? 'female' : 'male',
    serial: nik.slice(12),
  }
}

function findErrors({ region, birth, serial }: NikParts): NikError[] {
  const errors: NikError[] = []
  if (findProvince(region.province) === undefined && !retiredProvinces.includes(region.province)) {
    errors.push('unknown_province')
  }
  // The century is chosen before the leap day is judged, and every day of 19YY exists in 20YY too: 29-02-00 in 2000.
  const [day, month, yy] = [Number(birth.day), Number(birth.month), Number(birth.yy)]
  if (!dateExists(2000 + yy, month, day)) errors.push('bad_date')
  if (serial === '0000') errors.push('bad_serial')
  return errors
}

function findWarnings({ region }: NikParts): NikWarning[] {
  const warnings: NikWarning[] = []
  const regency = findRegency(region.province, `${region.province}.${region.regency}`)
  if (retiredProvinces.includes(region.province)) warnings.push('retired_province_code')
  if (Object.hasOwn(papuaRegencyMoves, region.province + region.regency)) {
    warnings.push('retired_regency_code')
  } else if (regency === undefined && regenciesOf(region.province) !== undefined) {
    warnings.push('unknown_regency_code')
  }
  const district = Number(region.district)
  const highest = regency?.highestDistrict ?? highestDistrictAnywhere
  if (district < 1 || district > highest || regency?.retiredDistricts.includes(district) === true) {
    warnings.push('district_code_not_current')
  }
  return warnings
}
