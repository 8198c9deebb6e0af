import type { PrivateJwk, SigningCurve } from '@lontar/credentials'
import { UnsupportedError } from '@lontar/credentials/errors'

/**
 * Where there is no Node.js there is no store, and no private key comes in.
 *
 * @throws UnsupportedError `key_operation_unsupported`.
 */
export function privateJwkOfHex(_crv: SigningCurve, _privateKeyHex: string): PrivateJwk {
  throw new UnsupportedError('key_operation_unsupported', 'Private keys come in under Node.js only.')
}
