import type { KtpKey } from '../ktp-keys.ts'
import { readPrintedDate } from '../printed-date.ts'
import { findPrintedLabel, type LabelMatch } from './find-printed-label.ts'
import { readHeaderPiece } from './printed-header.ts'
import { printedLabels } from './printed-labels.ts'

/** A part of the printed text, of one line: what a label or a header word gives, or text without either. */
export interface PrintedPiece {
  /** The keys that it gives; empty for text without a label. */
  readonly keys: readonly KtpKey[]
  /** The text without its label. */
  readonly text: string
  /** The text with its label. */
  readonly whole: string
  /** The number of the line, from 0. */
  readonly line: number
  /** How many letters of the label were misread. */
  readonly slips: number
  /** False where the colon after the label is missing. */
  readonly isSeparated: boolean
}

/** Cuts the lines of a card into pieces. Header lines stand before the first label alone. */
export function readPrintedPieces(lines: readonly string[]): readonly PrintedPiece[] {
  const pieces: PrintedPiece[] = []
  let last = -1
  for (const [line, text] of lines.entries()) {
    if (text.trim() === '') continue
    const match = findPrintedLabel(text, last)
    if (match !== undefined) {
      pieces.push(...piecesOfLabel(match, text, line))
      last = Math.max(last, printedLabels.indexOf(match.label))
    } else {
      const header = last < 0 ? readHeaderPiece(text, line, pieces) : undefined
      pieces.push(header ?? textPiece(text, line))
    }
  }
  return pieces
}

/** A piece without a label. */
function textPiece(text: string, line: number): PrintedPiece {
  return { keys: [], text: text.trim(), whole: text.trim(), line, slips: 0, isSeparated: true }
}

function piecesOfLabel(match: LabelMatch, line: string, number: number): readonly PrintedPiece[] {
  const { label, value, slips, isSeparated } = match
  const [text, rest] = splitValue(label.keys[0], stripSeparator(value))
  const piece = { keys: label.keys, text, whole: line.trim(), line: number, slips, isSeparated }
  if (rest === undefined) return [piece]
  const second = findPrintedLabel(rest)
  return second === undefined
    ? [piece, textPiece(rest, number)]
    : [piece, ...piecesOfLabel(second, rest, number)]
}

/** What is left of a colon, or what it was misread as. A hyphen is none: it is a blood type that nobody knows. */
function stripSeparator(value: string): string {
  return value.replace(/^[\s:;=.|]+/, '').trim()
}

/** Two fields share the line of the sex, and beside the last lines stand place and date of issue. */
function splitValue(key: KtpKey, value: string): readonly [string, string?] {
  if (key === 'jenisKelamin') return splitAtLabel(value)
  if (key === 'kewarganegaraan') return splitAfter(value, /^(WNI|.+?(?= {2}))\s+(.+)$/i)
  if (key === 'berlakuHingga') return splitAfter(value, /^(SEUMUR HIDUP|[0-9]{2}-[0-9]{2}-[0-9]{4})\s+(.+)$/i)
  return [value]
}

function splitAfter(value: string, pattern: RegExp): readonly [string, string?] {
  const parts = pattern.exec(value)
  return parts?.[1] === undefined || parts[2] === undefined ? [value] : [parts[1], parts[2]]
}

/** The label may be misread, and then seem to begin a word early or late: the best reading counts. */
function splitAtLabel(value: string): readonly [string, string?] {
  const matches = [...value.matchAll(/(?<=^|\s)[^\s]/g)].flatMap(({ index }) => {
    const match = findPrintedLabel(value.slice(index))
    return match?.label.keys[0] === 'golDarah' ? [{ index, slips: match.slips }] : []
  })
  const best = matches.sort((one, other) => one.slips - other.slips)[0]
  return best === undefined ? [value] : [value.slice(0, best.index).trim(), value.slice(best.index)]
}

/** Splits `KUPANG, 17-08-1990` at the last comma; where that is lost, before the date. */
export function splitPlaceAndDate(text: string): { readonly place: string; readonly date: string } {
  const comma = text.lastIndexOf(',')
  if (comma >= 0) return { place: text.slice(0, comma).trim(), date: text.slice(comma + 1).trim() }
  const date = text.slice(-10)
  if (readPrintedDate(date) === undefined) return { place: text, date: '' }
  return { place: text.slice(0, -10).replace(/[\s.]+$/, ''), date }
}
