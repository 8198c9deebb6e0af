import { LontarError, NetworkError } from '../errors/lontar-error.ts'
import { pinnedIssuerKey } from '../issuer-key/pinned-issuer-key.ts'
import type { ResolveIssuerKey } from '../issuer-key/resolve-issuer-key.ts'
import type { UnverifiedJws } from '../jose/parse-jws.ts'
import { verifyJwsSignature } from '../jose/verify-jws-signature.ts'
import type { TrustedIssuer } from '../trust/trust-list.ts'
import { requireStep } from '../verdict/require-step.ts'
import { listNotExpired, listNotFromTheFuture, listSignature } from '../verdict/steps/status-steps.ts'
import type { SignedStatusList } from './status-list.ts'

/** What every status list must fit. */
export interface SignedStatusListExpectations {
  /** The URL by which the credential names the list, exactly. */
  readonly expectedUri: string
  /** The issuer of the credential. */
  readonly expectedIssuer: TrustedIssuer
  /** Finds the key of the issuer; by default only among the keys that the trust list pins. */
  readonly resolveIssuerKey?: ResolveIssuerKey
  /** The instant for which the status is asked: the list must cover it. Usually the time that it is. */
  readonly now: Date
}

/** How far the issuer's clock may be ahead, in milliseconds. */
const clockSkewMilliseconds = 60_000

/**
 * Verifies that the issuer of the credential signed the list, as what it is.
 *
 * @param jws the list.
 * @param expectedType its `typ`.
 * @param expectations see `SignedStatusListExpectations`.
 * @throws VerificationError `status_list_signature_invalid`; NetworkError of the resolver.
 * @see Token Status List section 8.3, Bitstring Status List section 3.2
 */
export async function verifyStatusListSignature(
  jws: UnverifiedJws,
  expectedType: string,
  { expectedIssuer: issuer, resolveIssuerKey = pinnedIssuerKey, now }: SignedStatusListExpectations,
): Promise<void> {
  try {
    const expectedKey = await resolveIssuerKey({ issuer, header: jws.header, now })
    await verifyJwsSignature(jws, { expectedKey, expectedType })
  } catch (error) {
    // Without a network there is no answer, and that is no proof of a forgery.
    const isAnswer = error instanceof LontarError && !(error instanceof NetworkError)
    if (isAnswer) requireStep(listSignature, false, { cause: error })
    throw error
  }
}

/** When a list holds. */
interface ListTimes extends Pick<SignedStatusList, 'issuedAt' | 'expiresAt'> {
  readonly notBefore?: Date | undefined
}

/**
 * Requires that a list covers an instant.
 *
 * @param list its times; what is absent is open.
 * @param now the instant.
 * @throws VerificationError `status_list_expired`; `status_list_not_yet_valid` for a list made more than 60 seconds
 * later, which would set the mark so high that no true list could be accepted afterwards.
 * @see Token Status List sections 8.3 and 8.4
 */
export function requireListCovers({ issuedAt, notBefore, expiresAt }: ListTimes, now: Date): void {
  requireStep(listNotExpired, expiresAt === undefined || now < expiresAt)
  const latest = now.getTime() + clockSkewMilliseconds
  const starts = [issuedAt, notBefore].filter((start) => start !== undefined)
  requireStep(
    listNotFromTheFuture,
    starts.every((start) => start.getTime() <= latest),
  )
}
