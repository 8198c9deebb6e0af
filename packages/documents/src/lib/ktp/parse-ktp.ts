import { MalformedError, UnsupportedError, VerificationError } from '@lontar/credentials/errors'
import type { CalendarDate } from '../calendar/calendar-date.ts'
import { type NikResult, parseNik } from '../nik/parse-nik.ts'
import { findProvince } from '../regions/find-province.ts'
import { findRegency, regenciesOf } from '../regions/find-regency.ts'
import type { KtpCard } from './ktp-card.ts'
import type { KtpKey } from './ktp-keys.ts'
import { type KtpWarning, type KtpWarningCode, ktpWarning } from './ktp-warning.ts'
import { type OptionalText, optionalTexts } from './optional-texts.ts'
import { readPrintedDate } from './printed-date.ts'
import { type KtpEntries, readKtpEntries } from './read-ktp-entries.ts'

/** A card as read, and what is odd about it. */
export interface ParsedKtp {
  /** Checked for its shape, not for its truth. */
  readonly card: KtpCard
  /** What an officer should look at. */
  readonly warnings: readonly KtpWarning[]
}

type ValidNik = Extract<NikResult, { ok: true }>

/**
 * Reads a KTP file of an Indonesian citizen (WNI): the card's labels in camelCase, the values as printed, dates
 * DD-MM-YYYY. Shapes are checked, and nothing is believed: the registry and an officer decide. A NIK that does not
 * fit the printed birth date or sex, and a printed past end date, are warnings.
 *
 * @param value the parsed JSON of the file
 * @returns the card and the warnings, which hold no value of the card
 * @throws MalformedError `ktp_malformed` no object, or a required key is missing
 * @throws MalformedError `ktp_key_unknown` a key that the file may not have; the message names the known keys, not this one
 * @throws MalformedError `ktp_value_invalid` a value that no card prints there; the message names the key
 * @throws MalformedError `nik_invalid` see `parseNik`
 * @throws VerificationError `province_unknown` no such province
 * @throws VerificationError `regency_unknown` no such regency in a province whose regencies are listed (NTT)
 * @throws UnsupportedError `ktp_card_unsupported` the card of a foreigner (WNA)
 */
export function parseKtp(value: unknown): ParsedKtp {
  const entries = readKtpEntries(value)
  const nik = readNik(entries)
  const card = readCard(entries)
  return { card, warnings: findWarnings(card, nik).map(ktpWarning) }
}

function readCard(entries: KtpEntries): KtpCard {
  checkCitizenship(required(entries, 'kewarganegaraan'))
  const province = readProvince(required(entries, 'provinsi'))
  return {
    province,
    regency: readRegency(province.code, required(entries, 'kabupatenKota')),
    nik: required(entries, 'nik'),
    name: required(entries, 'nama'),
    placeOfBirth: required(entries, 'tempatLahir'),
    birthdate: readDate(entries, 'tanggalLahir'),
    sex: readSex(required(entries, 'jenisKelamin')),
    ...readOptional(entries),
    citizenship: 'WNI',
    validity: readValidity(entries),
  }
}

function readOptional(entries: KtpEntries): Partial<KtpCard> {
  const texts: { [name in OptionalText['member']]?: string } = {}
  for (const { key, member, pattern } of optionalTexts) {
    const text = entries.get(key)
    if (text === undefined) continue
    if (pattern?.test(text) === false) throw invalidValue(key)
    texts[member] = text
  }
  return entries.has('tanggalTerbit') ? { ...texts, dateOfIssue: readDate(entries, 'tanggalTerbit') } : texts
}

function readNik(entries: KtpEntries): ValidNik {
  const nik = parseNik(required(entries, 'nik'))
  if (!nik.ok) throw new MalformedError('nik_invalid', `The NIK is not valid: ${nik.errors.join(', ')}.`)
  return nik
}

function checkCitizenship(printed: string): void {
  if (/^WNI$/i.test(printed)) return
  throw new UnsupportedError(
    'ktp_card_unsupported',
    'Only the card of an Indonesian citizen (WNI) can be read.',
  )
}

function readProvince(printed: string): KtpCard['province'] {
  const name = printed.replace(/^PROVINSI /i, '')
  // A code is not what a card prints.
  const province = /^[0-9]/.test(name) ? undefined : findProvince(name)
  if (province === undefined) throw new VerificationError('province_unknown', 'There is no such province.')
  return { code: province.code, name }
}

function readRegency(provinceCode: string, name: string): KtpCard['regency'] {
  const regency = /^[0-9]/.test(name) ? undefined : findRegency(provinceCode, name)
  if (regency !== undefined) return { code: regency.code, name }
  if (regenciesOf(provinceCode) !== undefined) {
    throw new VerificationError('regency_unknown', 'The province has no such regency or city.')
  }
  return { name }
}

function readSex(printed: string): KtpCard['sex'] {
  if (/^LAKI-LAKI$/i.test(printed)) return 'male'
  if (/^PEREMPUAN$/i.test(printed)) return 'female'
  throw invalidValue('jenisKelamin')
}

function readValidity(entries: KtpEntries): KtpCard['validity'] {
  if (/^SEUMUR HIDUP$/i.test(required(entries, 'berlakuHingga'))) return { kind: 'lifetime' }
  return { kind: 'dated', until: readDate(entries, 'berlakuHingga') }
}

function readDate(entries: KtpEntries, key: KtpKey): CalendarDate {
  const date = readPrintedDate(required(entries, key))
  if (date === undefined) throw invalidValue(key)
  return date
}

function required(entries: KtpEntries, key: KtpKey): string {
  const text = entries.get(key)
  if (text === undefined) throw new MalformedError('ktp_malformed', `The KTP file lacks ${key}.`)
  return text
}

function invalidValue(key: KtpKey): MalformedError {
  return new MalformedError('ktp_value_invalid', `No card prints such a value at ${key}.`)
}

function findWarnings(card: KtpCard, nik: ValidNik): KtpWarningCode[] {
  const warnings: KtpWarningCode[] = [...nik.warnings]
  const { yy, month, day } = nik.birth
  if (card.birthdate.slice(2) !== `${yy}-${month}-${day}`) warnings.push('nik_birthdate_mismatch')
  if (card.sex !== nik.sex) warnings.push('nik_sex_mismatch')
  if (card.validity.kind === 'dated') warnings.push('validity_dated')
  if (card.regency.code === undefined) warnings.push('regency_not_listed')
  return warnings
}
