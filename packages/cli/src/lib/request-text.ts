import type { Verifier } from '@lontar/verifier'
import type { Invocation } from './invocation.ts'

type Request = Awaited<ReturnType<Verifier['request']>>

/** A request for a person: the link for the holder's wallet, the id that reads the result, and until when. */
export function requestText(request: Request, invocation: Invocation): string {
  if (!('requestUri' in request))
    return invocation.text({
      id: 'Tidak ada yang perlu diminta: permintaan ini tidak memuat data apa pun.',
      en: 'There is nothing to ask: this ask holds no claim.',
    })
  const { requestUri, transactionId, expiresAt } = request
  const until = invocation.time(expiresAt)
  return [
    { id: `Permintaan: ${requestUri}`, en: `Request: ${requestUri}` },
    { id: `Nomor transaksi: ${transactionId}`, en: `Transaction: ${transactionId}` },
    { id: `Berlaku sampai: ${until}`, en: `Valid until: ${until}` },
  ]
    .map((text) => invocation.text(text))
    .join('\n')
}
