import type { Signer } from '@lontar/credentials'
import { invalidArgument } from '@lontar/credentials/errors'
import { bareJwk, hashText, numericDate, randomToken, signJws } from '@lontar/credentials/jose'
import { dpopProofType } from './dpop-proof.ts'
import { dpopTarget } from './dpop-target.ts'

/** What `createDpopProof` needs. */
export interface CreateDpopProofInput {
  /** The key that tokens are or will be bound to. */
  readonly signer: Signer
  /** The method of the request, such as `POST`. */
  readonly method: string
  /** The address of the request; its query and fragment are left out of the proof. */
  readonly url: string
  /** The access token that goes with the request; none at the token endpoint. */
  readonly accessToken?: string
  /** The newest `DPoP-Nonce` of the server. */
  readonly nonce?: string
  /** When the request is made: the `iat` of the proof. */
  readonly now: Date
  /** Unique; 128 random bits by default. */
  readonly jti?: string
}

/**
 * Proves possession of a key for one request.
 *
 * @returns The compact JWS for the header `DPoP`.
 * @throws TypeError `ERR_INVALID_ARG_VALUE` for an address that is none.
 * @see RFC 9449 section 4.2
 */
export async function createDpopProof(input: CreateDpopProofInput): Promise<string> {
  const { signer, method, url, accessToken, nonce, now, jti = randomToken(16) } = input
  const htu = dpopTarget(url)
  if (htu === undefined) throw invalidArgument('The address of the request is not an http address.')
  return signJws({
    header: { typ: dpopProofType, jwk: bareJwk(signer.publicJwk) },
    payload: {
      jti,
      htm: method,
      htu,
      iat: numericDate(now),
      ...(accessToken !== undefined && { ath: await hashText(accessToken) }),
      ...(nonce !== undefined && { nonce }),
    },
    signer,
  })
}
