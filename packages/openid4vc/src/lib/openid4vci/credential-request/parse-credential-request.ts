import { MalformedError, UnsupportedError, VerificationError } from '@lontar/credentials/errors'
import * as v from 'valibot'
import { objectOf } from '../../reading/object-of.ts'
import { readAs } from '../../reading/read-as.ts'
import { text } from '../../reading/text.ts'

/** A credential request as it came; claims that someone put into it are not read. */
export interface CredentialRequest {
  readonly configurationId: string
  /** The key proofs, not verified; one or more. */
  readonly proofs: readonly string[]
}

const code = 'credential_request_malformed'
const maxProofs = 128

const request = objectOf({
  credential_configuration_id: v.exactOptional(text(256)),
  credential_identifier: v.exactOptional(text(1024)),
  proofs: v.exactOptional(v.unknown()),
  credential_response_encryption: v.exactOptional(v.unknown()),
})

const proofs = objectOf({ jwt: v.pipe(v.array(text(16_384)), v.minLength(1), v.maxLength(maxProofs)) })

/**
 * Reads a credential request. Unknown members are ignored.
 *
 * @param value The parsed JSON.
 * @throws MalformedError `credential_request_malformed` (`invalid_credential_request`): both ids or neither.
 * @throws VerificationError `credential_identifier_unknown` (`unknown_credential_identifier`): identifiers are never
 *   given out here; `key_proof_invalid` (`invalid_proof`): `proofs` missing, empty, of several types or not `jwt`.
 * @throws UnsupportedError `credential_encryption_unsupported` (`invalid_encryption_parameters`): an encrypted
 *   response is asked for.
 * @see OpenID4VCI 1.0 sections 8.2 and 8.3.1.2
 */
export function parseCredentialRequest(value: unknown): CredentialRequest {
  const read = readAs(request, value, code, 'The credential request is not an object with the right members.')
  const { credential_configuration_id: configurationId, credential_identifier: identifier } = read
  if (configurationId !== undefined && identifier !== undefined) {
    throw new MalformedError(code, 'The credential request has both a configuration id and an identifier.')
  }
  if (identifier !== undefined) {
    throw new VerificationError(
      'credential_identifier_unknown',
      'The credential identifier was not given out.',
    )
  }
  if (configurationId === undefined)
    throw new MalformedError(code, 'The credential request names no credential.')
  if (read.credential_response_encryption !== undefined) {
    throw new UnsupportedError(
      'credential_encryption_unsupported',
      'Encrypted credential responses are not implemented.',
    )
  }
  return { configurationId, proofs: parseProofs(read.proofs) }
}

function parseProofs(value: unknown): string[] {
  const read = v.safeParse(proofs, value, { abortEarly: true })
  // 8.2: exactly one member, named after the proof type.
  if (!read.success || Object.keys(value as object).length !== 1) {
    throw new VerificationError(
      'key_proof_invalid',
      'The credential request has no key proofs of exactly one known type.',
    )
  }
  return read.output.jwt
}
