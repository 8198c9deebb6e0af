import { answer } from './answer.ts'
import { answerNotFound } from './answer-not-found.ts'
import type { IssuerContext } from './issuer-context.ts'

/**
 * Answers with a Credential Offer that was made by reference; one that is unknown, expired or redeemed is not found.
 *
 * @see OpenID4VCI 1.0 section 4.1.3
 */
export async function answerOfferRequest(context: IssuerContext, issuanceId: string): Promise<Response> {
  const offer = await context.store.readOffer(issuanceId, context.now())
  return offer === undefined ? answerNotFound() : answer(offer)
}
