import { ProtocolError, UnsupportedError, VerificationError } from '@lontar/credentials/errors'
import {
  createTokenRequest,
  fetchToken,
  type PreAuthorizedCodeGrant,
  preAuthorizedCodeGrantType,
  selectMessageEncryption,
  type TokenResponse,
} from '@lontar/openid4vc/openid4vci'
import { type ConfirmReceived, collectCredentials } from './collect-credentials.ts'
import { currentTrust, type WalletTrust } from './current-trust.ts'
import { type IssuanceChannel, openIssuanceChannel, withFreshAttestation } from './issuance-channel.ts'
import type { ResolvedOffer } from './resolve-offer.ts'
import type { StoredCredential } from './stored-credential.ts'
import { countCopies, decideTrust, takeConfigurations } from './taken-configuration.ts'
import type { WalletContext } from './wallet-context.ts'

/** Whom to trust with what an issuer gives, and how to take it. */
export interface CollectOptions {
  /** Whom to trust, a list or a source of one; by default the list that the offer was reviewed with. */
  readonly trust?: WalletTrust
  /** Take credentials of an issuer that no list knows, if its did:jwk signed them; false by default. */
  readonly acceptUntrustedIssuer?: boolean
  /** How many copies of each, from 1 up to the issuer's batch size; 1 by default. */
  readonly copies?: number
  /** Have the credentials sent encrypted also where the issuer does not require it; false by default. */
  readonly encrypt?: boolean
  /**
   * Asked once, after every check, with what came and before anything is kept. Anything but true keeps nothing:
   * an offer that someone else prepared can hold someone else's credential (security: E7).
   */
  readonly confirm?: ConfirmReceived
}

/** How an offer is taken up. */
export interface ReceiveOptions extends CollectOptions {
  /** What the holder typed, after seeing who asks for it. Needed if and only if the offer asks for it. */
  readonly txCode?: string
  /** Which of the offer's configurations to take; all by default. */
  readonly configurationIds?: readonly string[]
}

/** Takes up an offer: token, proofs, credentials, checks; then keeps all of them or none. */
export async function receiveCredentials(
  context: WalletContext,
  resolved: ResolvedOffer,
  options: ReceiveOptions,
): Promise<StoredCredential[]> {
  const { metadata, server } = resolved
  const list = (await currentTrust(options.trust)) ?? resolved.trust
  const taken = takeConfigurations(resolved.configurations, options.configurationIds)
  const trust = decideTrust(metadata, taken, list, options.acceptUntrustedIssuer === true)
  const copies = countCopies(metadata, options.copies ?? 1)
  // What cannot be encrypted as the issuer requires is found out before the code is spent.
  selectMessageEncryption(metadata)
  const grant = requireGrant(resolved)
  checkTxCode(grant, options.txCode)
  // Only now, with the issuer decided on, does the code leave the wallet (security: E6).
  const opened = await openIssuanceChannel(context, server)
  const { value: token, channel } = await withFreshAttestation(context, server, opened, (through) =>
    redeemOffer(server.token_endpoint, grant, through, options.txCode),
  )
  const { clientId } = channel
  const issuance = { metadata, server, channel, token, clientId, trust, confirm: options.confirm }
  return collectCredentials(context, issuance, { taken, copies, encrypt: options.encrypt ?? false })
}

function requireGrant({ offer }: ResolvedOffer): PreAuthorizedCodeGrant {
  const grant = offer.grants[preAuthorizedCodeGrantType]
  if (grant !== undefined) return grant
  throw new UnsupportedError('grant_type_unsupported', 'The offer has no pre-authorized code.')
}

function checkTxCode({ tx_code: required }: PreAuthorizedCodeGrant, txCode: string | undefined): void {
  // OpenID4VCI 1.0 section 4.1.1: an empty object still asks for a code.
  if (required !== undefined && (txCode === undefined || txCode === ''))
    throw new VerificationError('tx_code_required', 'The offer needs a transaction code.')
  if (required === undefined && txCode !== undefined)
    throw new VerificationError(
      'tx_code_unexpected',
      'The offer asks for no transaction code, so none is sent.',
    )
}

async function redeemOffer(
  tokenEndpoint: string,
  { 'pre-authorized_code': preAuthorizedCode }: PreAuthorizedCodeGrant,
  { fetch, clientId }: IssuanceChannel,
  txCode: string | undefined,
): Promise<TokenResponse> {
  const body = createTokenRequest({
    preAuthorizedCode,
    ...(txCode !== undefined && { txCode }),
    ...(clientId !== undefined && { clientId }),
  })
  try {
    return await fetchToken(tokenEndpoint, body, { fetch })
  } catch (error) {
    // OpenID4VCI 1.0 section 6.3: `invalid_grant` stands for a wrong code, and for an offer used or expired.
    const wrong = txCode !== undefined && isInvalidGrant(error)
    if (!wrong) throw error
    throw new ProtocolError(
      'tx_code_wrong',
      'The issuer did not accept the transaction code for this offer.',
      {
        cause: error,
        protocolError: error.protocolError,
      },
    )
  }
}

function isInvalidGrant(error: unknown): error is ProtocolError {
  return error instanceof ProtocolError && error.protocolError === 'invalid_grant'
}
