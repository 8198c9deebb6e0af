import { InvalidArgumentError } from 'commander'

/** A name that others will read: 1 to 200 characters on one line, nothing invisible. */
export function parseShownName(value: string): string {
  if (value.trim() === '' || value.length > 200 || /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/u.test(value)) {
    throw new InvalidArgumentError('A name of 1 to 200 characters on one line.')
  }
  return value
}
