import { VerificationError } from '@lontar/credentials/errors'
import { type JsonObject, parseJwk, parseJws, parseNumericDate } from '@lontar/credentials/jose'
import * as v from 'valibot'
import { objectOf } from '../../reading/object-of.ts'
import { text } from '../../reading/text.ts'
import {
  type ClientAttestationHeaders,
  clientAttestationPopType,
  clientAttestationType,
  type UnverifiedClientAttestation,
} from './client-attestation.ts'

const attestationSchema = objectOf({
  sub: text(2048),
  exp: v.number(),
  iat: v.exactOptional(v.number()),
  cnf: objectOf({ jwk: v.unknown() }),
})

const popSchema = objectOf({
  aud: v.union([text(2048), v.strictTuple([text(2048)])]),
  jti: text(256),
  iat: v.number(),
  challenge: v.exactOptional(text(512)),
})

/**
 * Reads a client attestation and its proof of possession without believing them.
 *
 * @throws VerificationError `client_attestation_invalid` (`invalid_client`): not a JWS, another `typ`, a member that is
 *   missing or wrong, or a private key in `cnf`.
 * @see Attestation-Based Client Authentication drafts 07 and 11
 */
export function parseClientAttestation(headers: ClientAttestationHeaders): UnverifiedClientAttestation {
  try {
    const attestation = v.parse(attestationSchema, claimsOf(headers.attestation, clientAttestationType))
    const pop = v.parse(popSchema, claimsOf(headers.pop, clientAttestationPopType))
    const attestedAt = parseNumericDate(attestation.iat)
    const provenAt = parseNumericDate(pop.iat)
    if (provenAt === undefined) throw invalid()
    return {
      verified: false,
      clientId: attestation.sub,
      instanceKey: parseJwk(attestation.cnf.jwk),
      ...(attestedAt !== undefined && { attestedAt }),
      audience: typeof pop.aud === 'string' ? pop.aud : pop.aud[0],
      jti: pop.jti,
      provenAt,
      ...(pop.challenge !== undefined && { challenge: pop.challenge }),
    }
  } catch (cause) {
    // The issues of the schema hold what was received, so they are not kept as a cause.
    throw cause instanceof v.ValiError ? invalid() : invalid(cause)
  }
}

function claimsOf(jwt: string, type: string): JsonObject {
  const { header, payload } = parseJws(jwt)
  if (header.typ !== type) throw invalid()
  return payload
}

function invalid(cause?: unknown): VerificationError {
  return new VerificationError(
    'client_attestation_invalid',
    'The client attestation or its proof lacks a member or has a wrong one.',
    { cause },
  )
}
