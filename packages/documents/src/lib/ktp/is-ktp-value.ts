import { parseNik } from '../nik/parse-nik.ts'
import type { KtpKey } from './ktp-keys.ts'
import { optionalTexts } from './optional-texts.ts'
import { readPrintedCitizenship } from './printed-citizenship.ts'
import { readPrintedDate } from './printed-date.ts'
import { readPrintedProvince, readPrintedRegency } from './printed-region.ts'
import { readPrintedSex } from './printed-sex.ts'
import { readPrintedText } from './printed-text.ts'
import { readPrintedValidity } from './printed-validity.ts'

type Entries = Readonly<Partial<Record<KtpKey, string>>>
type Reader = (text: string, entries: Entries) => unknown

/** By key; a key without one takes any printed text. */
const readers: ReadonlyMap<KtpKey, Reader> = new Map<KtpKey, Reader>([
  ...optionalTexts.map(({ key, pattern }): [KtpKey, Reader] => [
    key,
    (text) => (pattern?.test(text) === false ? undefined : text),
  ]),
  ['provinsi', readPrintedProvince],
  ['kabupatenKota', (text, entries) => readRegency(text, entries)],
  ['nik', (text) => (parseNik(text).ok ? text : undefined)],
  ['tanggalLahir', readPrintedDate],
  ['jenisKelamin', readPrintedSex],
  ['kewarganegaraan', readPrintedCitizenship],
  ['berlakuHingga', readPrintedValidity],
  ['tanggalTerbit', readPrintedDate],
])

/**
 * True when `parseKtp` takes the value of that key, so that whoever keeps cards in other files follows the same rules.
 *
 * @param key of the KTP file
 * @param entries the file; `kabupatenKota` is judged by its `provinsi`
 */
export function isKtpValue(key: KtpKey, entries: Entries): boolean {
  const text = readPrintedText(entries[key])
  return text !== undefined && (readers.get(key) ?? readPrintedText)(text, entries) !== undefined
}

/** Of a province that is not known nothing is listed: it is refused at its own key. */
function readRegency(text: string, { provinsi }: Entries): unknown {
  const province = readPrintedProvince(readPrintedText(provinsi) ?? '')
  return province === undefined ? text : readPrintedRegency(province.code, text)
}
