import type { Signer } from '@lontar/credentials'
import { errorNameOf } from '../../transport/error-name.ts'
import { createNewestByOrigin } from '../proving-fetch/newest-by-origin.ts'
import type { OutgoingRequest, RequestProver } from '../proving-fetch/request-prover.ts'
import { createDpopProof } from './create-dpop-proof.ts'

/** What a DPoP prover works with. */
export interface DpopProverOptions {
  /** The key that tokens are bound to. */
  readonly signer: Signer
  /** Tells the time of each proof. */
  readonly now: () => Date
}

const nonceSyntax = /^[\x21\x23-\x5b\x5d-\x7e]{1,512}$/
const dpopToken = /^DPoP ([^ ]+)$/i

/** Proves possession of a key with each request, with the newest nonce of the server and its access token. */
export function createDpopProver({ signer, now }: DpopProverOptions): RequestProver {
  const nonces = createNewestByOrigin()
  return {
    headersFor: async (request) => {
      const accessToken = accessTokenOf(request)
      const nonce = nonces.get(request.url)
      const { method, url } = request
      return {
        DPoP: await createDpopProof({
          signer,
          method,
          url,
          now: now(),
          ...(accessToken !== undefined && { accessToken }),
          ...(nonce !== undefined && { nonce }),
        }),
      }
    },
    learn: ({ url }, response) => {
      const nonce = response.headers.get('dpop-nonce')
      if (nonce === null || !nonceSyntax.test(nonce)) return false
      nonces.set(url, nonce)
      return [400, 401].includes(response.status) && errorNameOf(response) === 'use_dpop_nonce'
    },
  }
}

function accessTokenOf({ headers }: OutgoingRequest): string | undefined {
  const name = Object.keys(headers).find((each) => each.toLowerCase() === 'authorization')
  return dpopToken.exec(headers[name ?? ''] ?? '')?.[1]
}
