/** What of an offer served for signing in, once it serves no more. */
export const erasedSignIn: {
  readonly registration_mac: null
  readonly one_time_code_mac: null
  readonly issuer_state_hash: null
} = { registration_mac: null, one_time_code_mac: null, issuer_state_hash: null }
