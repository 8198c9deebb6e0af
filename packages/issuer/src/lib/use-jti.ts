import { hashText } from '@lontar/credentials/jose'
import type { IssuerContext } from './issuer-context.ts'

/** A proof that verified. */
export interface UsedProof {
  /** RFC 7638 thumbprint of the key that made it. */
  readonly thumbprint: string
  readonly jti: string
  readonly usableUntil: Date
}

/**
 * Uses a proof up. Of any number of simultaneous requests with the same proof, to whichever process, one gets true.
 * The key counts too, so that nobody can use up the `jti` of another.
 *
 * @see RFC 9449 section 11.1
 */
export async function useJti(
  { store }: IssuerContext,
  kind: 'dpop' | 'client-attestation',
  { thumbprint, jti, usableUntil }: UsedProof,
): Promise<boolean> {
  const jtiHash = await hashText(JSON.stringify([kind, thumbprint, jti]))
  return (await store.rememberJti(jtiHash, usableUntil)) === 'new'
}
