/** A credential request on the wire (OpenID4VCI 1.0 section 8.2). */
export interface CredentialRequestMessage {
  readonly credential_configuration_id?: string
  readonly credential_identifier?: string
  readonly proofs: { readonly jwt: readonly string[] }
}

/** What is asked for: an identifier if and only if the token response gave identifiers (section 8.2). */
export type CredentialRequestInput =
  | { readonly configurationId: string; readonly proofs: readonly string[] }
  | { readonly credentialIdentifier: string; readonly proofs: readonly string[] }

/**
 * Makes a credential request: one credential for each key proof.
 *
 * @see OpenID4VCI 1.0 section 8.2
 */
export function createCredentialRequest(input: CredentialRequestInput): CredentialRequestMessage {
  const proofs = { jwt: [...input.proofs] }
  return 'configurationId' in input
    ? { credential_configuration_id: input.configurationId, proofs }
    : { credential_identifier: input.credentialIdentifier, proofs }
}
