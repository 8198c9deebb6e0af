import { MalformedError, UnsupportedError, VerificationError } from '@lontar/credentials/errors'
import type { CalendarDate } from '../calendar/calendar-date.ts'
import { parseNik } from '../nik/parse-nik.ts'
import type { KtpCard } from './ktp-card.ts'
import type { KtpKey } from './ktp-keys.ts'
import { type KtpWarning, type KtpWarningCode, ktpWarning } from './ktp-warning.ts'
import { findNikFlags } from './nik-flags.ts'
import { type OptionalText, optionalTexts } from './optional-texts.ts'
import { readPrintedCitizenship } from './printed-citizenship.ts'
import { readPrintedDate } from './printed-date.ts'
import { readPrintedProvince, readPrintedRegency } from './printed-region.ts'
import { readPrintedSex } from './printed-sex.ts'
import { readPrintedValidity } from './printed-validity.ts'
import { type KtpEntries, readKtpEntries } from './read-ktp-entries.ts'

/** A card as read, and what is odd about it. */
export interface ParsedKtp {
  /** Checked for its shape, not for its truth. */
  readonly card: KtpCard
  /** What an officer should look at. */
  readonly warnings: readonly KtpWarning[]
}

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
 * @throws VerificationError `nik_invalid` see `parseNik`
 * @throws VerificationError `province_unknown` no such province
 * @throws VerificationError `regency_unknown` no such regency in a province whose regencies are listed (NTT)
 * @throws UnsupportedError `ktp_card_unsupported` the card of a foreigner (WNA)
 */
export function parseKtp(value: unknown): ParsedKtp {
  const entries = readKtpEntries(value)
  const nik = readNik(entries)
  const card = readCard(entries, nik)
  return { card, warnings: findWarnings(card).map(ktpWarning) }
}

function readCard(entries: KtpEntries, nik: string): KtpCard {
  const citizenship = readCitizenship(required(entries, 'kewarganegaraan'))
  const province = readProvince(required(entries, 'provinsi'))
  return {
    province,
    regency: readRegency(province.code, required(entries, 'kabupatenKota')),
    nik,
    name: required(entries, 'nama'),
    placeOfBirth: required(entries, 'tempatLahir'),
    birthdate: readDate(entries, 'tanggalLahir'),
    sex: readSex(required(entries, 'jenisKelamin')),
    ...readOptional(entries),
    citizenship,
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

function readNik(entries: KtpEntries): string {
  const printed = required(entries, 'nik')
  const { ok, errors } = parseNik(printed)
  if (!ok) throw new VerificationError('nik_invalid', `The NIK is not valid: ${errors.join(', ')}.`)
  return printed
}

function readCitizenship(printed: string): KtpCard['citizenship'] {
  const citizenship = readPrintedCitizenship(printed)
  if (citizenship !== undefined) return citizenship
  throw new UnsupportedError(
    'ktp_card_unsupported',
    'Only the card of an Indonesian citizen (WNI) can be read.',
  )
}

function readProvince(printed: string): KtpCard['province'] {
  const province = readPrintedProvince(printed)
  if (province === undefined) throw new VerificationError('province_unknown', 'There is no such province.')
  return province
}

function readRegency(provinceCode: string, name: string): KtpCard['regency'] {
  const regency = readPrintedRegency(provinceCode, name)
  if (regency === undefined) {
    throw new VerificationError('regency_unknown', 'The province has no such regency or city.')
  }
  return regency
}

function readSex(printed: string): KtpCard['sex'] {
  const sex = readPrintedSex(printed)
  if (sex === undefined) throw invalidValue('jenisKelamin')
  return sex
}

function readValidity(entries: KtpEntries): KtpCard['validity'] {
  const validity = readPrintedValidity(required(entries, 'berlakuHingga'))
  if (validity === undefined) throw invalidValue('berlakuHingga')
  return validity
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
  return new MalformedError(
    'ktp_value_invalid',
    `No card prints such a value at ${key}, which is ${printedForms[key] ?? 'a printed text'}.`,
  )
}

/** What a card prints, where not any text will do. */
const printedForms: Partial<Readonly<Record<KtpKey, string>>> = {
  tanggalLahir: 'a date DD-MM-YYYY',
  tanggalTerbit: 'a date DD-MM-YYYY',
  jenisKelamin: 'LAKI-LAKI or PEREMPUAN',
  berlakuHingga: 'SEUMUR HIDUP or a date DD-MM-YYYY',
  golDarah: 'A, B, AB or O, with + or - or neither, or - or TIDAK TAHU',
  rtRw: 'two numbers of three digits, as 000/000',
  statusPerkawinan: 'BELUM KAWIN, KAWIN, KAWIN TERCATAT, KAWIN BELUM TERCATAT, CERAI HIDUP or CERAI MATI',
}

function findWarnings(card: KtpCard): KtpWarningCode[] {
  const warnings: KtpWarningCode[] = [...findNikFlags(card)]
  if (card.validity.kind === 'dated') warnings.push('validity_dated')
  if (card.regency.code === undefined) warnings.push('regency_not_listed')
  return warnings
}
