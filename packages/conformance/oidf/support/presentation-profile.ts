/**
 * How a presentation is asked for and answered. `plain`: the certificate's DNS name, an answer in clear, a wallet on
 * another device. `haip` (HAIP 1.0 section 5): the certificate's hash, an encrypted answer, and the browser is brought
 * back. Both ask for `dc+sd-jwt`, by reference.
 */
export type PresentationProfile = 'plain' | 'haip'

/** Both of them. */
export const profiles: readonly PresentationProfile[] = ['plain', 'haip']
