import type { GuardedFetch } from '@lontar/credentials/guarded-fetch'
import {
  type ClientAttestationProverOptions,
  createClientAttestationProver,
} from '../client-attestation/create-client-attestation-prover.ts'
import { createProvingFetch } from '../proving-fetch/create-proving-fetch.ts'
import { createDpopProver, type DpopProverOptions } from './create-dpop-prover.ts'

/** What `createDpopFetch` needs. */
export interface DpopFetchOptions extends DpopProverOptions {
  /** Carries the requests. */
  readonly fetch: GuardedFetch
  /** Authenticates the client too, at the endpoints that it names. */
  readonly clientAttestation?: Omit<ClientAttestationProverOptions, 'now'>
}

/**
 * Wraps a fetch so that each request carries a fresh DPoP proof, and where wanted the client's attestation. The access
 * token is taken from an `Authorization: DPoP …` header. The newest `DPoP-Nonce` of each of at most 16 origins is
 * remembered from every answer, and a request that was refused with `use_dpop_nonce` or `use_attestation_challenge` is
 * sent once more with what the answer gave.
 *
 * @returns A fetch for the endpoints of an authorization server and of the issuer.
 * @throws MalformedError `jws_malformed` at once for a client attestation that is none; later what the given fetch throws,
 *   and OperationError `signer_failed`.
 * @see RFC 9449 sections 5, 7, 8 and 9
 */
export function createDpopFetch(options: DpopFetchOptions): GuardedFetch {
  const { fetch, signer, now, clientAttestation } = options
  return createProvingFetch(fetch, [
    createDpopProver({ signer, now }),
    ...(clientAttestation === undefined
      ? []
      : [createClientAttestationProver({ ...clientAttestation, now })]),
  ])
}
