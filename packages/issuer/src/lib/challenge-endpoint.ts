import { createAttestationChallengeResponse } from '@lontar/openid4vc/oauth'
import { answerJson } from './answer.ts'
import type { IssuerContext } from './issuer-context.ts'

/**
 * Answers with a challenge for the proof of a client attestation.
 *
 * @see Attestation-Based Client Authentication drafts 07 (section 8.1) and 11
 */
export async function answerChallengeRequest({ serverNonce }: IssuerContext): Promise<Response> {
  return answerJson(createAttestationChallengeResponse(await serverNonce.give()))
}
