import type { CredentialOffer } from './credential-offer.ts'

/**
 * Makes the link that opens a wallet with an offer, by value or by reference.
 *
 * @returns `openid-credential-offer://?credential_offer=…` or `…?credential_offer_uri=…`
 * @see OpenID4VCI 1.0 sections 4.1.2 and 4.1.3
 */
export function createCredentialOfferUri(
  input: { readonly offer: CredentialOffer } | { readonly offerUri: string },
): string {
  return 'offer' in input
    ? `openid-credential-offer://?credential_offer=${encodeURIComponent(JSON.stringify(input.offer))}`
    : `openid-credential-offer://?credential_offer_uri=${encodeURIComponent(input.offerUri)}`
}
