import {
  type KtpKey,
  optionalKtpKeys,
  type PrintedField,
  type PrintedKtp,
  requiredKtpKeys,
} from '@lontar/documents/ktp'
import type { CardReading, ReadField } from './card-reading.ts'
import type { ReadWord } from './engine/text-engine.ts'
import { type FieldWarning, fieldWarning } from './field-warning.ts'
import type { CardLine } from './text/card-line.ts'

/** Below, a field comes with a warning. */
const leastConfidence = 0.6
/** What a reflection may have eaten leaves this part of the confidence. */
const underGlare = 0.5

/** A line, and whether a reflection lies on it. */
export interface SeenLine extends CardLine {
  readonly glare: boolean
}

/** Gives each field its confidence, which is that of its least sure word, and a warning where there is a reason. */
export function describeFields(
  printed: PrintedKtp,
  lines: readonly SeenLine[],
  nik: ReadField | undefined,
): CardReading['fields'] {
  const fields: { [key in KtpKey]?: ReadField } = {}
  for (const key of [...requiredKtpKeys, ...optionalKtpKeys]) {
    const field =
      key === 'nik' ? (nik ?? unsureNik(printed.fields.nik)) : describe(printed.fields[key], lines)
    if (field !== undefined) fields[key] = field
  }
  return fields
}

/** A NIK that only the engine saw, between the other lines. */
function unsureNik(field: PrintedField | undefined): ReadField | undefined {
  if (field === undefined) return undefined
  return { text: field.text, confidence: 0.2, warning: fieldWarning('readings_differ') }
}

function describe(field: PrintedField | undefined, lines: readonly SeenLine[]): ReadField | undefined {
  if (field === undefined) return undefined
  const confidence = confidenceOf(field, lines)
  const warning = warningOf(field, confidence)
  return { text: field.text, confidence, ...(warning === undefined ? {} : { warning }) }
}

function confidenceOf({ text, lines: numbers }: PrintedField, lines: readonly SeenLine[]): number {
  const own = numbers.flatMap((number) => lines[number] ?? [])
  const words = own.flatMap((line) => line.words).filter((word) => belongsTo(word, text))
  const least = words.length === 0 ? 0.5 : Math.min(...words.map(({ confidence }) => confidence))
  return own.some(({ glare }) => glare) ? least * underGlare : least
}

function belongsTo({ text }: ReadWord, value: string): boolean {
  const bare = text.replace(/^[:.,\s]+|[:,\s]+$/g, '')
  return bare !== '' && value.includes(bare)
}

function warningOf({ doubts }: PrintedField, confidence: number): FieldWarning | undefined {
  if (doubts.some((doubt) => doubt === 'value_invalid' || doubt === 'alphabet_foreign')) {
    return fieldWarning('value_unlikely')
  }
  const unclear = doubts.some((doubt) => doubt === 'field_repeated' || doubt === 'value_joined')
  return unclear || confidence < leastConfidence ? fieldWarning('confidence_low') : undefined
}
