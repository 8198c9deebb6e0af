/** What an offer may be. */
export interface OfferLimits {
  /** How long an offer lives unless it says otherwise, in seconds. */
  readonly defaultLifeSeconds: number
  /** The same with the grant `authorization_code`: the holder signs in at home. */
  readonly signInLifeSeconds: number
  /** How long an offer may live, in seconds. */
  readonly maxLifeSeconds: number
  /** How long an offer without a transaction code may live, in seconds. */
  readonly maxOpenLifeSeconds: number
  /** The largest `batchSize` of an issuer, and so the most copies of one credential. */
  readonly maxCopies: number
}

/** The limits of every offer; see `OfferOptions`. */
export const offerLimits: OfferLimits = Object.freeze({
  defaultLifeSeconds: 300,
  signInLifeSeconds: 604_800,
  maxLifeSeconds: 2_592_000,
  // E8: who finds a link that lives longer must not get the credential with it.
  maxOpenLifeSeconds: 300,
  maxCopies: 50,
})
