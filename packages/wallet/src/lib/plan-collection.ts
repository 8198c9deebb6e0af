import type { TrustList } from '@lontar/credentials'
import { UnsupportedError } from '@lontar/credentials/errors'
import { type CredentialIssuerMetadata, selectMessageEncryption } from '@lontar/openid4vc/openid4vci'
import type { Collection } from './collect-credentials.ts'
import { keyAttestationMissing, wantsKeyAttestation } from './prove-keys.ts'
import type { RequestOptions } from './receive-credentials.ts'
import type { OfferedConfiguration } from './resolve-offer.ts'
import { countCopies, decideTrust, takeConfigurations } from './taken-configuration.ts'
import type { WalletContext } from './wallet-context.ts'

/** What is held out, and by whom. */
export interface HeldOut {
  readonly metadata: CredentialIssuerMetadata
  readonly configurations: readonly OfferedConfiguration[]
  /** Which of them to take; all by default. */
  readonly configurationIds?: readonly string[] | undefined
  /** The list that counts. */
  readonly list: TrustList | undefined
}

/** What is collected, and the list by which it is judged; `undefined` for an unknown issuer that was accepted. */
export interface CollectionPlan {
  readonly collection: Collection
  readonly trust: TrustList | undefined
}

/**
 * Decides on everything that can be decided before a code is spent or a person is sent to a page: what is taken,
 * whether its issuer is trusted, and whether this wallet can do what he requires.
 *
 * @throws VerificationError `issuer_untrusted`, `credential_configuration_unknown`
 * @throws UnsupportedError `credential_format_unsupported`, `credential_encryption_unsupported`,
 *   `nonce_endpoint_missing`, `key_attestation_missing`
 * @throws TypeError `ERR_INVALID_ARG_VALUE` for less than one copy
 */
export function planCollection(
  context: WalletContext,
  { metadata, configurations, configurationIds, list }: HeldOut,
  { acceptUntrustedIssuer = false, copies = 1, encrypt = false }: RequestOptions,
): CollectionPlan {
  const taken = takeConfigurations(configurations, configurationIds)
  const trust = decideTrust(metadata, taken, list, acceptUntrustedIssuer)
  const collection = { taken, copies: countCopies(metadata, copies), encrypt }
  requireFeasible(context, metadata, collection)
  return { collection, trust }
}

function requireFeasible(
  { attestKeys }: WalletContext,
  metadata: CredentialIssuerMetadata,
  { taken, encrypt }: Collection,
): void {
  if (encrypt && selectMessageEncryption(metadata).response === undefined) throw encryptionUnsupported()
  selectMessageEncryption(metadata)
  requireNonceEndpoint(metadata)
  const isWanted = taken.some(({ configuration }) => wantsKeyAttestation(configuration))
  if (isWanted && attestKeys === undefined) throw keyAttestationMissing()
}

/** What the holder wants encrypted is not asked for in clear. */
export function encryptionUnsupported(): UnsupportedError {
  return new UnsupportedError('credential_encryption_unsupported', 'The issuer cannot encrypt what it sends.')
}

/** Where nonces are had; without them a proof could be made in advance, so that such issuers are not supported. */
export function requireNonceEndpoint({ nonce_endpoint: endpoint }: CredentialIssuerMetadata): string {
  if (endpoint !== undefined) return endpoint
  throw new UnsupportedError('nonce_endpoint_missing', 'An issuer without nonces is not supported.')
}
