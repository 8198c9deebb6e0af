import type { Signer } from '@lontar/credentials'
import { parseJws } from '@lontar/credentials/jose'
import { errorNameOf } from '../../transport/error-name.ts'
import type { RequestProver } from '../proving-fetch/request-prover.ts'
import { clientAttestationChallengeHeader } from './client-attestation.ts'
import { createClientAttestationPop } from './create-client-attestation-pop.ts'

/** What a client authenticates with. */
export interface ClientAttestationProverOptions {
  /** What the attester signed. */
  readonly attestation: string
  /** The key of the instance. */
  readonly signer: Signer
  /** The issuer identifier of the authorization server. */
  readonly audience: string
  /** The endpoints that get the headers, letter for letter: those for tokens and for pushed authorization requests. */
  readonly endpoints: readonly string[]
  /** A challenge from the `challenge_endpoint`, where the server has one. */
  readonly challenge?: string
  /** The `client_id`: the `iss` that draft 07 has in the proof. By default the `sub` of the attestation. */
  readonly clientId?: string
  /** Tells the time of each proof. */
  readonly now: () => Date
}

const challengeSyntax = /^[\x21-\x7e]{1,512}$/

/**
 * Authenticates a client by attestation at the endpoints named, with the newest challenge of the server. Each proof has
 * the `iss` of draft 07, which servers of later drafts ignore.
 *
 * @throws MalformedError `jws_malformed` for an attestation that is none, without `clientId`.
 */
export function createClientAttestationProver(options: ClientAttestationProverOptions): RequestProver {
  const { attestation, signer, audience, endpoints, now } = options
  const clientId = options.clientId ?? parseJws(attestation).payload.sub
  let challenge = options.challenge
  return {
    headersFor: async ({ url }) => {
      if (!endpoints.includes(url)) return {}
      const pop = await createClientAttestationPop({
        signer,
        audience,
        ...(challenge !== undefined && { challenge }),
        ...(typeof clientId === 'string' && { clientId }),
        now: now(),
      })
      return { 'OAuth-Client-Attestation': attestation, 'OAuth-Client-Attestation-PoP': pop }
    },
    learn: ({ url }, response) => {
      const given = response.headers.get(clientAttestationChallengeHeader)
      if (!endpoints.includes(url) || given === null || !challengeSyntax.test(given)) return false
      challenge = given
      return [400, 401].includes(response.status) && errorNameOf(response) === 'use_attestation_challenge'
    },
  }
}
