import { MalformedError, VerificationError } from '@lontar/credentials/errors'
import type { CalendarDate } from '../calendar/calendar-date.ts'
import { parseNik } from '../nik/parse-nik.ts'
import type { KtpCard, KtpFields } from './ktp-card.ts'
import type { KtpKey } from './ktp-keys.ts'
import { fitsOptionalText, type OptionalText, optionalTexts } from './optional-texts.ts'
import { readPrintedCitizenship } from './printed-citizenship.ts'
import { readPrintedDate } from './printed-date.ts'
import { readPrintedProvince, readPrintedRegency } from './printed-region.ts'
import { readPrintedSex } from './printed-sex.ts'
import { joinStay, readPrintedValidity } from './printed-validity.ts'
import { type KtpEntries, readKtpEntries } from './read-ktp-entries.ts'

/**
 * Reads a KTP file: the card's labels in camelCase, the values as printed, dates DD-MM-YYYY. The card of a foreigner
 * (WNA) names the country at `kewarganegaraan`, is in English at `jenisKelamin` and some others, and ends with the
 * stay permit at `berlakuHingga`. Shapes are checked, and nothing is believed: the registry and an officer decide.
 *
 * @param value the parsed JSON of the file
 * @returns the card, checked for its shape and not for its truth; `findKtpInconsistencies` says what is odd about it
 * @throws MalformedError `ktp_malformed` no object, or a required key is missing
 * @throws MalformedError `ktp_key_unknown` a key that the file may not have; the message names the known keys, not this one
 * @throws MalformedError `ktp_value_invalid` a value that no card prints there; the message names the key
 * @throws MalformedError `ktp_alphabet_foreign` a value in another alphabet than the Latin one; the message names the key
 * @throws VerificationError `nik_invalid` see `parseNik`
 * @throws VerificationError `province_unknown` no such province
 * @throws VerificationError `regency_unknown` no such regency in a province whose regencies are listed (NTT)
 * @see UU 24/2013 articles 63 and 64
 */
export function parseKtp(value: unknown): KtpCard {
  const entries = readKtpEntries(value)
  const nik = readNik(entries)
  const stay = readStay(entries)
  const province = readProvince(required(entries, 'provinsi'))
  return {
    province,
    regency: readRegency(province.code, required(entries, 'kabupatenKota')),
    nik,
    name: required(entries, 'nama'),
    placeOfBirth: required(entries, 'tempatLahir'),
    birthdate: readDate(entries, 'tanggalLahir'),
    sex: readSex(entries, stay.citizenship),
    ...readOptional(entries, stay.citizenship),
    ...stay,
  }
}

function readOptional(entries: KtpEntries, citizenship: KtpCard['citizenship']): Partial<KtpFields> {
  const texts: { [name in OptionalText['member']]?: string } = {}
  for (const optional of optionalTexts) {
    const text = entries.get(optional.key)
    if (text === undefined) continue
    if (!fitsOptionalText(optional, text, citizenship)) throw invalidValue(optional.key)
    texts[optional.member] = text
  }
  return entries.has('tanggalTerbit') ? { ...texts, dateOfIssue: readDate(entries, 'tanggalTerbit') } : texts
}

function readNik(entries: KtpEntries): string {
  const printed = required(entries, 'nik')
  const { ok, errors } = parseNik(printed)
  if (!ok) throw new VerificationError('nik_invalid', `The NIK is not valid: ${errors.join(', ')}.`)
  return printed
}

/** Who the holder is and until when the card is good: the two go together. */
function readStay(entries: KtpEntries): NonNullable<ReturnType<typeof joinStay>> {
  const citizenship = readPrintedCitizenship(required(entries, 'kewarganegaraan'))
  if (citizenship === undefined) throw invalidValue('kewarganegaraan')
  const validity = readPrintedValidity(required(entries, 'berlakuHingga'))
  const stay = validity === undefined ? undefined : joinStay(citizenship, validity)
  if (stay === undefined) throw invalidValue('berlakuHingga', validityForms[citizenship.citizenship])
  return stay
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

function readSex(entries: KtpEntries, citizenship: KtpCard['citizenship']): KtpCard['sex'] {
  const sex = readPrintedSex(required(entries, 'jenisKelamin'), citizenship)
  if (sex === undefined) throw invalidValue('jenisKelamin', sexForms[citizenship])
  return sex
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

function invalidValue(key: KtpKey, form = printedForms[key] ?? 'a printed text'): MalformedError {
  return new MalformedError('ktp_value_invalid', `No card prints such a value at ${key}, which is ${form}.`)
}

const sexForms = { WNI: 'LAKI-LAKI or PEREMPUAN', WNA: "MALE or FEMALE on a foreigner's card" }
const validityForms = {
  WNI: 'SEUMUR HIDUP or a date DD-MM-YYYY',
  WNA: "the date of the stay permit, DD-MM-YYYY, on a foreigner's card",
}

/** What a card prints, where not any text will do. */
const printedForms: Partial<Readonly<Record<KtpKey, string>>> = {
  tanggalLahir: 'a date DD-MM-YYYY',
  tanggalTerbit: 'a date DD-MM-YYYY',
  kewarganegaraan: 'WNI or the name of another country',
  golDarah: 'A, B, AB or O, with + or - or neither, or - or TIDAK TAHU',
  rtRw: 'two numbers of three digits, as 000/000',
  statusPerkawinan: 'BELUM KAWIN, KAWIN, KAWIN TERCATAT, KAWIN BELUM TERCATAT, CERAI HIDUP or CERAI MATI',
}
