import { preAuthorizedCodeGrantType } from '../credential-offer/credential-offer.ts'

/** What a token request holds. */
export interface TokenRequestInput {
  readonly preAuthorizedCode: string
  /** What the holder typed, when the offer has a `tx_code`. */
  readonly txCode?: string
}

/**
 * Makes the form body of a token request.
 *
 * @see OpenID4VCI 1.0 section 6.1
 */
export function createTokenRequest({ preAuthorizedCode, txCode }: TokenRequestInput): string {
  return new URLSearchParams({
    grant_type: preAuthorizedCodeGrantType,
    'pre-authorized_code': preAuthorizedCode,
    ...(txCode === undefined ? {} : { tx_code: txCode }),
  }).toString()
}
