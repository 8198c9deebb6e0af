import type { LocalizedText } from '@lontar/credentials'
import { VerificationError } from '@lontar/credentials/errors'
import { isKtpValue, type KtpKey, optionalKtpKeys, requiredKtpKeys } from '@lontar/documents/ktp'
import type { Registration } from '@lontar/proofing/registration'
import { explained, usageError } from '../explained.ts'
import type { Invocation } from '../invocation.ts'
import { promptTerminal } from '../prompt-terminal.ts'
import { terminalLine } from '../terminal-text.ts'
import { readJsonFile } from '../text-file.ts'
import { fieldShapes } from './field-shapes.ts'

type Read = NonNullable<Registration['fields']>

/** The entries of a KTP file, as they were confirmed. */
export type ConfirmedFields = Readonly<Record<string, unknown>>

/** What a person calls a field: the label of the card. */
export const fieldLabels: Readonly<Record<KtpKey, string>> = {
  provinsi: 'Provinsi',
  kabupatenKota: 'Kabupaten/Kota',
  nik: 'NIK',
  nama: 'Nama',
  tempatLahir: 'Tempat lahir',
  tanggalLahir: 'Tanggal lahir',
  jenisKelamin: 'Jenis kelamin',
  golDarah: 'Gol. darah',
  alamat: 'Alamat',
  rtRw: 'RT/RW',
  kelDesa: 'Kel/Desa',
  kecamatan: 'Kecamatan',
  agama: 'Agama',
  statusPerkawinan: 'Status perkawinan',
  pekerjaan: 'Pekerjaan',
  kewarganegaraan: 'Kewarganegaraan',
  berlakuHingga: 'Berlaku hingga',
  tempatTerbit: 'Tempat terbit',
  tanggalTerbit: 'Tanggal terbit',
}

/**
 * Reads the file of `--fields`. What is no object is refused by whoever reads the fields.
 *
 * @throws what `readJsonFile` throws.
 */
export async function readFieldsFile(
  invocation: Invocation,
  file: string | undefined,
): Promise<ConfirmedFields | undefined> {
  if (file === undefined) return undefined
  const value: unknown = await readJsonFile(invocation, file, '--fields')
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : {}
}

/**
 * Looks ahead, before a registration begins and a card is read, whether somebody can confirm its fields.
 *
 * @param given what the file of `--fields` holds.
 * @param picture what fields are, or were, read from.
 * @throws {OperationError} `usage` when nobody can.
 */
export function requireFieldsSource(
  invocation: Invocation,
  given: ConfirmedFields | undefined,
  picture: unknown,
): void {
  if (given !== undefined || (invocation.yes ? picture !== undefined : invocation.interactive)) return
  throw invocation.yes ? nothingRead() : nobody()
}

/**
 * Gets the fields confirmed: those of the file of `--fields`; else one by one from the person at the terminal, who sees
 * what was read and what is doubtful; else, with `--yes`, as they were read, where nothing is doubtful.
 *
 * @throws {OperationError} `usage` when nobody can be asked, or `--yes` meets a doubt.
 * @throws {VerificationError} `consent_missing` when the person leaves.
 */
export async function confirmedFields(
  invocation: Invocation,
  given: ConfirmedFields | undefined,
  read: Read,
): Promise<ConfirmedFields> {
  if (given !== undefined) return given
  if (invocation.yes) return fieldsAsRead(read)
  if (invocation.interactive) return await askEach(invocation, read)
  throw nobody()
}

function nobody(): Error {
  return usageError({
    id: 'tidak ada yang dapat ditanya: berikan --fields BERKAS atau --yes',
    en: 'nobody can be asked: pass --fields FILE or --yes',
  })
}

function nothingRead(): Error {
  return usageError({
    id: '--yes menegaskan isian yang terbaca dari gambar: berikan --scan GAMBAR atau --fields BERKAS',
    en: '--yes confirms what was read of a picture: pass --scan PICTURE or --fields FILE',
  })
}

function doubtful(): Error {
  return usageError({
    id: 'ada isian yang kurang jelas terbaca, jadi --yes tidak cukup: berikan --fields BERKAS',
    en: 'a field was not read clearly, so that --yes does not do: pass --fields FILE',
  })
}

function fieldsAsRead(read: Read): ConfirmedFields {
  const isClear = (key: KtpKey): boolean => read[key] !== undefined && read[key]?.warning === undefined
  if (!requiredKtpKeys.every(isClear)) throw doubtful()
  const keys = [...requiredKtpKeys, ...optionalKtpKeys.filter(isClear)]
  return Object.fromEntries(keys.map((key) => [key, read[key]?.text]))
}

async function askEach(invocation: Invocation, read: Read): Promise<ConfirmedFields> {
  const entries: Record<string, string> = {}
  const keys = [...requiredKtpKeys, ...optionalKtpKeys.filter((key) => read[key] !== undefined)]
  for (const key of keys) {
    const text = await askOne(invocation, key, read[key], entries)
    if (text !== '') entries[key] = text
  }
  return entries
}

async function askOne(
  invocation: Invocation,
  key: KtpKey,
  field: Read[KtpKey],
  entries: Readonly<Record<string, string>>,
): Promise<string> {
  const { isCancel, text } = await import('@clack/prompts')
  const answer = await text({
    ...promptTerminal(invocation),
    message: fieldQuestion(invocation, key, field),
    initialValue: terminalLine(field?.text ?? ''),
    validate: (value = '') => fieldRefusal(invocation, key, { ...entries, [key]: value }),
  })
  if (isCancel(answer)) throw left()
  return (answer ?? '').trim()
}

/** What a person is asked: the label of the card, the shape that is wanted, and what is doubtful. */
export function fieldQuestion(invocation: Invocation, key: KtpKey, field: Read[KtpKey]): string {
  const shape = fieldShapes[key]
  const shaped = shape === undefined ? fieldLabels[key] : `${fieldLabels[key]} (${invocation.text(shape)})`
  return field?.warning === undefined ? shaped : `${shaped} — ${invocation.text(field.warning.text)}`
}

/** Why an entry is not taken, and what would be; `undefined` when it is. */
export function fieldRefusal(
  invocation: Invocation,
  key: KtpKey,
  entries: Readonly<Partial<Record<KtpKey, string>>>,
): string | undefined {
  const isOptional = optionalKtpKeys.some((optional) => optional === key)
  if (isOptional && entries[key]?.trim() === '') return undefined
  if (isKtpValue(key, entries)) return undefined
  const { id, en } = fieldShapes[key] ?? printed
  return invocation.text({
    id: `Tidak ada kartu yang mencetak isian seperti itu di sini, melainkan: ${id}.`,
    en: `No card prints such a value here, but: ${en}.`,
  })
}

const printed: LocalizedText = { id: 'teks dengan huruf Latin', en: 'a text in Latin letters' }

function left(): Error {
  return explained(
    new VerificationError('consent_missing', 'the fields were not confirmed'),
    'isian tidak ditegaskan',
  )
}
