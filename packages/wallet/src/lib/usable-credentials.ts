import type { HeldCredential } from './presentation-options.ts'
import { listStoredCredentials, type StoredCredential } from './stored-credential.ts'
import type { WalletContext } from './wallet-context.ts'

/**
 * Reads the credentials that may be presented: not expired, and of each batch of copies only the one that was shown
 * least, because a copy that two verifiers saw lets them recognise its holder. Copies that were never shown come
 * first.
 */
export async function usableCredentials(context: WalletContext): Promise<HeldCredential[]> {
  const now = context.now()
  const alive = (await listStoredCredentials(context)).filter(
    ({ expiresAt }) => expiresAt === null || expiresAt > now,
  )
  const byUse = alive.toSorted((a, b) => a.presentedCount - b.presentedCount)
  const batches = new Map<string, StoredCredential>()
  for (const stored of byUse) if (!batches.has(stored.batch)) batches.set(stored.batch, stored)
  return Promise.all([...batches.values()].map((stored) => hold(context, stored)))
}

async function hold({ formats }: WalletContext, stored: StoredCredential): Promise<HeldCredential> {
  const format = formats.find(({ id }) => id === stored.format)
  if (format === undefined) throw new TypeError('A format with which a credential was received is not there.')
  return { stored, credential: await format.parse(stored.text) }
}
