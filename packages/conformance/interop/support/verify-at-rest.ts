import { requireOk, skipped, type TrustList, type VerifiedCredential } from '@lontar/credentials'
import { createGuardedFetch } from '@lontar/credentials/guarded-fetch'
import { pinnedIssuerKey } from '@lontar/credentials/issuer-key'
import { createStatusChecker } from '@lontar/credentials/status'
import { verifyPresentation } from '@lontar/verifier'

/**
 * Verifies a credential as `lontar verify` does: signature by a pinned key, issuer, type, times, and the status that
 * its list has at this moment, over real HTTP.
 *
 * @param withoutStatus accepts an issuer that publishes no status at all; such a credential is `status_missing` to us
 * @param now what time it is; the clock's by default
 * @throws VerificationError with the code of the first check that did not pass
 */
export async function verifyAtRest(
  text: string,
  trust: TrustList,
  { withoutStatus = false, now = new Date() }: { readonly withoutStatus?: boolean; readonly now?: Date } = {},
): Promise<VerifiedCredential> {
  const verdict = await verifyPresentation({
    text,
    trust,
    expectedTypes: trust.issuers.flatMap(({ types }) => types),
    expectedKeyBinding: 'none',
    resolveIssuerKey: pinnedIssuerKey,
    checkStatus: withoutStatus
      ? async () => skipped('status', 'this issuer publishes none')
      : createStatusChecker({
          fetch: createGuardedFetch({ dangerouslyAllowLoopbackHttp: true }),
          now: () => now,
          resolveIssuerKey: pinnedIssuerKey,
        }),
    now,
  })
  return requireOk(verdict)
}
