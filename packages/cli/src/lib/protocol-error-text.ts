import type { LocalizedText } from '@lontar/credentials'
import type { ProtocolError } from '@lontar/credentials/errors'

/** What names of the protocol mean for whoever runs the command; the others are shown as they are. */
const meanings: Readonly<Record<string, LocalizedText>> = {
  access_denied: {
    id: 'Permintaan dibatalkan, mungkin oleh Anda sendiri di halamannya.',
    en: 'It was cancelled, perhaps by yourself on its page.',
  },
  credential_request_denied: {
    id: 'Kredensial itu tidak diberikan, juga tidak nanti.',
    en: 'It does not give this credential, and will not later.',
  },
  invalid_client: {
    id: 'Ia tidak mengenal dompet ini; --client-id memberi nama dompet di sana.',
    en: 'It does not know this wallet; --client-id says how it is named there.',
  },
  unauthorized_client: {
    id: 'Dompet ini tidak boleh meminta dengan cara itu di sana.',
    en: 'This wallet may not ask there in that way.',
  },
}

/** A verifier says no more to a wallet; it speaks of the reason at its own page. */
const presentationRefused: LocalizedText = {
  id: 'Bukti tidak diterima; alasannya ada di halaman layanan yang meminta.',
  en: 'The proof was not accepted; the page of the service that asked says why.',
}

/** What the other side answered: the name of its error, which is a registered one, and what that means. */
export function protocolErrorText({ code, protocolError: name }: ProtocolError): LocalizedText {
  const { id, en } = meaningOf(code, name)
  return { id: `Jawabannya: ${name}. ${id}`.trim(), en: `The answer was ${name}. ${en}`.trim() }
}

function meaningOf(code: ProtocolError['code'], name: string): LocalizedText {
  if (code === 'verifier_refused') return name === 'access_denied' ? presentationRefused : unknownMeaning
  return (Object.hasOwn(meanings, name) && meanings[name]) || unknownMeaning
}

const unknownMeaning: LocalizedText = { id: '', en: '' }
