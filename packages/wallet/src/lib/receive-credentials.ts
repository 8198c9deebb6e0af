import type { TrustList } from '@lontar/credentials'
import {
  invalidArgument,
  ProtocolError,
  UnsupportedError,
  VerificationError,
} from '@lontar/credentials/errors'
import { encodeBase64Url } from '@lontar/credentials/jose'
import {
  createTokenRequest,
  fetchToken,
  preAuthorizedCodeGrantType,
  type TokenResponse,
} from '@lontar/openid4vc/openid4vci'
import { type CheckedCredential, checkReceivedCredential } from './check-received-credential.ts'
import { currentTrust, type WalletTrust } from './current-trust.ts'
import { requestCredentials } from './request-credentials.ts'
import type { OfferedConfiguration, ResolvedOffer } from './resolve-offer.ts'
import { keepStoredCredentials, type StoredCredential } from './stored-credential.ts'
import { trustedIssuersOf } from './trusted-issuers.ts'
import type { WalletContext } from './wallet-context.ts'
import { type OfferedCredential, toWalletCredential } from './wallet-credential.ts'

/** How an offer is taken up. */
export interface ReceiveOptions {
  /** What the holder typed, after seeing who asks for it. Needed if and only if the offer asks for it. */
  readonly txCode?: string
  /** Whom to trust, a list or a source of one; by default the list that the offer was reviewed with. */
  readonly trust?: WalletTrust
  /** Take credentials of an issuer that no list knows, if its did:jwk signed them; false by default. */
  readonly acceptUntrustedIssuer?: boolean
  /** Which of the offer's configurations to take; all by default. */
  readonly configurationIds?: readonly string[]
  /** How many copies of each, from 1 up to the issuer's batch size; 1 by default. */
  readonly copies?: number
  /**
   * Asked once, after every check, with what came and before anything is kept. Anything but true keeps nothing:
   * an offer that someone else prepared can hold someone else's credential (security: E7).
   */
  readonly confirm?: (received: readonly OfferedCredential[]) => boolean | Promise<boolean>
}

/** A configuration that the wallet can take. */
interface TakenConfiguration extends OfferedConfiguration {
  readonly format: NonNullable<OfferedConfiguration['format']>
  readonly type: string
}

interface ReceivedCredential extends StoredCredential {
  readonly claims: OfferedCredential['claims']
}

/** Takes up an offer: token, proofs, credentials, checks; then keeps all of them or none. */
export async function receiveCredentials(
  context: WalletContext,
  resolved: ResolvedOffer,
  options: ReceiveOptions,
): Promise<StoredCredential[]> {
  const trust = (await currentTrust(options.trust)) ?? resolved.trust
  const taken = takeConfigurations(resolved, options.configurationIds)
  const issuerTrusted = decideTrust(resolved, taken, trust, options.acceptUntrustedIssuer === true)
  const copies = countCopies(resolved, options.copies ?? 1)
  refuseEncryption(resolved)
  checkTxCode(resolved, options.txCode)
  // Only now, with the issuer decided on, does the code leave the wallet (security: E6).
  const token = await redeemOffer(context, resolved, options.txCode)
  const received: ReceivedCredential[] = []
  for (const configuration of taken) {
    const receive = { resolved, configuration, token, copies, trust: issuerTrusted ? trust : undefined }
    received.push(...(await receiveConfiguration(context, receive)))
  }
  await confirm(received, options.confirm)
  await keepStoredCredentials(context, encodeBase64Url(context.randomBytes(16)), received)
  return received
}

function takeConfigurations(
  { configurations }: ResolvedOffer,
  ids: readonly string[] | undefined,
): TakenConfiguration[] {
  if (ids !== undefined && (ids.length === 0 || new Set(ids).size < ids.length)) throw configurationUnknown()
  const wanted = ids ?? configurations.map(({ id }) => id)
  return wanted.map((id) => {
    const found = configurations.find((configuration) => configuration.id === id)
    if (found === undefined) throw configurationUnknown()
    return takeConfiguration(found)
  })
}

function configurationUnknown(): VerificationError {
  return new VerificationError(
    'credential_configuration_unknown',
    'The offer does not hold what is to be taken from it.',
  )
}

function takeConfiguration(offered: OfferedConfiguration): TakenConfiguration {
  const { format, type, configuration } = offered
  const algorithms = configuration.proof_types_supported?.jwt?.proof_signing_alg_values_supported
  const provable = configuration.proof_types_supported === undefined || algorithms?.includes('ES256') === true
  if (format === undefined || type === undefined || !provable) {
    throw new UnsupportedError(
      'credential_format_unsupported',
      'The offer holds a credential of a format, type or key proof that this wallet cannot handle.',
    )
  }
  return { ...offered, format, type }
}

/** Whether the list knows the issuer for everything taken. If not, the caller has to have accepted that. */
function decideTrust(
  { metadata }: ResolvedOffer,
  taken: readonly TakenConfiguration[],
  trust: TrustList | undefined,
  acceptUntrustedIssuer: boolean,
): boolean {
  const known = taken.every(
    ({ type }) => trustedIssuersOf(trust, metadata.credential_issuer, type).length > 0,
  )
  if (!known && !acceptUntrustedIssuer)
    throw new VerificationError('issuer_untrusted', 'The issuer is not in the trust list for what it offers.')
  return known
}

function countCopies({ metadata }: ResolvedOffer, copies: number): number {
  if (!Number.isSafeInteger(copies) || copies < 1) {
    throw invalidArgument('copies has to be a whole number from 1.')
  }
  // OpenID4VCI 1.0 section 12.2.4: without batch issuance one proof, else never more than the batch size.
  return Math.min(copies, metadata.batch_credential_issuance?.batch_size ?? 1)
}

function refuseEncryption({ metadata }: ResolvedOffer): void {
  const required = [metadata.credential_request_encryption, metadata.credential_response_encryption]
  if (required.some((encryption) => encryption?.encryption_required === true))
    throw new UnsupportedError('credential_encryption_unsupported', 'The issuer requires encrypted messages.')
}

function checkTxCode({ offer }: ResolvedOffer, txCode: string | undefined): void {
  // OpenID4VCI 1.0 section 4.1.1: an empty object still asks for a code.
  const required = offer.grants[preAuthorizedCodeGrantType]?.tx_code !== undefined
  if (required && (txCode === undefined || txCode === ''))
    throw new VerificationError('tx_code_required', 'The offer needs a transaction code.')
  if (!required && txCode !== undefined)
    throw new VerificationError(
      'tx_code_unexpected',
      'The offer asks for no transaction code, so none is sent.',
    )
}

async function redeemOffer(
  { fetch }: WalletContext,
  { offer, tokenEndpoint }: ResolvedOffer,
  txCode: string | undefined,
): Promise<TokenResponse> {
  const preAuthorizedCode = offer.grants[preAuthorizedCodeGrantType]?.['pre-authorized_code']
  if (preAuthorizedCode === undefined)
    throw new UnsupportedError('grant_type_unsupported', 'The offer has no pre-authorized code.')
  const body = createTokenRequest({ preAuthorizedCode, ...(txCode === undefined ? {} : { txCode }) })
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

interface ConfigurationReceipt {
  readonly resolved: ResolvedOffer
  readonly configuration: TakenConfiguration
  readonly token: TokenResponse
  readonly copies: number
  /** Absent when the issuer is not trusted and accepted all the same. */
  readonly trust: TrustList | undefined
}

async function receiveConfiguration(
  context: WalletContext,
  receipt: ConfigurationReceipt,
): Promise<ReceivedCredential[]> {
  const { id: configurationId } = receipt.configuration
  // Section 8.2: an identifier if and only if the token response gave one.
  const identifiers = receipt.token.credentialIdentifiers.get(configurationId)
  const targets = identifiers?.map((credentialIdentifier) => ({ credentialIdentifier })) ?? [
    { configurationId },
  ]
  const received: ReceivedCredential[] = []
  for (const target of targets) received.push(...(await receiveBatch(context, receipt, target)))
  return received
}

async function receiveBatch(
  context: WalletContext,
  { resolved: { metadata }, configuration, token: { accessToken }, copies, trust }: ConfigurationReceipt,
  target: { readonly configurationId: string } | { readonly credentialIdentifier: string },
): Promise<ReceivedCredential[]> {
  const { texts, keys } = await requestCredentials(context, { metadata, accessToken, target, copies })
  const { format, type } = configuration
  const expectedIssuers =
    trust === undefined ? 'self-consistent' : trustedIssuersOf(trust, metadata.credential_issuer, type)
  const batch = encodeBase64Url(context.randomBytes(16))
  const received: ReceivedCredential[] = []
  for (const text of texts) {
    const expectations = {
      format,
      expectedType: type,
      expectedIssuers,
      resolveIssuerKey: context.resolveIssuerKey,
      expectedKeys: keys,
      now: context.now(),
    } as const
    const checked = await checkReceivedCredential(text, expectations)
    // One credential a key: a second one for the same key finds it gone.
    keys.delete(checked.thumbprint)
    received.push({ ...toStored(context, checked, text), type, batch, issuerTrusted: trust !== undefined })
  }
  return received
}

function toStored(
  context: WalletContext,
  { credential, privateJwk }: CheckedCredential,
  text: string,
): Omit<ReceivedCredential, 'type' | 'batch' | 'issuerTrusted'> {
  return {
    id: encodeBase64Url(context.randomBytes(16)),
    format: credential.format,
    issuer: credential.issuer,
    text,
    privateJwk,
    receivedAt: context.now(),
    expiresAt: credential.expiresAt ?? null,
    presentedCount: 0,
    claims: credential.claims,
  }
}

async function confirm(
  received: readonly ReceivedCredential[],
  ask: ReceiveOptions['confirm'],
): Promise<void> {
  if (ask === undefined) return
  const shown = received.map((credential) => ({
    ...toWalletCredential(credential),
    claims: credential.claims,
  }))
  if ((await ask(shown)) !== true)
    throw new VerificationError('consent_missing', 'The holder did not want to keep what was offered.')
}
