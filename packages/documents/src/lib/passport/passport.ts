import type { CalendarDate } from '../calendar/calendar-date.ts'

/** A birth date as far as a passport tells it. */
export interface PassportBirthdate {
  /**
   * What is known of it: `YYYY-MM-DD`, or `YYYY-MM` or `YYYY` where the passport leaves the rest open; absent when
   * nothing is known for sure, also because two centuries are possible.
   */
  readonly known?: string
  /**
   * The latest date that it can be, by which ages are reckoned, so that nobody is taken for older than he is; absent
   * when the passport tells no year.
   */
  readonly latest?: CalendarDate
}

/** What the machine-readable zone of a passport says, with the dates read (ICAO Doc 9303 part 4). */
export interface Passport {
  /** `P`, perhaps with a second letter that the issuing state chose. */
  readonly documentCode: string
  /** The code of the issuing state or organisation as in the zone, such as `IDN` or `D`. */
  readonly issuingState: string
  /** 1 to 9 letters and digits. */
  readonly documentNumber: string
  /** The primary identifier; the whole name where there is a single one. */
  readonly familyName: string
  /** The secondary identifier; absent for a single name. */
  readonly givenName?: string
  /** Whether the zone ends in a letter of the name, so that more of it may be missing. */
  readonly nameTruncated: boolean
  /** The code of the nationality as in the zone, such as `IDN`, `D`, or `XXA` for a stateless person. */
  readonly nationality: string
  /** The birth date, as far as it is known. */
  readonly birthdate: PassportBirthdate
  /** `unspecified` where the passport does not say. */
  readonly sex: 'female' | 'male' | 'unspecified'
  /** The last day of the passport. */
  readonly dateOfExpiry: CalendarDate
}
