import type { PublicJwk } from '@lontar/credentials'
import { publicKeyOfDidUrl } from '@lontar/credentials/did'
import { VerificationError } from '@lontar/credentials/errors'
import {
  type JsonObject,
  parseJwk,
  parseJws,
  parseNumericDate,
  type UnverifiedJws,
} from '@lontar/credentials/jose'
import * as v from 'valibot'
import { objectOf } from '../../reading/object-of.ts'
import { text } from '../../reading/text.ts'
import { keyProofType, type UnverifiedKeyProof } from './key-proof.ts'

const payloadSchema = objectOf({
  aud: text(),
  nonce: text(),
  iat: v.number(),
  iss: v.exactOptional(text()),
})

const keyParameters = ['jwk', 'kid', 'x5c'] as const

/**
 * Reads a key proof without believing it.
 *
 * @param jwt The compact JWS.
 * @throws VerificationError `key_proof_invalid` (`invalid_proof`, whatever is wrong, section 8.3.1.2): not a JWS, another
 *   `typ`, not exactly one of `jwk`, `kid`, `x5c`, a private key, a `kid` that is not `did:jwk:…#0`, `x5c`
 *   (not implemented), or no `nonce`.
 * @see OpenID4VCI 1.0 appendix F.1
 */
export function parseKeyProof(jwt: string): UnverifiedKeyProof {
  const { header, payload } = readJws(jwt)
  if (header.typ !== keyProofType)
    throw keyProofInvalid('The type of the key proof is not the registered one.')
  if (keyParameters.filter((name) => header[name] !== undefined).length !== 1) {
    throw keyProofInvalid('The key proof names not exactly one key.')
  }
  const read = v.safeParse(payloadSchema, payload, { abortEarly: true })
  const iat = read.success ? parseNumericDate(read.output.iat) : undefined
  if (!read.success || iat === undefined)
    throw keyProofInvalid('The key proof lacks a claim or has a wrong one.')
  return { verified: false, ...readKey(header), ...read.output, iat }
}

function readJws(jwt: string): UnverifiedJws {
  try {
    return parseJws(jwt)
  } catch (cause) {
    throw keyProofInvalid('The key proof is not a compact JWS.', cause)
  }
}

function readKey({ jwk, kid }: JsonObject): { jwk: PublicJwk; kid?: string } {
  try {
    if (jwk !== undefined) return { jwk: parseJwk(jwk) }
    if (typeof kid === 'string') return { jwk: publicKeyOfDidUrl(kid), kid }
  } catch (cause) {
    throw keyProofInvalid('The key of the key proof cannot be read.', cause)
  }
  throw keyProofInvalid('The key of the key proof is given in a way that is not implemented.')
}

function keyProofInvalid(message: string, cause?: unknown): VerificationError {
  return new VerificationError('key_proof_invalid', message, { cause })
}
