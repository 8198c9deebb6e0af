import { normaliseNik } from '../../nik/normalise-nik.ts'
import { type KtpKey, optionalKtpKeys, requiredKtpKeys } from '../ktp-keys.ts'
import { readPrintedDate } from '../printed-date.ts'
import type { PrintedKtpFindingCode } from './printed-ktp-finding.ts'
import { type PrintedPiece, splitPlaceAndDate } from './printed-pieces.ts'

/** A field as collected. */
export interface CollectedField {
  readonly text: string
  readonly lines: readonly number[]
}

/** A doubt before it has its text. */
export interface PrintedDoubt {
  readonly code: PrintedKtpFindingCode
  readonly fields: readonly KtpKey[]
  readonly lines: readonly number[]
}

/** What the pieces of a card add up to. */
export interface CollectedFields {
  readonly fields: Map<KtpKey, CollectedField>
  readonly doubts: PrintedDoubt[]
}

interface Collection extends CollectedFields {
  /** The keys of the last label. */
  open: readonly KtpKey[]
  /** The last text without a label that nothing has taken; the place of issue stands before its date. */
  pending: PrintedPiece | undefined
}

/** Values that a card may print over two lines. */
const wrapping: readonly KtpKey[] = ['nama', 'alamat']

/** The order of the labels on the card. */
const order: readonly KtpKey[] = [
  ...([
    'provinsi',
    'kabupatenKota',
    'nik',
    'nama',
    'tempatLahir',
    'jenisKelamin',
    'golDarah',
    'alamat',
  ] as const),
  ...(['rtRw', 'kelDesa', 'kecamatan', 'agama', 'statusPerkawinan', 'pekerjaan', 'kewarganegaraan'] as const),
  'berlakuHingga',
]

/** Puts the pieces of a card together, line after line. */
export function collectPrintedFields(pieces: readonly PrintedPiece[]): CollectedFields {
  const collection: Collection = { fields: new Map(), doubts: [], open: [], pending: undefined }
  for (const piece of pieces) {
    if (isLabelled(piece, collection)) takeLabelled(piece, collection)
    else takeText({ ...piece, text: piece.whole }, collection)
  }
  dropPending(collection)
  return collection
}

/** Without its colon a label counts only where it may stand: a street may begin with any word. */
function isLabelled({ keys, isSeparated }: PrintedPiece, { open, fields }: Collection): boolean {
  const [key] = keys
  if (key === undefined) return false
  const isNext = order.indexOf(key) > order.indexOf(open[0] ?? 'provinsi')
  return isSeparated || (!fields.has(key) && isNext)
}

function takeLabelled(piece: PrintedPiece, collection: Collection): void {
  const { keys, line, slips, isSeparated } = piece
  const lines = [line]
  const [key = 'nik'] = keys
  if (collection.fields.has(key)) {
    const code = key === 'nik' || key === 'provinsi' ? 'two_cards' : 'field_repeated'
    collection.doubts.push({ code, fields: keys, lines })
    return
  }
  if (slips > 0) collection.doubts.push({ code: 'label_misspelt', fields: keys, lines })
  if (!isSeparated) collection.doubts.push({ code: 'separator_missing', fields: keys, lines })
  collection.open = keys
  if (piece.text !== '') putValue(keys, piece.text, lines, collection)
}

function putValue(
  keys: readonly KtpKey[],
  text: string,
  lines: readonly number[],
  { fields, doubts }: Collection,
): void {
  const [key = 'nik', dateKey] = keys
  if (dateKey !== undefined) {
    const { place, date } = splitPlaceAndDate(text)
    if (!text.includes(',')) doubts.push({ code: 'separator_missing', fields: keys, lines })
    if (place !== '') fields.set(key, { text: place, lines })
    if (date !== '') fields.set(dateKey, { text: date, lines })
    return
  }
  const digits = key === 'nik' ? normaliseNik(text) : text
  if (digits !== text) doubts.push({ code: 'value_regrouped', fields: keys, lines })
  fields.set(key, { text: digits, lines })
}

/** Text without a label: the value of the label above, more of it, the NIK, place and date of issue, or nothing. */
function takeText(piece: PrintedPiece, collection: Collection): void {
  const { fields, doubts, open } = collection
  const [key] = open
  const lines = [piece.line]
  const before = key === undefined ? undefined : fields.get(key)
  if (key !== undefined && before === undefined && key !== 'golDarah') {
    doubts.push({ code: 'value_joined', fields: open, lines })
    putValue(open, piece.text, lines, collection)
  } else if (key !== undefined && before !== undefined && wrapping.includes(key)) {
    doubts.push({ code: 'value_joined', fields: open, lines })
    fields.set(key, { text: `${before.text} ${piece.text}`, lines: [...before.lines, ...lines] })
  } else if (!takeNik(piece, collection) && !takeIssue(piece, collection)) {
    dropPending(collection)
    collection.pending = piece
  }
}

function takeNik({ text, line }: PrintedPiece, collection: Collection): boolean {
  const { fields, doubts } = collection
  if (!/^[0-9]{16}$/.test(normaliseNik(text)) || fields.has('nik') || fields.has('nama')) return false
  doubts.push({ code: 'label_missing', fields: ['nik'], lines: [line] })
  putValue(['nik'], text, [line], collection)
  collection.open = ['nik']
  return true
}

/** Place and date of issue stand under the photo, beside or below the last labels, and have no label of their own. */
function takeIssue({ text, line }: PrintedPiece, collection: Collection): boolean {
  const { fields, pending, open } = collection
  const { place, date } = splitPlaceAndDate(text)
  const isBelow = order.indexOf(open[0] ?? 'provinsi') >= order.indexOf('pekerjaan')
  if (!isBelow || readPrintedDate(date) === undefined || fields.has('tanggalTerbit')) return false
  fields.set('tanggalTerbit', { text: date, lines: [line] })
  if (place !== '') fields.set('tempatTerbit', { text: place, lines: [line] })
  else if (pending !== undefined) {
    fields.set('tempatTerbit', { text: pending.text, lines: [pending.line] })
    collection.pending = undefined
  }
  return true
}

function dropPending({ pending, doubts }: Collection): void {
  if (pending !== undefined) doubts.push({ code: 'line_unread', fields: [], lines: [pending.line] })
}

/** Every key that was looked for and that a card must have. */
export function missingKeys(fields: ReadonlyMap<KtpKey, CollectedField>): readonly KtpKey[] {
  return requiredKtpKeys.filter((key) => !fields.has(key))
}

/** The keys of the fields in the order of a KTP file. */
export function collectedKeys(fields: ReadonlyMap<KtpKey, CollectedField>): readonly KtpKey[] {
  return [...requiredKtpKeys, ...optionalKtpKeys].filter((key) => fields.has(key))
}
