const pattern = /^(\d{4})-(\d{2})-(\d{2})T(\d{2}):(\d{2}):(\d{2})(?:\.\d{1,9})?(?:Z|[+-](\d{2}):(\d{2}))$/

/**
 * Reads an XML Schema `dateTimeStamp`: date, time and a time zone, which may not be left out.
 *
 * @param value a member such as `validFrom`.
 * @returns the instant, or `undefined` when it is not written so or names no real day.
 * @see VC Data Model 2.0 section 4.9, XML Schema 1.1 part 2 section 3.4.28
 */
export function parseDateTimeStamp(value: unknown): Date | undefined {
  const fields = typeof value === 'string' ? pattern.exec(value) : null
  if (fields === null) return undefined
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0, zoneHour = 0, zoneMinute = 0] =
    fields.slice(1).map((field) => Number(field ?? 0))
  if (hour > 23 || minute > 59 || second > 59 || zoneHour > 14 || zoneMinute > 59) return undefined
  // `Date` turns the 30th of February into the 1st or 2nd of March.
  const civil = new Date(Date.UTC(year, month - 1, day))
  if (civil.getUTCMonth() !== month - 1 || civil.getUTCDate() !== day) return undefined
  const date = new Date(value as string)
  return Number.isNaN(date.getTime()) ? undefined : date
}
