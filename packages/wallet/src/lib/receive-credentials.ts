import { ProtocolError, UnsupportedError, VerificationError } from '@lontar/credentials/errors'
import {
  createTokenRequest,
  type PreAuthorizedCodeGrant,
  preAuthorizedCodeGrantType,
} from '@lontar/openid4vc/openid4vci'
import { type ConfirmReceived, collectCredentials } from './collect-credentials.ts'
import { currentTrust, type WalletTrust } from './current-trust.ts'
import { openIssuanceChannel } from './issuance-channel.ts'
import { planCollection } from './plan-collection.ts'
import { type RequestedToken, requestToken } from './request-token.ts'
import type { ResolvedOffer } from './resolve-offer.ts'
import type { StoredCredential } from './stored-credential.ts'
import type { WalletContext } from './wallet-context.ts'

/** Whom to trust with what an issuer gives, and how to take it. */
export interface CollectOptions {
  /** Whom to trust, a list or a source of one; without it nobody. */
  readonly trust?: WalletTrust
  /** Take credentials of an issuer that no list knows, if its did:jwk signed them; false by default. */
  readonly acceptUntrustedIssuer?: boolean
  /** Have the credentials sent encrypted also where the issuer does not require it; false by default. */
  readonly encrypt?: boolean
  /**
   * Asked once, after every check, with what came and before anything is kept. Anything but true keeps nothing:
   * an offer that someone else prepared can hold someone else's credential (security: E7).
   */
  readonly confirm?: ConfirmReceived
}

/** The same, where it is still open how many copies are asked for. */
export interface RequestOptions extends CollectOptions {
  /** How many copies of each, from 1; more than the issuer's batch size count as that many. 1 by default. */
  readonly copies?: number
}

/** How an offer is taken up. */
export interface ReceiveOptions extends RequestOptions {
  /**
   * Whom to trust, a list or a source of one; by default the list that the offer was reviewed with, and nobody for an
   * offer that was not reviewed.
   */
  readonly trust?: WalletTrust
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
  const { metadata, server, configurations } = resolved
  const list = (await currentTrust(options.trust)) ?? resolved.trust
  const heldOut = { metadata, configurations, configurationIds: options.configurationIds, list }
  const { collection, trust } = planCollection(context, heldOut, options)
  const grant = requireGrant(resolved)
  checkTxCode(grant, options.txCode)
  // Only now, with the issuer decided on, does the code leave the wallet (security: E6).
  const { token, channel } = await redeemOffer(context, resolved, grant, options.txCode)
  const { clientId } = channel
  const issuance = { metadata, server, channel, token, clientId, trust, confirm: options.confirm }
  return collectCredentials(context, issuance, collection)
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
  context: WalletContext,
  { server }: ResolvedOffer,
  { 'pre-authorized_code': preAuthorizedCode }: PreAuthorizedCodeGrant,
  txCode: string | undefined,
): Promise<RequestedToken> {
  const opened = await openIssuanceChannel(context, server)
  const { clientId } = opened
  const body = createTokenRequest({
    preAuthorizedCode,
    ...(txCode !== undefined && { txCode }),
    ...(clientId !== undefined && { clientId }),
  })
  try {
    return await requestToken(context, server, opened, body)
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
