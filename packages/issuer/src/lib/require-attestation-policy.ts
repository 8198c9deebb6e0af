import { invalidArgument } from '@lontar/credentials/errors'
import type { AttestationPolicy, ClientAttestationPolicy } from './attestation-policy.ts'

/**
 * Checks whose attestations an issuer believes: at least one attester, each with keys or with roots, and somebody to
 * check certificates where there are roots.
 *
 * @throws TypeError `ERR_INVALID_ARG_VALUE`.
 */
export function requireAttestationPolicy(
  name: string,
  policy: (AttestationPolicy & Pick<ClientAttestationPolicy, 'maxAgeSeconds'>) | undefined,
): void {
  if (policy === undefined) return
  const { attesters, verifyX5c, maxAgeSeconds = 1 } = policy
  const withRoots = attesters.filter(({ roots = [] }) => roots.length > 0)
  const withKeys = attesters.filter(({ jwks }) => (jwks?.keys.length ?? 0) > 0)
  if (
    attesters.length === 0 ||
    attesters.some((each) => !withRoots.includes(each) && !withKeys.includes(each))
  ) {
    throw invalidArgument(`${name} has no attester, or one without keys and roots.`)
  }
  if (withRoots.length > 0 && verifyX5c === undefined) {
    throw invalidArgument(`${name} has roots and nothing that checks certificates: verifyX5c.`)
  }
  if (!Number.isSafeInteger(maxAgeSeconds) || maxAgeSeconds < 1) {
    throw invalidArgument(`maxAgeSeconds of ${name} is not an integer from 1.`)
  }
}
