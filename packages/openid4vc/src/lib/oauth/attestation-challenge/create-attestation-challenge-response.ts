/** An answer of a challenge endpoint on the wire. */
export interface AttestationChallengeResponseMessage {
  /** To be sent back in the proof of a client attestation. */
  readonly attestation_challenge: string
}

/**
 * Makes the answer of a challenge endpoint, to be sent with `Cache-Control: no-store`.
 *
 * @param challenge Unpredictable.
 * @see Attestation-Based Client Authentication drafts 07 (section 8.1) and 11
 */
export function createAttestationChallengeResponse(challenge: string): AttestationChallengeResponseMessage {
  return { attestation_challenge: challenge }
}
