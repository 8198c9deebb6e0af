import { InvalidValueError } from './invalid-value.ts'

/** A name that others will read: 1 to 200 characters on one line, nothing invisible. */
export function parseShownName(value: string): string {
  if (value.trim() === '' || value.length > 200 || /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/u.test(value)) {
    throw new InvalidValueError({
      id: 'Nama 1 sampai 200 karakter dalam satu baris.',
      en: 'A name of 1 to 200 characters on one line.',
    })
  }
  return value
}
