import { invalidArgument } from '@lontar/credentials/errors'

/**
 * Checks that the platform knows a time zone.
 *
 * @param timeZone IANA name, such as `Asia/Makassar`
 * @returns the same name
 * @throws TypeError `ERR_INVALID_ARG_VALUE` for anything else: without its zone no age and no end can be reckoned
 */
export function requireTimeZone(timeZone: string): string {
  // Without a name Intl takes the zone of the machine.
  if (typeof timeZone !== 'string' || !isKnown(timeZone)) {
    throw invalidArgument('timeZone must be a zone of the IANA database, such as Asia/Makassar.')
  }
  return timeZone
}

function isKnown(timeZone: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone })
    return true
  } catch {
    return false
  }
}
