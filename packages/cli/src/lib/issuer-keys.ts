import { createDidResolver } from '@lontar/credentials/did'
import type { GuardedFetch } from '@lontar/credentials/guarded-fetch'
import { createIssuerKeyResolver, type ResolveIssuerKey } from '@lontar/credentials/issuer-key'

/**
 * Finds the keys of issuers that a trust list does not pin: by DID, by published metadata, or by certificate. X.509 is
 * loaded when the first certificate comes.
 */
export function openIssuerKeys(fetch: GuardedFetch, now: () => Date): ResolveIssuerKey {
  return createIssuerKeyResolver({
    resolveDid: createDidResolver({ fetch, now }),
    fetch,
    verifyX5c: async (input) => {
      const { createX5cVerifier } = await import('@lontar/credentials/x509')
      return createX5cVerifier()(input)
    },
  })
}
