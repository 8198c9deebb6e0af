import {
  findKtpInconsistencies,
  type KtpKey,
  optionalKtpKeys,
  parseKtp,
  requiredKtpKeys,
} from '@lontar/documents/ktp'
import type { Invocation } from '../invocation.ts'
import { terminalLine } from '../terminal-text.ts'
import { type ConfirmedFields, fieldLabels } from './ask-fields.ts'

/** What an officer at the terminal is told of a case. */
export interface TellCaseOptions {
  /** True when the fields were confirmed before, so that they are not on the screen. */
  readonly showsFields: boolean
  /** The zone by which the day is reckoned. */
  readonly timeZone: string
}

/**
 * Tells an officer at the terminal what is signed for: the fields, where nobody saw them in this run, and what is odd
 * about them but no reason of the decision. Nobody else is told: a program gets no value of a card.
 */
export function tellCase(
  invocation: Invocation,
  fields: ConfirmedFields,
  { showsFields, timeZone }: TellCaseOptions,
): void {
  if (!invocation.interactive || invocation.yes) return
  if (showsFields) for (const line of fieldLines(fields)) invocation.note({ id: line, en: line })
  const now = invocation.environment.now()
  for (const { grade, text } of findKtpInconsistencies(parseKtp(fields), { now, timeZone })) {
    if (grade === 'warning') invocation.note(text)
  }
}

function fieldLines(fields: ConfirmedFields): readonly string[] {
  const keys: readonly KtpKey[] = [...requiredKtpKeys, ...optionalKtpKeys]
  return keys.flatMap((key) => {
    const value = fields[key]
    return typeof value === 'string' ? [`${fieldLabels[key]}: ${terminalLine(value)}`] : []
  })
}
