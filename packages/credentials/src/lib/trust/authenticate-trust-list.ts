import { LontarError } from '../errors/lontar-error.ts'
import { pinnedIssuerKey } from '../issuer-key/pinned-issuer-key.ts'
import type { UnverifiedJws } from '../jose/parse-jws.ts'
import { verifyJwsSignature } from '../jose/verify-jws-signature.ts'
import { requireStep } from '../verdict/require-step.ts'
import { trustTokenAuthority, trustTokenSignature, trustTokenSubject } from '../verdict/steps/trust-steps.ts'
import type { UnverifiedTrustList } from './parse-signed-trust-list.ts'
import { parseTrustList } from './parse-trust-list.ts'
import type { SignedTrustList, TrustAuthority } from './signed-trust-list.ts'

/** Who must have signed a list, and for which address. */
export interface TrustListOrigin {
  /** Whose signature makes it count. */
  readonly expectedAuthority: TrustAuthority
  /** The address from which it is followed. */
  readonly expectedUrl: string
  /** The instant at which the list must be in force. */
  readonly now: Date
}

/**
 * Verifies who signed a trust list, and for which address. Whether it still holds is for the caller to judge.
 *
 * @param unverified what `parseSignedTrustList` returned.
 * @param origin see `TrustListOrigin`.
 * @returns the list.
 * @throws MalformedError `trust_list_malformed`; VerificationError `trust_list_signature_invalid`,
 * `trust_list_subject_mismatch`.
 */
export async function authenticateTrustList(
  { jws, authority, trustList, ...said }: UnverifiedTrustList,
  { expectedAuthority, expectedUrl, now }: TrustListOrigin,
): Promise<SignedTrustList> {
  await requireSignature(jws, expectedAuthority, now)
  requireStep(trustTokenAuthority, authority === expectedAuthority.issuer)
  requireStep(trustTokenSubject, said.url === expectedUrl)
  return Object.freeze({ ...said, trustList: parseTrustList(trustList) })
}

async function requireSignature(jws: UnverifiedJws, authority: TrustAuthority, now: Date): Promise<void> {
  try {
    const issuer = { ...authority, types: [] }
    const expectedKey = await pinnedIssuerKey({ issuer, header: jws.header, now })
    await verifyJwsSignature(jws, { expectedKey, expectedType: 'trustlist+jwt' })
  } catch (cause) {
    if (cause instanceof LontarError) requireStep(trustTokenSignature, false, { cause })
    throw cause
  }
}
