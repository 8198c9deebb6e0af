import { parseNik } from '../nik/parse-nik.ts'
import type { KtpCard } from './ktp-card.ts'
import type { KtpKey } from './ktp-keys.ts'
import { isLatinText } from './latin-text.ts'
import { fitsOptionalText, optionalTexts } from './optional-texts.ts'
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
  ...optionalTexts.map((optional): [KtpKey, Reader] => [
    optional.key,
    (text, entries) => (fitsOptionalText(optional, text, citizenshipOf(entries)) ? text : undefined),
  ]),
  ['provinsi', readPrintedProvince],
  ['kabupatenKota', (text, entries) => readRegency(text, entries)],
  ['nik', (text) => (parseNik(text).ok ? text : undefined)],
  ['tanggalLahir', readPrintedDate],
  ['jenisKelamin', (text, entries) => readPrintedSex(text, citizenshipOf(entries))],
  ['kewarganegaraan', readPrintedCitizenship],
  ['berlakuHingga', readValidity],
  ['tanggalTerbit', readPrintedDate],
])

/**
 * True when `parseKtp` takes the value of that key, so that whoever keeps cards in other files follows the same rules.
 *
 * @param key of the KTP file
 * @param entries the file; `kabupatenKota` is judged by its `provinsi`, and sex, marital status and validity by its
 *   `kewarganegaraan`: a citizen's where none can be read
 */
export function isKtpValue(key: KtpKey, entries: Entries): boolean {
  const text = readPrintedText(entries[key])
  return (
    text !== undefined &&
    isLatinText(text) &&
    (readers.get(key) ?? readPrintedText)(text, entries) !== undefined
  )
}

/** Of a province that is not known nothing is listed: it is refused at its own key. */
function readRegency(text: string, { provinsi }: Entries): unknown {
  const province = readPrintedProvince(readPrintedText(provinsi) ?? '')
  return province === undefined ? text : readPrintedRegency(province.code, text)
}

function citizenshipOf({ kewarganegaraan }: Entries): KtpCard['citizenship'] {
  return readPrintedCitizenship(readPrintedText(kewarganegaraan) ?? '')?.citizenship ?? 'WNI'
}

function readValidity(text: string, entries: Entries): unknown {
  const validity = readPrintedValidity(text)
  return citizenshipOf(entries) === 'WNA' && validity?.kind === 'lifetime' ? undefined : validity
}
