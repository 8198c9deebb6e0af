import { VerificationError } from '@lontar/credentials/errors'
import { type CredentialIssuerMetadata, fetchAuthorizationServerMetadata } from '@lontar/openid4vc/openid4vci'
import { collectCredentials } from './collect-credentials.ts'
import { currentTrust } from './current-trust.ts'
import { fetchIssuerMetadata } from './fetch-issuer-metadata.ts'
import { openIssuanceChannel } from './issuance-channel.ts'
import { planCollection } from './plan-collection.ts'
import type { RequestOptions } from './receive-credentials.ts'
import { redeemRefreshToken } from './redeem-refresh-token.ts'
import { findRenewal } from './renewal.ts'
import { type OfferedConfiguration, offeredConfiguration } from './resolve-offer.ts'
import type { StoredCredential } from './stored-credential.ts'
import type { WalletContext } from './wallet-context.ts'

/**
 * Asks the issuer of a credential for new ones of the same kind, by the refresh token that came with it. The old ones
 * stay until they are removed.
 *
 * @throws VerificationError `renewal_unavailable`, and what checking a credential throws; ProtocolError `issuer_refused`,
 *   after `invalid_grant` the token is forgotten.
 * @see RFC 6749 section 6
 */
export async function renewCredential(
  context: WalletContext,
  stored: StoredCredential,
  options: RequestOptions,
): Promise<StoredCredential[]> {
  const renewal = await findRenewal(context, stored.batch)
  if (renewal === undefined) {
    throw new VerificationError(
      'renewal_unavailable',
      'The issuer gave no refresh token with the credential.',
    )
  }
  const metadata = await fetchIssuerMetadata(context, renewal.issuer)
  const { fetch } = context
  const server = await fetchAuthorizationServerMetadata(renewal.server, { fetch })
  const configurations = sameKind(context, metadata, stored)
  const list = await currentTrust(options.trust)
  const { collection, trust } = planCollection(context, { metadata, configurations, list }, options)
  const { refreshToken, clientId, dpopKey } = renewal
  const opened = await openIssuanceChannel(context, server, { dpopKey })
  const { token, channel } = await redeemRefreshToken(context, server, opened, { refreshToken, clientId })
  const issuance = { metadata, server, channel, token, clientId, trust, confirm: options.confirm }
  return collectCredentials(context, issuance, collection)
}

/** The configurations of the issuer that give what is held: of its format and type. */
function sameKind(
  context: WalletContext,
  metadata: CredentialIssuerMetadata,
  { format, type }: StoredCredential,
): OfferedConfiguration[] {
  const ids = Object.keys(metadata.credential_configurations_supported)
  const offered = ids.map((id) => offeredConfiguration(context, metadata, id))
  const same = offered.filter((each) => each.configuration.format === format && each.type === type)
  if (same.length > 0) return same.slice(0, 1)
  throw new VerificationError(
    'renewal_unavailable',
    'The issuer does not give credentials of that kind any more.',
  )
}
