import { isCalendarDate } from '../calendar/calendar-date.ts'
import { parseNik } from '../nik/parse-nik.ts'
import { findProvince } from '../regions/find-province.ts'
import { findRegency, regenciesOf } from '../regions/find-regency.ts'
import type { KtpCard } from './ktp-card.ts'
import { isLatinText } from './latin-text.ts'
import { fitsOptionalText, optionalTexts } from './optional-texts.ts'
import { readPrintedCitizenship } from './printed-citizenship.ts'
import { readPrintedText } from './printed-text.ts'

type Reader = (value: unknown) => boolean

const isText: Reader = (value) =>
  typeof value === 'string' && readPrintedText(value) === value && isLatinText(value)

const requiredMembers: Readonly<Record<string, Reader>> = {
  province: isProvince,
  regency: isNamed,
  nik: (value) => typeof value === 'string' && parseNik(value).ok,
  name: isText,
  placeOfBirth: isText,
  birthdate: isCalendarDate,
  sex: (value) => value === 'male' || value === 'female',
  citizenship: (value) => value === 'WNI' || value === 'WNA',
  validity: isValidity,
}

const optionalMembers: Readonly<Record<string, Reader>> = {
  ...Object.fromEntries(optionalTexts.map(({ member }) => [member, isText])),
  nationality: isText,
  dateOfIssue: isCalendarDate,
}

/**
 * Reads a card that was kept as JSON, and checks every member as `parseKtp` does.
 *
 * @returns the card, or `undefined` when a member is missing, unknown or not what it must be
 */
export function readKtpCard(value: unknown): KtpCard | undefined {
  if (!isObject(value)) return undefined
  const readers = { ...optionalMembers, ...requiredMembers }
  const known = Object.keys(value).every(
    (name) => Object.hasOwn(readers, name) && readers[name]?.(value[name]),
  )
  const complete = Object.keys(requiredMembers).every((name) => Object.hasOwn(value, name))
  if (!known || !complete) return undefined
  const card = structuredClone(value) as unknown as KtpCard
  return regencyFits(card) && textsFit(card) && stayFits(card) ? card : undefined
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function isNamed(value: unknown): boolean {
  // A code is not a name, and no region's name begins with a digit.
  if (!isObject(value) || !isText(value['name']) || /^[0-9]/.test(String(value['name']))) return false
  return Object.keys(value).every((name) => name === 'name' || (name === 'code' && isText(value[name])))
}

/** The code must be that of the name: the codes decide residence. */
function isProvince(value: unknown): boolean {
  return isNamed(value) && isObject(value) && findProvince(String(value['name']))?.code === value['code']
}

function isValidity(value: unknown): boolean {
  if (!isObject(value)) return false
  const names = Object.keys(value).sort().join()
  if (names === 'kind') return value['kind'] === 'lifetime'
  return names === 'kind,until' && value['kind'] === 'dated' && isCalendarDate(value['until'])
}

function regencyFits({ province, regency }: KtpCard): boolean {
  const listed = findRegency(province.code, regency.name)
  return regency.code === listed?.code && (listed !== undefined || regenciesOf(province.code) === undefined)
}

function textsFit(card: KtpCard): boolean {
  return optionalTexts.every((optional) => {
    const text = card[optional.member]
    return text === undefined || fitsOptionalText(optional, text, card.citizenship)
  })
}

/** A foreigner's card names the country and ends with the stay permit; a citizen's does not say WNI twice. */
function stayFits(card: KtpCard): boolean {
  if (card.citizenship === 'WNI') return !Object.hasOwn(card, 'nationality')
  const named = readPrintedCitizenship(card.nationality ?? '')
  return named?.citizenship === 'WNA' && card.validity.kind === 'dated'
}
