import type { VerifierReceipt } from '@lontar/verifier'
import { claimNamesText } from './claim-text.ts'
import type { Invocation } from './invocation.ts'
import { terminalLine } from './terminal-text.ts'

/** A receipt for a person: when, for which ask, how it ended, and which claims were asked for by name. */
export function receiptText(receipt: VerifierReceipt, invocation: Pick<Invocation, 'text' | 'time'>): string {
  const { ask, service, state, code, claims, decidedAt, keptUntil } = receipt
  const words = state === 'accepted' ? { id: 'diterima', en: 'accepted' } : { id: 'ditolak', en: 'refused' }
  const until = invocation.text({ id: 'disimpan sampai', en: 'kept until' })
  const end = code === null ? invocation.text(words) : `${invocation.text(words)} [${code}]`
  const what = [ask ?? '-', service, end, invocation.text(claimNamesText(claims))]
    .map(terminalLine)
    .join('  ')
  return `${invocation.time(decidedAt)}  ${what}  (${until} ${invocation.time(keptUntil)})`
}
