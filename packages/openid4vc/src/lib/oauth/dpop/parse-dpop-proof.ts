import { VerificationError } from '@lontar/credentials/errors'
import { parseJwk, parseJws, parseNumericDate } from '@lontar/credentials/jose'
import * as v from 'valibot'
import { objectOf } from '../../reading/object-of.ts'
import { text } from '../../reading/text.ts'
import { dpopProofType, type UnverifiedDpopProof } from './dpop-proof.ts'

const payloadSchema = objectOf({
  jti: text(256),
  htm: text(32),
  htu: text(2048),
  iat: v.number(),
  nonce: v.exactOptional(text(512)),
  ath: v.exactOptional(text(64)),
})

/**
 * Reads a DPoP proof without believing it.
 *
 * @param jwt The value of the header `DPoP`. Two headers reach a server as one value with a comma, which is no JWS.
 * @throws VerificationError `dpop_proof_invalid`, whatever is wrong.
 * @see RFC 9449 section 4.2
 */
export function parseDpopProof(jwt: string): UnverifiedDpopProof {
  try {
    return read(jwt)
  } catch (cause) {
    if (cause instanceof VerificationError && cause.code === 'dpop_proof_invalid') throw cause
    throw new VerificationError('dpop_proof_invalid', 'The DPoP proof cannot be read.', { cause })
  }
}

function read(jwt: string): UnverifiedDpopProof {
  const { header, payload } = parseJws(jwt)
  const claims = v.safeParse(payloadSchema, payload, { abortEarly: true })
  const iat = claims.success ? parseNumericDate(claims.output.iat) : undefined
  if (header.typ !== dpopProofType || !claims.success || iat === undefined) {
    throw new VerificationError('dpop_proof_invalid', 'The DPoP proof lacks a member or has a wrong one.')
  }
  return { verified: false, jwk: parseJwk(header.jwk), ...claims.output, iat }
}
