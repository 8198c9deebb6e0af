import { MalformedError, VerificationError } from '@lontar/credentials/errors'
import * as v from 'valibot'
import type { MessageRecipient } from '../../encryption/encrypt-message.ts'
import { objectOf } from '../../reading/object-of.ts'
import { readAs } from '../../reading/read-as.ts'
import { text } from '../../reading/text.ts'
import { parseResponseEncryption } from '../credential-encryption/response-encryption.ts'
import type { CredentialProofs } from './credential-proofs.ts'

/** A credential request as it came; claims that someone put into it are not read. */
export type CredentialRequest = (
  | { readonly configurationId: string }
  | { readonly credentialIdentifier: string }
) & {
  readonly proofs: CredentialProofs
  /** How the response is wanted; absent: in clear. */
  readonly responseEncryption?: MessageRecipient
}

const code = 'credential_request_malformed'
const maxProofs = 128

const request = objectOf({
  credential_configuration_id: v.exactOptional(text(256)),
  credential_identifier: v.exactOptional(text(1024)),
  proofs: v.exactOptional(v.unknown()),
  credential_response_encryption: v.exactOptional(v.unknown()),
})

// Appendix F.3: exactly one attestation.
const proofs = v.union([
  objectOf({ jwt: v.pipe(v.array(text(16_384)), v.minLength(1), v.maxLength(maxProofs)) }),
  objectOf({ attestation: v.pipe(v.array(text(65_536)), v.length(1)) }),
])

/**
 * Reads a credential request. Unknown members are ignored.
 *
 * @param value The parsed JSON.
 * @throws MalformedError `credential_request_malformed` (`invalid_credential_request`): both ids or neither;
 *   `credential_encryption_malformed` (`invalid_encryption_parameters`).
 * @throws VerificationError `key_proof_invalid` (`invalid_proof`): `proofs` missing, empty, of several types or of one
 *   that is not known.
 * @throws UnsupportedError `credential_encryption_unsupported` (`invalid_encryption_parameters`).
 * @see OpenID4VCI 1.0 sections 8.2 and 8.3.1.2
 */
export function parseCredentialRequest(value: unknown): CredentialRequest {
  const read = readAs(request, value, code, 'The credential request is not an object with the right members.')
  const encryption = read.credential_response_encryption
  return {
    ...readTarget(read),
    proofs: readProofs(read.proofs),
    ...(encryption !== undefined && { responseEncryption: parseResponseEncryption(encryption) }),
  }
}

type Target = { readonly configurationId: string } | { readonly credentialIdentifier: string }

function readTarget(read: v.InferOutput<typeof request>): Target {
  const { credential_configuration_id: configurationId, credential_identifier: credentialIdentifier } = read
  if (configurationId !== undefined && credentialIdentifier === undefined) return { configurationId }
  if (credentialIdentifier !== undefined && configurationId === undefined) return { credentialIdentifier }
  throw new MalformedError(
    code,
    'The credential request does not have exactly one of configuration id and identifier.',
  )
}

function readProofs(value: unknown): CredentialProofs {
  const read = v.safeParse(proofs, value, { abortEarly: true })
  // 8.2: exactly one member, named after the proof type.
  if (!read.success || Object.keys(value as object).length !== 1) {
    throw new VerificationError(
      'key_proof_invalid',
      'The credential request has no key proofs of exactly one known type.',
    )
  }
  return 'jwt' in read.output
    ? { type: 'jwt', values: read.output.jwt }
    : { type: 'attestation', values: read.output.attestation }
}
