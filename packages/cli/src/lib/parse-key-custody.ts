import { UnsupportedError } from '@lontar/credentials/errors'
import { explained } from './explained.ts'
import { InvalidValueError } from './invalid-value.ts'

/**
 * Where the key that signs lives.
 *
 * @throws {UnsupportedError} `keys_unsupported` for keys in hardware.
 */
export function parseKeyCustody(value: string): 'local' | 'veramo' {
  if (value.startsWith('pkcs11:')) {
    throw explained(
      new UnsupportedError('keys_unsupported', 'this version keeps no keys in hardware'),
      'versi ini tidak menyimpan kunci di perangkat keras',
    )
  }
  if (value !== 'local' && value !== 'veramo')
    throw new InvalidValueError({ id: 'local atau veramo.', en: 'local or veramo.' })
  return value
}
