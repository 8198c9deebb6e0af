import type { LocalizedText } from '@lontar/credentials'
import type { Wallet } from '@lontar/wallet'
import { claimNamesText } from './claim-text.ts'

type Sent = Pick<Awaited<ReturnType<Wallet['respond']>>, 'sent' | 'disclosed' | 'redirectUri'>

/** What went out, one line each, and where a browser goes on; where nothing went out yet, a browser has to bring it. */
export function sentText({ sent, disclosed, redirectUri }: Sent): readonly LocalizedText[] {
  if (!sent) {
    const id = `Buka di peramban untuk mengirim: ${redirectUri}`
    return [{ id, en: `Open in a browser to send: ${redirectUri}` }]
  }
  const { id, en } = claimNamesText(disclosed)
  const told = { id: `Terkirim: ${id}`, en: `Sent: ${en}` }
  if (redirectUri === null) return [told]
  const goOn = `Lanjutkan di peramban tempat Anda memulai: ${redirectUri}`
  return [told, { id: goOn, en: `Go on in the browser where you began: ${redirectUri}` }]
}
