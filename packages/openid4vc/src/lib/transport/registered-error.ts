/** The error names of RFC 6749, RFC 6750, RFC 9449, attestation of clients, OpenID4VCI 1.0 and OpenID4VP 1.0 that an answer may carry. */
const registeredErrors = [
  // RFC 6749 sections 4.1.2.1 and 5.2
  'invalid_request',
  'invalid_client',
  'invalid_grant',
  'unauthorized_client',
  'unsupported_grant_type',
  'unsupported_response_type',
  'invalid_scope',
  'access_denied',
  'server_error',
  'temporarily_unavailable',
  // RFC 9101 section 8, RFC 9396 section 14.6
  'invalid_request_uri',
  'request_not_supported',
  'invalid_authorization_details',
  // RFC 6750 section 3.1
  'invalid_token',
  'insufficient_scope',
  // RFC 9449 sections 5 and 8
  'invalid_dpop_proof',
  'use_dpop_nonce',
  // Attestation-Based Client Authentication drafts 07 and 11
  'invalid_client_attestation',
  'use_attestation_challenge',
  'use_fresh_attestation',
  // OpenID4VCI 1.0 sections 8.3.1.2, 9.3 and 11.3
  'invalid_credential_request',
  'unknown_credential_configuration',
  'unknown_credential_identifier',
  'invalid_proof',
  'invalid_nonce',
  'invalid_encryption_parameters',
  'credential_request_denied',
  'invalid_transaction_id',
  'invalid_notification_id',
  'invalid_notification_request',
  // OpenID4VP 1.0 section 8.5
  'vp_formats_not_supported',
  'invalid_request_uri_method',
  'invalid_transaction_data',
  'wallet_unavailable',
] as const

/** A registered error name. */
export type RegisteredError = (typeof registeredErrors)[number]

/** Whether a text is a registered error name. */
export function isRegisteredError(text: string): text is RegisteredError {
  return (registeredErrors as readonly string[]).includes(text)
}
