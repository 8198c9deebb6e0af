import { OperationError } from '@lontar/credentials/errors'
import { generatePrivateJwk, jwkThumbprint, type PrivateJwk } from '@lontar/credentials/jose'
import type { Store } from '@lontar/store'

/**
 * The key to which wallets encrypt what they send to the issuer of a data folder. It is made at its first use, so that
 * folders from before have one too.
 */
export async function encryptionKey({ keys }: Pick<Store, 'keys'>): Promise<PrivateJwk> {
  const kept = await keys.load('encryption')
  if (kept !== undefined) return kept
  const made = await generatePrivateJwk()
  try {
    await keys.save('encryption', { ...made, kid: await jwkThumbprint(made) })
  } catch (error) {
    // Another process was quicker; all of them need the one key.
    if (!(error instanceof OperationError && error.code === 'already_initialised')) throw error
  }
  return (await keys.load('encryption')) ?? made
}
