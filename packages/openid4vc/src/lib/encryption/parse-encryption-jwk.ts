import { LontarError, MalformedError, UnsupportedError } from '@lontar/credentials/errors'
import { isJsonObject, type JsonObject, parseJwk } from '@lontar/credentials/jose'
import type { EncryptionJwk } from './encryption-jwk.ts'

const maxKeyIdLength = 256

/**
 * Reads a public key to encrypt to. Members that are not known are dropped.
 *
 * @param value A parsed JWK.
 * @throws UnsupportedError `credential_encryption_unsupported` for another `alg` than `ECDH-ES`, or another curve
 *   than P-256.
 * @throws MalformedError `credential_encryption_malformed` without `alg` or `kid`, with a private part, for another
 *   use, or when it is no point of the curve.
 * @see OpenID4VCI 1.0 section 10, OpenID4VP 1.0 section 8.3, RFC 7517 section 4
 */
export function parseEncryptionJwk(value: unknown): EncryptionJwk {
  if (!isJsonObject(value) || typeof value.alg !== 'string') throw malformed()
  if (value.alg !== 'ECDH-ES' || value.kty !== 'EC' || value.crv !== 'P-256') {
    throw new UnsupportedError(
      'credential_encryption_unsupported',
      'The key is not one for ECDH-ES on P-256, which alone is implemented.',
    )
  }
  const { kid, use = 'enc' } = value
  if (typeof kid !== 'string' || kid === '' || kid.length > maxKeyIdLength || use !== 'enc') throw malformed()
  const { x, y } = pointOf(value)
  return { kty: 'EC', crv: 'P-256', x, y, kid, alg: 'ECDH-ES', use }
}

function pointOf({ alg: _alg, kid: _kid, use: _use, key_ops: _operations, ...bare }: JsonObject): {
  readonly x: string
  readonly y: string
} {
  try {
    // A private part is refused here, too.
    const jwk = parseJwk(bare)
    if (jwk.kty === 'EC') return jwk
  } catch (cause) {
    if (!(cause instanceof LontarError)) throw cause
    throw malformed(cause)
  }
  throw malformed()
}

function malformed(cause?: unknown): MalformedError {
  return new MalformedError('credential_encryption_malformed', 'The key to encrypt to cannot be read.', {
    cause,
  })
}
