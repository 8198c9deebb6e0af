import type { GuardedFetch } from '@lontar/credentials/guarded-fetch'
import { answerFailure } from '../../transport/answer-failure.ts'
import { answerJson } from '../../transport/answer-json.ts'
import { parseAttestationChallengeResponse } from './parse-attestation-challenge-response.ts'

/**
 * Asks the challenge endpoint of an authorization server for a challenge.
 *
 * @param endpoint The `challenge_endpoint` of the metadata.
 * @throws ProtocolError `issuer_refused`; MalformedError `attestation_challenge_malformed`;
 *   NetworkError `network_status_unexpected` and those of the fetch.
 * @see Attestation-Based Client Authentication drafts 07 (section 8.1) and 11
 */
export async function fetchAttestationChallenge(
  endpoint: string,
  { fetch }: { readonly fetch: GuardedFetch },
): Promise<string> {
  const response = await fetch(endpoint, { method: 'POST', headers: { accept: 'application/json' } })
  if (response.status !== 200) throw answerFailure(response, 'issuer_refused')
  return parseAttestationChallengeResponse(answerJson(response, 'attestation_challenge_malformed'))
}
