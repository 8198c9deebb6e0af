import type { LocalizedText } from '@lontar/credentials'
import { errorCatalogue } from '@lontar/credentials/error-catalogue'
import type { Invocation } from '../invocation.ts'
import { offerText } from '../offer-text.ts'
import type { Registered } from './register-person.ts'

const states: Readonly<Record<Registered['registration']['state'], LocalizedText>> = {
  started: { id: 'dimulai', en: 'started' },
  read: { id: 'kartu terbaca', en: 'card read' },
  unanswered: { id: 'registri belum menjawab', en: 'the registry gave no answer' },
  review: { id: 'menunggu petugas', en: 'waits for an officer' },
  accepted: { id: 'diterima', en: 'accepted' },
  refused: { id: 'ditolak', en: 'refused' },
}

/** How a registration stands, for a person at the counter: state, what stands in the way and what to do about it, and the offer. */
export function registeredText(invocation: Invocation, { registration, offer }: Registered): string {
  const { id, state, reasons } = registration
  return [
    `${id}: ${invocation.text(states[state])}`,
    ...reasons.flatMap(({ code, text }) => [
      `- ${invocation.text(text)} [${code}]`,
      `  ${invocation.text(errorCatalogue[code].fix)}`,
    ]),
    ...(offer === undefined ? [] : [offerText(invocation, offer)]),
  ].join('\n')
}

/** The same for a program. */
export function registeredJson({ registration, offer }: Registered): object {
  const { id: registrationId, state, reasons, expiresAt } = registration
  return {
    ...{ registrationId, state, expiresAt },
    reasons: reasons.map(({ code, canReview, about = [] }) => ({ code, canReview, about })),
    ...(offer !== undefined && { offer }),
  }
}
