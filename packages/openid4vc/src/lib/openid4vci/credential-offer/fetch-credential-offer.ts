import { VerificationError } from '@lontar/credentials/errors'
import type { GuardedFetch } from '@lontar/credentials/guarded-fetch'
import { answerFailure } from '../../transport/answer-failure.ts'
import { answerJson } from '../../transport/answer-json.ts'
import type { CredentialOffer } from './credential-offer.ts'
import { parseCredentialOffer } from './parse-credential-offer.ts'
import { parseCredentialOfferUri } from './parse-credential-offer-uri.ts'

/**
 * Reads a link to an offer and, when it is by reference, fetches the offer. Call it after the holder agreed
 * to go on: it can reach the network.
 *
 * @throws What `parseCredentialOfferUri` throws.
 * @throws VerificationError `credential_offer_unknown` for a 404, `credential_offer_expired` for a 410.
 * @throws ProtocolError `issuer_refused`; NetworkError `network_status_unexpected` and those of the fetch.
 * @see OpenID4VCI 1.0 section 4.1.3
 */
export async function fetchCredentialOffer(
  text: string,
  { fetch }: { readonly fetch: GuardedFetch },
): Promise<CredentialOffer> {
  const link = parseCredentialOfferUri(text)
  if ('offer' in link) return link.offer
  const response = await fetch(link.offerUri, { headers: { accept: 'application/json' } })
  if (response.status === 404)
    throw new VerificationError('credential_offer_unknown', 'The issuer does not know the offer.')
  if (response.status === 410) throw new VerificationError('credential_offer_expired', 'The offer has ended.')
  if (response.status !== 200) throw answerFailure(response, 'issuer_refused')
  return parseCredentialOffer(answerJson(response, 'credential_offer_malformed'))
}
