import {
  type CredentialFormat,
  requireOk,
  type StatusCheck,
  skipped,
  type TrustedIssuer,
  type UnverifiedCredential,
  type VerifiedCredential,
} from '@lontar/credentials'
import { publicKeyOfDidUrl } from '@lontar/credentials/did'
import { LontarError, MalformedError, VerificationError } from '@lontar/credentials/errors'
import type { ResolveIssuerKey } from '@lontar/credentials/issuer-key'
import { jwkThumbprint, type PrivateJwk } from '@lontar/credentials/jose'

/** What a received credential is held against. */
export interface ReceivedCredentialExpectations {
  readonly format: CredentialFormat
  readonly expectedType: string
  /** The pinned issuers, or `self-consistent` for any did:jwk whose own key signed. */
  readonly expectedIssuers: readonly TrustedIssuer[] | 'self-consistent'
  /** Finds the keys of issuers that the trust list does not pin. */
  readonly resolveIssuerKey: ResolveIssuerKey
  /** The keys that were proven to the issuer and have no credential yet, by thumbprint. */
  readonly expectedKeys: ReadonlyMap<string, PrivateJwk>
  readonly now: Date
}

/** A credential that passed, with the key that it is bound to. */
export interface CheckedCredential {
  readonly credential: VerifiedCredential
  readonly thumbprint: string
  readonly privateJwk: PrivateJwk
}

/**
 * Checks a credential before anything is kept (security: E21, B17). The order of the proofs says nothing about the
 * order of the credentials, so the key is found by its thumbprint (OpenID4VCI 1.0 section 8.3).
 *
 * @throws MalformedError `credential_malformed` and the reading codes of its format
 * @throws VerificationError `issuer_untrusted`, `credential_holder_mismatch`, `holder_key_missing`, or the code of
 *   the first check that did not pass
 */
export async function checkReceivedCredential(
  text: string,
  expectations: ReceivedCredentialExpectations,
): Promise<CheckedCredential> {
  const { format, expectedType, resolveIssuerKey, now } = expectations
  const unverified = await parse(format, text)
  const verdict = await format.verify(text, {
    expectedIssuers: issuersFor(unverified, expectations),
    resolveIssuerKey,
    expectedTypes: [expectedType],
    // RFC 9901 section 7.2: a holder refuses an SD-JWT with key binding at issuance.
    expectedKeyBinding: 'none',
    checkStatus: statusNotCheckedAtReceipt,
    now,
  })
  const credential = requireOk(verdict)
  return { credential, ...(await findHolderKey(credential, expectations.expectedKeys)) }
}

/** Our policy: the status of a credential is the verifier's to check, at the time of use. */
const statusNotCheckedAtReceipt: StatusCheck = async () =>
  skipped('status', 'Lontar wallet policy: not checked at receipt')

async function parse(format: CredentialFormat, text: string): Promise<UnverifiedCredential> {
  try {
    return await format.parse(text)
  } catch (error) {
    if (error instanceof LontarError) throw error
    throw new MalformedError('credential_malformed', 'The credential that the issuer sent cannot be read.')
  }
}

function issuersFor(
  { issuer }: UnverifiedCredential,
  { expectedIssuers, expectedType }: ReceivedCredentialExpectations,
): readonly TrustedIssuer[] {
  if (expectedIssuers !== 'self-consistent') return expectedIssuers
  // The DID is the key, so whoever signs under it is that issuer, known or not.
  const kid = `${issuer}#0`
  try {
    return [{ issuer, types: [expectedType], jwks: { keys: [{ ...publicKeyOfDidUrl(kid), kid }] } }]
  } catch {
    throw new VerificationError(
      'issuer_untrusted',
      'The issuer is not in the trust list, and its identifier does not hold its key.',
    )
  }
}

async function findHolderKey(
  { holderKey }: VerifiedCredential,
  expectedKeys: ReadonlyMap<string, PrivateJwk>,
): Promise<{ thumbprint: string; privateJwk: PrivateJwk }> {
  if (holderKey === undefined)
    throw new VerificationError('holder_key_missing', 'The credential is bound to no key.')
  const thumbprint = await jwkThumbprint(holderKey)
  const privateJwk = expectedKeys.get(thumbprint)
  if (privateJwk === undefined) {
    throw new VerificationError(
      'credential_holder_mismatch',
      'The credential is not bound to a fresh key of this wallet.',
    )
  }
  return { thumbprint, privateJwk }
}
