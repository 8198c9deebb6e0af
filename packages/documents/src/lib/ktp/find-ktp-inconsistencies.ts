import { hasReachedAge } from '../calendar/age.ts'
import { type CalendarDate, isCalendarDate } from '../calendar/calendar-date.ts'
import { openZonedCalendar } from '../calendar/zoned-calendar.ts'
import { parseNik } from '../nik/parse-nik.ts'
import type { District } from '../regions/find-district.ts'
import { findDistrict } from '../regions/find-district.ts'
import { findProvince } from '../regions/find-province.ts'
import { findRegionMove } from '../regions/region-move.ts'
import type { KtpCard } from './ktp-card.ts'
import { type KtpFinding, ktpFinding } from './ktp-finding.ts'
import type { KtpFindingCode } from './ktp-finding-codes.ts'

/** What `findKtpInconsistencies` needs. */
export interface KtpInconsistencyOptions {
  /** The instant of the check. */
  readonly now: Date
  /** IANA time zone of the holder's place, such as `Asia/Makassar`; see `timeZoneOf`. */
  readonly timeZone: string
  /**
   * A list of districts, such as `nttDistricts`, to hold the card's `Kecamatan` against; none by default. Only regencies
   * that the list covers are held against it.
   */
  readonly districts?: readonly District[]
}

/** The age of a card holder, unless married (UU 24/2013 article 63). */
const leastAge = 17

/** The longest name of records since 21 April 2022 (Permendagri 73/2022 article 4). */
const maxNameLength = 60

/**
 * Finds what does not fit on a card: the NIK against birth date, sex and the region lists, the dates against each other
 * and against today, the end of a foreigner's stay permit. A NIK keeps region, birth date and sex of the first
 * registration for life, so where it differs from the card an officer looks, and nothing is refused. That a NIK begins
 * with another region than the residence is no finding: people move.
 *
 * @returns the findings, without a value of the card in their texts; empty when everything fits
 * @throws TypeError `ERR_INVALID_ARG_VALUE` when `timeZone` is not known
 * @see UU 24/2013 articles 63 and 64; PP 37/2007 article 37; Permendagri 73/2022
 */
export function findKtpInconsistencies(
  card: KtpCard,
  { now, timeZone, districts = [] }: KtpInconsistencyOptions,
): readonly KtpFinding[] {
  const today = openZonedCalendar(timeZone).dateAt(now)
  return [
    ...findInNik(card),
    ...[...findInDates(card, today), ...findInValidity(card, today), ...findInTexts(card, districts)].map(
      (code) => ktpFinding(code),
    ),
  ]
}

function findInNik({ nik, birthdate, sex }: KtpCard): KtpFinding[] {
  const parsed = parseNik(nik)
  if (!parsed.ok) return [ktpFinding('nik_invalid')]
  const { yy, month, day } = parsed.birth
  const move = findRegionMove(parsed.region)
  const isOfRegion = (code: KtpFindingCode): boolean =>
    code === (move?.from.length === 5 ? 'retired_regency_code' : 'district_code_not_current')
  const findings = parsed.warnings.map((code) => ktpFinding(code, isOfRegion(code) ? move : undefined))
  if (birthdate.slice(2) !== `${yy}-${month}-${day}`) findings.push(ktpFinding('nik_birthdate_mismatch'))
  if (sex !== parsed.sex) findings.push(ktpFinding('nik_sex_mismatch'))
  return findings
}

function findInDates(card: KtpCard, today: CalendarDate): KtpFindingCode[] {
  const { birthdate, dateOfIssue } = card
  if (!isCalendarDate(birthdate)) return ['birthdate_invalid']
  if (birthdate > today) return ['birthdate_in_future']
  const codes: KtpFindingCode[] = isOldEnough(card, today) ? [] : ['holder_under_17']
  if (dateOfIssue === undefined) return codes
  if (dateOfIssue > today) return [...codes, 'issued_in_future']
  if (dateOfIssue < birthdate) return [...codes, 'issued_before_birth']
  return isOldEnough(card, dateOfIssue) ? codes : [...codes, 'issued_under_17']
}

/** A card is for those of 17, and for those who are or were married. */
function isOldEnough({ birthdate, maritalStatus = '' }: KtpCard, day: CalendarDate): boolean {
  return hasReachedAge(birthdate, leastAge, day) || /^(?:KAWIN|CERAI)/i.test(maritalStatus)
}

function findInValidity({ citizenship, validity }: KtpCard, today: CalendarDate): KtpFindingCode[] {
  if (validity.kind === 'lifetime') return []
  if (citizenship === 'WNI') return ['validity_dated']
  return isCalendarDate(validity.until) && today <= validity.until ? [] : ['stay_permit_expired']
}

function findInTexts(card: KtpCard, districts: readonly District[]): KtpFindingCode[] {
  const codes: KtpFindingCode[] = []
  if (findProvince(card.province.code) === undefined) codes.push('province_unknown')
  if (card.regency.code === undefined) codes.push('regency_not_listed')
  if (!isDistrictListed(card, districts)) codes.push('district_not_listed')
  if (card.name.length > maxNameLength || /[0-9]/.test(card.name)) codes.push('name_outside_rule')
  return codes
}

/** A district is judged only where the list covers its regency. */
function isDistrictListed({ regency, district }: KtpCard, districts: readonly District[]): boolean {
  const isCovered = districts.some(({ regencyCode }) => regencyCode === regency.code)
  if (!isCovered || regency.code === undefined || district === undefined) return true
  return findDistrict(districts, regency.code, district) !== undefined
}
