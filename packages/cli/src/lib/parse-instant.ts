import { InvalidValueError } from './invalid-value.ts'

/** Reads an instant with its zone, such as `2026-11-24T09:00:00+08:00`. */
export function parseInstant(text: string): Date {
  const time = new Date(text)
  const isInstant = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)$/.test(text)
  if (isInstant && !Number.isNaN(time.getTime())) return time
  throw new InvalidValueError({
    id: 'Waktu dengan zona, seperti 2026-11-24T09:00:00+08:00.',
    en: 'A time with its zone, such as 2026-11-24T09:00:00+08:00.',
  })
}
