import { parseNik } from '@lontar/documents/nik'
import type { ReadField } from '../card-reading.ts'
import { fieldWarning } from '../field-warning.ts'
import type { DigitReading } from './digit-reading.ts'

/** What several readers made of one row of digits. */
export interface NikReadings {
  /** By the shapes of OCR-A. */
  readonly byShape: DigitReading
  /** By the segments of OCR-A. */
  readonly bySegments: DigitReading
  /** By the engine, from the row in several sizes; an engine may lose digits. */
  readonly byEngine: readonly string[]
}

/** Below, the readers of the glyphs are not sure. Set on cards of one seed, shown on those of others. */
const leastByShape = 0.5
const leastBySegments = 0.02
const sixteenDigits = /^[0-9]{16}$/

/**
 * Decides which NIK is offered. The serial has no check digit, so that a wrong one fits birth date and sex as well as the
 * right one: a NIK comes without a warning only when three readers agree on all sixteen digits, two that read the glyphs by
 * methods that share nothing, both sure of each, and the engine, which must have read the very same row at least once. The
 * engine alone loses and doubles digits, so that its other views do not speak against them.
 *
 * @returns the NIK; nothing when no reader saw sixteen digits
 */
export function decideNik({ byShape, bySegments, byEngine }: NikReadings): ReadField | undefined {
  const all = [byShape.digits, bySegments.digits, ...byEngine].filter((digits) => sixteenDigits.test(digits))
  // Two methods that agree weigh more than many views of one engine.
  const alike = byShape.digits === bySegments.digits && all.includes(byShape.digits)
  const text = alike ? byShape.digits : all.toSorted((one, other) => count(all, other) - count(all, one))[0]
  if (text === undefined) return undefined
  const agreed = alike && byEngine.includes(text)
  if (!agreed) return { text, confidence: 0.3, warning: fieldWarning('readings_differ') }
  const sure = byShape.confidence >= leastByShape && bySegments.confidence >= leastBySegments
  if (!sure) return { text, confidence: 0.5, warning: fieldWarning('confidence_low') }
  if (!parseNik(text).ok) return { text, confidence: 0.3, warning: fieldWarning('value_unlikely') }
  return { text, confidence: byShape.confidence }
}

function count(all: readonly string[], text: string): number {
  return all.filter((each) => each === text).length
}
