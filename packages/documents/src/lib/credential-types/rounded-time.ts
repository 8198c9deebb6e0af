/** Rounds down to the full hour, so that times do not link the copies of a batch. */
export function roundToHour(instant: Date): Date {
  return new Date(Math.floor(instant.getTime() / 3_600_000) * 3_600_000)
}

/** Writes a whole second as a dateTimeStamp, such as `2026-11-24T01:00:00Z` (VC Data Model 2.0 section 4.9). */
export function formatInstant(instant: Date): string {
  return `${instant.toISOString().slice(0, 19)}Z`
}
