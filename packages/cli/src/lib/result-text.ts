import type { LocalizedText } from '@lontar/credentials'
import type { Verifier } from '@lontar/verifier'
import { claimLineText } from './claim-text.ts'
import type { Invocation } from './invocation.ts'
import { verdictText } from './verdict-text.ts'

type Result = Awaited<ReturnType<Verifier['result']>>

/** How a request stands, for a person: the verdict, what to do about a refusal, the state, and each claim with its label. */
export function resultText({ state, verdict, claims = {} }: Result, invocation: Invocation): string {
  const lines = Object.entries(claims).map(([name, value]) => claimLineText(name, value))
  return [
    ...(verdict === undefined ? [] : [verdictText(verdict, invocation, { remedy: true })]),
    ...[stateWords[state], ...lines].map((text) => invocation.text(text)),
  ].join('\n')
}

const stateWords: Readonly<Record<Result['state'], LocalizedText>> = {
  pending: { id: 'menunggu', en: 'pending' },
  accepted: { id: 'diterima', en: 'accepted' },
  refused: { id: 'ditolak', en: 'refused' },
  expired: { id: 'kedaluwarsa', en: 'expired' },
}
