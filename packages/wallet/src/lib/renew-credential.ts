import { ProtocolError, VerificationError } from '@lontar/credentials/errors'
import {
  createTokenRequest,
  fetchAuthorizationServerMetadata,
  fetchCredentialIssuerMetadata,
  fetchToken,
  selectMessageEncryption,
} from '@lontar/openid4vc/openid4vci'
import { collectCredentials } from './collect-credentials.ts'
import { currentTrust } from './current-trust.ts'
import { openIssuanceChannel, withFreshAttestation } from './issuance-channel.ts'
import type { CollectOptions } from './receive-credentials.ts'
import { deleteRenewal, findRenewal, writeRenewal } from './renewal.ts'
import { offeredConfiguration } from './resolve-offer.ts'
import type { StoredCredential } from './stored-credential.ts'
import { countCopies, decideTrust, takeConfigurations } from './taken-configuration.ts'
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
  options: CollectOptions,
): Promise<StoredCredential[]> {
  const renewal = await findRenewal(context, stored.batch)
  if (renewal === undefined) {
    throw new VerificationError(
      'renewal_unavailable',
      'The issuer gave no refresh token with the credential.',
    )
  }
  const { fetch } = context
  const metadata = await fetchCredentialIssuerMetadata(renewal.issuer, { fetch })
  const server = await fetchAuthorizationServerMetadata(renewal.server, { fetch })
  const taken = takeConfigurations(sameKind(context, metadata, stored), undefined)
  const list = await currentTrust(options.trust)
  const trust = decideTrust(metadata, taken, list, options.acceptUntrustedIssuer === true)
  const copies = countCopies(metadata, options.copies ?? 1)
  selectMessageEncryption(metadata)
  const opened = await openIssuanceChannel(context, server, { dpopKey: renewal.dpopKey })
  const { refreshToken, clientId } = renewal
  const body = createTokenRequest({ refreshToken, ...(clientId !== undefined && { clientId }) })
  try {
    const { value: token, channel } = await withFreshAttestation(context, server, opened, (through) =>
      fetchToken(server.token_endpoint, body, { fetch: through.fetch }),
    )
    // Whoever rotates it has ended the old one: the new one is kept before anything else can fail.
    if (token.refreshToken !== undefined)
      await writeRenewal(context, { ...renewal, refreshToken: token.refreshToken })
    const issuance = { metadata, server, channel, token, clientId, trust, confirm: options.confirm }
    const received = await collectCredentials(context, issuance, {
      taken,
      copies,
      encrypt: options.encrypt ?? false,
    })
    if (token.refreshToken !== undefined) await deleteRenewal(context, renewal.id)
    return received
  } catch (error) {
    const isOver = error instanceof ProtocolError && error.protocolError === 'invalid_grant'
    if (isOver) await deleteRenewal(context, renewal.id)
    throw error
  }
}

/** The configurations of the issuer that give what is held: of its format and type. */
function sameKind(
  context: WalletContext,
  metadata: Parameters<typeof offeredConfiguration>[1],
  { format, type }: StoredCredential,
): ReturnType<typeof offeredConfiguration>[] {
  const ids = Object.keys(metadata.credential_configurations_supported)
  const offered = ids.map((id) => offeredConfiguration(context, metadata, id))
  const same = offered.filter((each) => each.configuration.format === format && each.type === type)
  if (same.length > 0) return same.slice(0, 1)
  throw new VerificationError(
    'renewal_unavailable',
    'The issuer does not give credentials of that kind any more.',
  )
}
