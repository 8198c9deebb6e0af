import { MalformedError } from '@lontar/credentials/errors'
import { type JsonObject, parseJsonObject } from '@lontar/credentials/jose'
import { isEndpointUrl } from '../../transport/endpoint-url.ts'
import { parseLink } from '../../transport/parse-link.ts'
import type { CredentialOffer } from './credential-offer.ts'
import { parseCredentialOffer } from './parse-credential-offer.ts'

const code = 'credential_offer_malformed'

/**
 * Reads a link to an offer: `openid-credential-offer:`, `haip-vci:` or a claimed https link. Nothing is fetched.
 *
 * @returns The offer, or where it is.
 * @throws MalformedError `credential_offer_malformed` for another scheme, a repeated parameter, both or neither
 *   of `credential_offer` and `credential_offer_uri`, or a reference that is not https (or http on loopback).
 * @throws UnsupportedError `grant_type_unsupported`.
 * @see OpenID4VCI 1.0 section 4.1
 */
export function parseCredentialOfferUri(
  text: string,
): { readonly offer: CredentialOffer } | { readonly offerUri: string } {
  const parameters = parseLink(text, ['openid-credential-offer', 'haip-vci'], code)
  const offer = parameters.get('credential_offer')
  const offerUri = parameters.get('credential_offer_uri')
  if ((offer === undefined) === (offerUri === undefined)) {
    throw new MalformedError(
      code,
      'The link has not exactly one of credential_offer and credential_offer_uri.',
    )
  }
  if (offer !== undefined) return { offer: parseCredentialOffer(readJsonObject(offer)) }
  if (offerUri === undefined || !isEndpointUrl(offerUri)) {
    throw new MalformedError(code, 'The credential_offer_uri of the link is not an https URL.')
  }
  return { offerUri }
}

function readJsonObject(text: string): JsonObject {
  try {
    return parseJsonObject(text)
  } catch (cause) {
    throw new MalformedError(code, 'The credential offer is not a JSON object.', { cause })
  }
}
