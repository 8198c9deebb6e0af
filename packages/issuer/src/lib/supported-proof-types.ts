import { signingAlgorithms } from '@lontar/credentials/jose'
import type { CredentialConfiguration } from '@lontar/openid4vc/openid4vci'
import type { KeyAttestationPolicy } from './attestation-policy.ts'

type ProofTypes = CredentialConfiguration['proof_types_supported']

/**
 * Adds to the proof types of a configuration what attestations the issuer takes or wants.
 *
 * @see OpenID4VCI 1.0 section 12.2.4, appendix D
 */
export function supportedProofTypes(
  proofTypes: ProofTypes,
  policy: KeyAttestationPolicy | undefined,
): ProofTypes {
  if (policy === undefined || proofTypes?.jwt === undefined) return proofTypes
  const { keyStorage, userAuthentication } = policy
  const required = policy.required === true && {
    key_attestations_required: {
      ...(keyStorage !== undefined && { key_storage: keyStorage }),
      ...(userAuthentication !== undefined && { user_authentication: userAuthentication }),
    },
  }
  return {
    jwt: { ...proofTypes.jwt, ...required },
    attestation: { proof_signing_alg_values_supported: [...signingAlgorithms], ...required },
  }
}
