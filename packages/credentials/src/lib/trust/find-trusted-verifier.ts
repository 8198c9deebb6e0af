import type { TrustedVerifier, TrustList } from './trust-list.ts'

/**
 * Finds what a reader trusts a verifier with.
 *
 * @param trust the trust list of the reader; without one he knows nobody.
 * @param clientId the full Client Identifier, prefix included, letter for letter.
 * @returns the entry, or `undefined` for a verifier that the list does not know.
 */
export function findTrustedVerifier(
  trust: Pick<TrustList, 'verifiers'> | undefined,
  clientId: string,
): TrustedVerifier | undefined {
  return trust?.verifiers.find((verifier) => verifier.clientId === clientId)
}
