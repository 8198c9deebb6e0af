import { isKtpValue } from './is-ktp-value.ts'
import type { KtpKey } from './ktp-keys.ts'
import { isLatinText } from './latin-text.ts'
import {
  type CollectedField,
  collectedKeys,
  collectPrintedFields,
  missingKeys,
  type PrintedDoubt,
} from './printed/collect-printed-fields.ts'
import {
  type PrintedKtpFinding,
  type PrintedKtpFindingCode,
  printedKtpFindings,
} from './printed/printed-ktp-finding.ts'
import { readPrintedPieces } from './printed/printed-pieces.ts'
import { readPrintedText } from './printed-text.ts'

/** A field as printed. */
export interface PrintedField {
  /** The value as a KTP file has it. */
  readonly text: string
  /** The numbers of the lines that it stood in, from 0. */
  readonly lines: readonly number[]
  /** What is doubtful about it, as in the findings; empty when nothing is. */
  readonly doubts: readonly PrintedKtpFindingCode[]
}

/** What the text of a card says. */
export interface PrintedKtp {
  /** The keys of a KTP file, for `parseKtp` after a person has confirmed them. Nothing in it is believed. */
  readonly entries: Readonly<Partial<Record<KtpKey, string>>>
  /** The same with where each came from and what is doubtful about it. */
  readonly fields: Readonly<Partial<Record<KtpKey, PrintedField>>>
  /** Every doubt, the gravest first; empty when all is clear. */
  readonly findings: readonly PrintedKtpFinding[]
}

/** A card has fewer lines, and no line of one is longer. */
const maxLines = 100
const maxLength = 200

/**
 * Reads the lines of a card as they are printed, or as a reader of images gives them: header, labels, values, place and
 * date of issue, of the citizen's card and of the foreigner's, whose values are English. It forgives slips in labels and
 * repairs no value: one that no card prints is an error finding. A line that no rule knows is named and left out.
 *
 * @param lines in their order, at most 100 of at most 200 characters; what is more is left out and named
 * @returns entries and findings; never throws. `alphabet_foreign`, `no_card` and `two_cards` are findings too
 * @see UU 24/2013 article 64
 */
export function parsePrintedKtp(lines: readonly string[]): PrintedKtp {
  const readable = lines.slice(0, maxLines).map(readLine)
  const { fields, doubts } = collectPrintedFields(readPrintedPieces(readable))
  const read = new Map([...fields].flatMap(([key, field]) => readField(key, field)))
  const entries: Partial<Record<KtpKey, string>> = {}
  for (const key of collectedKeys(read)) entries[key] = read.get(key)?.text ?? ''
  const found = [
    ...findUnreadable(lines, readable, [...read.values()]),
    ...findInWhole(fields),
    ...findInValues(entries, read),
    ...doubts,
  ]
  return { entries, fields: describeFields(read, found), findings: found.map(describe).sort(byGrade) }
}

/** A line of text, or nothing where it is none: what cannot be read takes no part in the rest. */
function readLine(line: unknown): string {
  if (typeof line !== 'string' || line.length > maxLength || !line.isWellFormed()) return ''
  const text = line.replaceAll('\t', '  ').replace(/\p{Zs}/gu, ' ')
  return /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u.test(text) ? '' : text
}

function readField(key: KtpKey, field: CollectedField): [KtpKey, CollectedField][] {
  const text = readPrintedText(field.text)
  return text === undefined ? [] : [[key, { ...field, text }]]
}

/** Lines in another alphabet, and lines that are no line. */
function findUnreadable(
  lines: readonly string[],
  readable: readonly string[],
  fields: readonly CollectedField[],
): PrintedDoubt[] {
  const foreign = readable.flatMap((line, index) => (isLatinText(line) ? [] : [index]))
  const lost = lines.flatMap((line, index) => (line !== '' && (readable[index] ?? '') === '' ? [index] : []))
  const known = fields.flatMap((field) => (isLatinText(field.text) ? [] : field.lines))
  const doubts: PrintedDoubt[] = lost.map((line) => ({ code: 'line_unread', fields: [], lines: [line] }))
  const rest = foreign.filter((line) => !known.includes(line))
  if (rest.length > 0) doubts.push({ code: 'alphabet_foreign', fields: [], lines: rest })
  return doubts
}

function findInWhole(fields: ReadonlyMap<KtpKey, CollectedField>): PrintedDoubt[] {
  // The words of the header stand on many papers.
  const isCard = [...fields.keys()].some((key) => key !== 'provinsi' && key !== 'kabupatenKota')
  if (!isCard) return [{ code: 'no_card', fields: [], lines: [] }]
  return missingKeys(fields).map((key) => ({ code: 'field_missing', fields: [key], lines: [] }))
}

function findInValues(
  entries: PrintedKtp['entries'],
  fields: ReadonlyMap<KtpKey, CollectedField>,
): PrintedDoubt[] {
  return [...fields].flatMap(([key, { text, lines }]): PrintedDoubt[] => {
    if (!isLatinText(text)) return [{ code: 'alphabet_foreign', fields: [key], lines }]
    return isKtpValue(key, entries) ? [] : [{ code: 'value_invalid', fields: [key], lines }]
  })
}

function describeFields(
  read: ReadonlyMap<KtpKey, CollectedField>,
  doubts: readonly PrintedDoubt[],
): PrintedKtp['fields'] {
  const fields: Partial<Record<KtpKey, PrintedField>> = {}
  for (const key of collectedKeys(read)) {
    const own = doubts.filter((doubt) => doubt.fields.includes(key)).map(({ code }) => code)
    const { text = '', lines = [] } = read.get(key) ?? {}
    fields[key] = { text, lines, doubts: [...new Set(own)] }
  }
  return fields
}

function describe(doubt: PrintedDoubt): PrintedKtpFinding {
  return { ...doubt, ...printedKtpFindings[doubt.code] }
}

const grades: readonly PrintedKtpFinding['grade'][] = ['error', 'review', 'warning']

function byGrade(one: PrintedKtpFinding, other: PrintedKtpFinding): number {
  return grades.indexOf(one.grade) - grades.indexOf(other.grade)
}
