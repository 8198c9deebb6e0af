import type { GuardedFetch } from '@lontar/credentials/guarded-fetch'
import { createProvingFetch } from '../proving-fetch/create-proving-fetch.ts'
import {
  type ClientAttestationProverOptions,
  createClientAttestationProver,
} from './create-client-attestation-prover.ts'

/** What `createClientAttestationFetch` needs. */
export interface ClientAttestationFetchOptions extends ClientAttestationProverOptions {
  /** Carries the requests. */
  readonly fetch: GuardedFetch
}

/**
 * Wraps a fetch so that requests to the endpoints named authenticate the client by attestation. The newest challenge of
 * an answer is remembered, and a request that was refused with `use_attestation_challenge` is sent once more. With DPoP
 * use `createDpopFetch` alone, which does both.
 *
 * @returns A fetch for the endpoints of an authorization server.
 * @throws MalformedError `jws_malformed` at once for an attestation that is none; later what the given fetch throws, and
 *   OperationError `signer_failed`.
 * @see Attestation-Based Client Authentication drafts 07 and 11
 */
export function createClientAttestationFetch(options: ClientAttestationFetchOptions): GuardedFetch {
  const { fetch, ...prover } = options
  return createProvingFetch(fetch, [createClientAttestationProver(prover)])
}
