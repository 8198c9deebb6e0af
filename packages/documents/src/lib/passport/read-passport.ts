import { isCalendarDate } from '../calendar/calendar-date.ts'
import { findIcaoState } from '../mrz/icao-states.ts'
import type { Passport } from './passport.ts'

type Reader = (value: unknown) => boolean

const name = matching(/^[A-Z]+(?: [A-Z]+)*$/, 39)

const requiredMembers: Readonly<Record<string, Reader>> = {
  documentCode: matching(/^P[A-Z]?$/, 2),
  // A specimen is refused where it is read, by `parseMrz`.
  issuingState: isState,
  documentNumber: matching(/^[A-Z0-9]+$/, 9),
  familyName: name,
  nameTruncated: (value) => typeof value === 'boolean',
  nationality: isState,
  birthdate: isBirthdate,
  sex: (value) => value === 'female' || value === 'male' || value === 'unspecified',
  dateOfExpiry: isCalendarDate,
}

const optionalMembers: Readonly<Record<string, Reader>> = { givenName: name }

/**
 * Reads a passport that was kept as JSON, and checks every member.
 *
 * @returns the passport, or `undefined` when a member is missing, unknown or not what it must be
 */
export function readPassport(value: unknown): Passport | undefined {
  const readers = { ...requiredMembers, ...optionalMembers }
  if (!isObject(value)) return undefined
  const known = Object.keys(value).every((key) => Object.hasOwn(readers, key) && readers[key]?.(value[key]))
  const complete = Object.keys(requiredMembers).every((key) => Object.hasOwn(value, key))
  return known && complete ? (structuredClone(value) as unknown as Passport) : undefined
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function matching(pattern: RegExp, maxLength: number): Reader {
  return (value) => typeof value === 'string' && value.length <= maxLength && pattern.test(value)
}

function isState(value: unknown): boolean {
  return typeof value === 'string' && findIcaoState(value, true) !== undefined
}

/** What is known begins with the year of the latest date, and is not after it. */
function isBirthdate(value: unknown): boolean {
  if (!isObject(value)) return false
  const { known, latest } = value
  if (!Object.keys(value).every((key) => key === 'known' || key === 'latest')) return false
  if (latest === undefined) return known === undefined
  if (!isCalendarDate(latest)) return false
  if (known === undefined) return true
  return typeof known === 'string' && /^[0-9]{4}(?:-[0-9]{2}){0,2}$/.test(known) && latest.startsWith(known)
}
