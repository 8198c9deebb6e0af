import type { LocalizedText } from '@lontar/credentials'

/**
 * Why a verifier asks: the member `lontar_ask` of the Request Object, our documented extension. Wallets that
 * do not know it ignore it (OpenID4VP 1.0 section 5).
 */
export interface RequestedAsk {
  /** The service of the claims register, such as `hotel_wni`. */
  readonly service: string
  /** What the answer serves, for the holder. */
  readonly purpose: LocalizedText
  /** The basis for processing of UU 27/2022 article 20. */
  readonly legal_basis: string
  /** How long the asker keeps the answer, in days; 0 or more. */
  readonly retention_days: number
}
