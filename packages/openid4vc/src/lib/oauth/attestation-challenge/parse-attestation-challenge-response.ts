import { objectOf } from '../../reading/object-of.ts'
import { readAs } from '../../reading/read-as.ts'
import { text } from '../../reading/text.ts'

const response = objectOf({ attestation_challenge: text(512) })

/**
 * Reads the answer of a challenge endpoint.
 *
 * @returns The challenge.
 * @throws MalformedError `attestation_challenge_malformed`.
 * @see Attestation-Based Client Authentication drafts 07 (section 8.1) and 11
 */
export function parseAttestationChallengeResponse(value: unknown): string {
  return readAs(
    response,
    value,
    'attestation_challenge_malformed',
    'The answer has no attestation challenge.',
  ).attestation_challenge
}
