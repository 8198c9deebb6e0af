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
import { parseKeyAttestation } from '../key-attestation/parse-key-attestation.ts'
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
 *   `typ`, not exactly one of `jwk`, `kid`, `x5c`, a private key, a `kid` that is neither `did:jwk:…#0` nor
 *   names a key of the `key_attestation`, `x5c` (not implemented), an attestation that cannot be read, or no `nonce`.
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

type ReadKey = Pick<UnverifiedKeyProof, 'jwk' | 'kid' | 'keyAttestation'>

function readKey({ jwk, kid, key_attestation }: JsonObject): ReadKey {
  try {
    const attestedKeys = readAttestedKeys(key_attestation)
    const keyAttestation = typeof key_attestation === 'string' ? { keyAttestation: key_attestation } : {}
    if (jwk !== undefined) return { jwk: parseJwk(jwk), ...keyAttestation }
    const attested = attestedKeys.find((key, index) => (key.kid ?? String(index)) === kid)
    if (typeof kid !== 'string') throw keyProofInvalid('The key of the key proof has no name.')
    if (attested !== undefined && !kid.startsWith('did:')) return { jwk: attested, ...keyAttestation }
    return { jwk: publicKeyOfDidUrl(kid), kid, ...keyAttestation }
  } catch (cause) {
    throw keyProofInvalid('The key of the key proof cannot be read.', cause)
  }
}

/** Appendix F.1: an example has a `kid` that is the place of the key in the attestation. */
function readAttestedKeys(keyAttestation: unknown): readonly PublicJwk[] {
  if (keyAttestation === undefined) return []
  if (typeof keyAttestation !== 'string') throw keyProofInvalid('The key attestation is not a text.')
  return parseKeyAttestation(keyAttestation).attestedKeys
}

function keyProofInvalid(message: string, cause?: unknown): VerificationError {
  return new VerificationError('key_proof_invalid', message, { cause })
}
