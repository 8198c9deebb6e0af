import { VerificationError } from '@lontar/credentials/errors'
import { bareJwk, parseJwk, parseJws, parseNumericDate } from '@lontar/credentials/jose'
import * as v from 'valibot'
import { objectOf } from '../../reading/object-of.ts'
import { some } from '../../reading/some.ts'
import { text } from '../../reading/text.ts'
import { unique } from '../../reading/unique.ts'
import { keyAttestationType, type UnverifiedKeyAttestation } from './key-attestation.ts'

const maxKeys = 64

const strengths = v.exactOptional(v.pipe(v.array(text(256)), some(16)))

const payloadSchema = objectOf({
  iat: v.number(),
  exp: v.exactOptional(v.number()),
  attested_keys: v.pipe(v.array(v.unknown()), some(maxKeys)),
  nonce: v.exactOptional(text(512)),
  key_storage: strengths,
  user_authentication: strengths,
})

/**
 * Reads a key attestation without believing it.
 *
 * @param jwt The compact JWS.
 * @throws VerificationError `key_attestation_invalid` (`invalid_proof`): not a JWS, another `typ`, no or more than 64
 *   keys, a private key, the same key twice, or a member that is missing or wrong.
 * @see OpenID4VCI 1.0 appendix D.1
 */
export function parseKeyAttestation(jwt: string): UnverifiedKeyAttestation {
  try {
    return read(jwt)
  } catch (cause) {
    if (cause instanceof VerificationError && cause.code === 'key_attestation_invalid') throw cause
    throw new VerificationError('key_attestation_invalid', 'The key attestation cannot be read.', { cause })
  }
}

function read(jwt: string): UnverifiedKeyAttestation {
  const { header, payload } = parseJws(jwt)
  const claims = v.safeParse(payloadSchema, payload, { abortEarly: true })
  if (header.typ !== keyAttestationType || !claims.success) throw wrongMember()
  const { attested_keys, key_storage = [], user_authentication = [], nonce } = claims.output
  const attestedKeys = attested_keys.map(parseJwk)
  const [iat, exp] = [parseNumericDate(claims.output.iat), parseNumericDate(claims.output.exp)]
  if (iat === undefined || !unique(attestedKeys.map((key) => JSON.stringify(bareJwk(key)))))
    throw wrongMember()
  return {
    verified: false,
    attestedKeys,
    iat,
    ...(exp !== undefined && { exp }),
    ...(nonce !== undefined && { nonce }),
    keyStorage: key_storage,
    userAuthentication: user_authentication,
  }
}

function wrongMember(): VerificationError {
  return new VerificationError(
    'key_attestation_invalid',
    'The key attestation lacks a member or has a wrong one.',
  )
}
