/** The age of a card holder (UU 24/2013 article 63); below it a guardian decides (UU 27/2022 article 25). */
const leastAge = 17

/** The date on the wall of a place, `YYYY-MM-DD`. */
function dateIn(timeZone: string, instant: Date): string {
  const format = new Intl.DateTimeFormat('en-CA', {
    timeZone,
    calendar: 'gregory',
    numberingSystem: 'latn',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
  })
  const parts = new Map(format.formatToParts(instant).map(({ type, value }) => [type, value]))
  return `${parts.get('year')}-${parts.get('month')}-${parts.get('day')}`
}

/**
 * True when the holder is 17 or older at that instant in that place. Dates compare as texts, so someone born on
 * 29 February is 17 on 1 March of a common year.
 */
export function isOldEnough(birthdate: string, timeZone: string, now: Date): boolean {
  const parts = /^(\d{4})(-\d{2}-\d{2})$/.exec(birthdate)
  if (parts === null) return false
  return `${Number(parts[1]) + leastAge}${parts[2]}` <= dateIn(timeZone, now)
}
