import { engine } from '#engine'
import type { PrivateJwk } from './jwk.ts'

/**
 * Makes a new private key on P-256.
 *
 * @returns an extractable key. Keep it encrypted; hand out only what `createLocalSigner` shows of it.
 */
export async function generatePrivateJwk(): Promise<PrivateJwk> {
  return engine.generateP256Key()
}
