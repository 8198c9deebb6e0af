import { engine } from '#engine'
import type { PrivateJwk, SigningCurve } from './jwk.ts'

/**
 * Makes a new private key.
 *
 * @param crv its curve, which fixes the algorithm; P-256 by default.
 * @returns an extractable key. Keep it encrypted; hand out only what `createLocalSigner` shows of it.
 */
export async function generatePrivateJwk(crv: SigningCurve = 'P-256'): Promise<PrivateJwk> {
  return engine.generateKey(crv)
}
