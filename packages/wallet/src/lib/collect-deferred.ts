import { LontarError, MalformedError, ProtocolError } from '@lontar/credentials/errors'
import {
  type CredentialIssuerMetadata,
  createDeferredCredentialRequest,
  fetchAuthorizationServerMetadata,
  fetchDeferredCredentials,
  type TokenResponse,
} from '@lontar/openid4vc/openid4vci'
import { type Issuance, keepDeliveries } from './collect-credentials.ts'
import { currentTrust } from './current-trust.ts'
import {
  changeDeferredIssuance,
  type DeferredIssuance,
  deleteDeferredIssuance,
  readDeferredIssuance,
  requireDeferredIssuance,
} from './deferred-issuance.ts'
import { fetchIssuerMetadata } from './fetch-issuer-metadata.ts'
import { openIssuanceChannel } from './issuance-channel.ts'
import type { CollectOptions } from './receive-credentials.ts'
import { redeemRefreshToken } from './redeem-refresh-token.ts'
import { requireAtMost, selectEncryption } from './request-credentials.ts'
import { offeredConfiguration } from './resolve-offer.ts'
import type { StoredCredential } from './stored-credential.ts'
import { decideTrust, type TakenConfiguration, takeConfigurations } from './taken-configuration.ts'
import { tokenExpiry } from './token-expiry.ts'
import type { WalletContext } from './wallet-context.ts'

/** What came of asking for credentials that were promised. */
export type DeferredOutcome<Credential> =
  | { readonly state: 'pending'; readonly availableAt: Date }
  | { readonly state: 'received'; readonly credentials: readonly Credential[] }

/** These end an issuance for good (section 9.3). */
const final: ReadonlySet<string> = new Set(['credential_request_denied', 'invalid_transaction_id'])

/** These end a token. */
const ended: ReadonlySet<string> = new Set(['invalid_token', 'invalid_grant'])

/**
 * Asks once for credentials that an issuer promised, not before it is time.
 *
 * @throws VerificationError `issuance_unknown`, and what checking a credential throws; ProtocolError `issuer_refused`,
 *   after which the issuance is forgotten when the issuer gave it up.
 * @see OpenID4VCI 1.0 section 9
 */
export function collectDeferred(
  context: WalletContext,
  id: string,
  options: CollectOptions,
): Promise<DeferredOutcome<StoredCredential>> {
  // The issuer delivers once: of two that ask at the same time one would see the end of what the other took.
  return context.inTurn(`promise ${id}`, () => collectOnce(context, id, options))
}

async function collectOnce(
  context: WalletContext,
  id: string,
  options: CollectOptions,
): Promise<DeferredOutcome<StoredCredential>> {
  const kept = await requireDeferredIssuance(context, id)
  if (context.now() < kept.availableAt) return { state: 'pending', availableAt: kept.availableAt }
  try {
    const visit = await openVisit(context, kept, options)
    return await askAgain(context, visit, options)
  } catch (error) {
    if (await isOver(context, error, kept)) await deleteDeferredIssuance(context, id)
    throw error
  }
}

/**
 * A token that has ended is the end too when nothing brings a new one. The vault says whether something does: another
 * process may have used the refresh token meanwhile, and kept the next one.
 */
async function isOver(context: WalletContext, error: unknown, { id }: DeferredIssuance): Promise<boolean> {
  if (!(error instanceof ProtocolError)) return false
  if (final.has(error.protocolError)) return true
  return (
    ended.has(error.protocolError) && (await readDeferredIssuance(context, id))?.refreshToken === undefined
  )
}

interface Visit {
  readonly kept: DeferredIssuance
  readonly issuance: Issuance
  readonly configuration: TakenConfiguration
}

async function openVisit(
  context: WalletContext,
  kept: DeferredIssuance,
  options: CollectOptions,
): Promise<Visit> {
  const { fetch } = context
  const metadata = await fetchIssuerMetadata(context, kept.issuer)
  const server = await fetchAuthorizationServerMetadata(kept.server, { fetch })
  const [configuration] = takeConfigurations(
    [offeredConfiguration(context, metadata, kept.configurationId)],
    undefined,
  ) as [TakenConfiguration]
  const list = await currentTrust(options.trust)
  const trust = decideTrust(metadata, [configuration], list, options.acceptUntrustedIssuer === true)
  const { clientId, dpopKey } = kept
  const channel = await openIssuanceChannel(context, server, { dpopKey, resourceOnly: true })
  const token = heldToken(kept)
  return {
    kept,
    issuance: { metadata, server, channel, token, clientId, trust, confirm: options.confirm },
    configuration,
  }
}

function heldToken({ accessToken, tokenType, refreshToken }: DeferredIssuance): TokenResponse {
  const credentialIdentifiers = new Map()
  return { accessToken, tokenType, refreshToken, expiresInSeconds: undefined, credentialIdentifiers }
}

/** With the token that is held, and with a new one where it has ended or the issuer says so. */
async function askAgain(
  context: WalletContext,
  visit: Visit,
  options: CollectOptions,
): Promise<DeferredOutcome<StoredCredential>> {
  const { tokenExpiresAt } = visit.kept
  const hasEnded = tokenExpiresAt !== undefined && tokenExpiresAt <= context.now()
  try {
    if (!hasEnded || visit.kept.refreshToken === undefined) return await ask(context, visit, options)
  } catch (error) {
    const isEnded = error instanceof ProtocolError && error.protocolError === 'invalid_token'
    if (!isEnded || visit.kept.refreshToken === undefined) throw error
  }
  return ask(context, await withNewToken(context, visit, visit.kept.refreshToken), options)
}

/** The new tokens are kept before they are used. */
async function withNewToken(context: WalletContext, visit: Visit, refreshToken: string): Promise<Visit> {
  const { kept, issuance } = visit
  const { server } = issuance
  const { clientId, dpopKey } = kept
  const opened = await openIssuanceChannel(context, server, { dpopKey })
  const { token, channel } = await redeemRefreshToken(context, server, opened, { refreshToken, clientId })
  const { accessToken, tokenType, expiresInSeconds } = token
  const tokenExpiresAt = tokenExpiry(context.now(), expiresInSeconds)
  const change = { accessToken, tokenType, tokenExpiresAt }
  const renewed = await changeDeferredIssuance(context, kept.id, change)
  return { ...visit, kept: renewed, issuance: { ...issuance, token, channel } }
}

async function ask(
  context: WalletContext,
  { kept, issuance, configuration }: Visit,
  { encrypt = false }: CollectOptions,
): Promise<DeferredOutcome<StoredCredential>> {
  const { metadata, token, channel } = issuance
  const { request, response, responseKey } = await selectEncryption(metadata, encrypt || kept.encrypt)
  const answer = await fetchDeferredCredentials(requireEndpoint(metadata), {
    accessToken: token.accessToken,
    tokenType: token.tokenType,
    fetch: channel.fetch,
    request: createDeferredCredentialRequest({
      transactionId: kept.transactionId,
      ...(response !== undefined && { responseEncryption: response }),
    }),
    ...(request !== undefined && { requestEncryption: request }),
    ...(responseKey !== undefined && { responseKey }),
  })
  if (!('credentials' in answer)) return waitAgain(context, kept, answer)
  requireAtMost(answer.credentials, kept.keys.size)
  const delivery = { configuration, delivered: answer, keys: kept.keys }
  const credentials = await keepDelivered(context, issuance, delivery, kept.id)
  return { state: 'received', credentials }
}

/** The issuer delivers once: whatever becomes of what it sent, there is nothing more to wait for. */
async function keepDelivered(
  context: WalletContext,
  issuance: Issuance,
  delivery: Parameters<typeof keepDeliveries>[2][number],
  id: string,
): Promise<StoredCredential[]> {
  try {
    const credentials = await keepDeliveries(context, issuance, [delivery])
    await deleteDeferredIssuance(context, id)
    return credentials
  } catch (error) {
    if (error instanceof LontarError) await deleteDeferredIssuance(context, id)
    throw error
  }
}

async function waitAgain(
  context: WalletContext,
  kept: DeferredIssuance,
  { transactionId, intervalSeconds }: { readonly transactionId: string; readonly intervalSeconds: number },
): Promise<DeferredOutcome<never>> {
  // Section 9.2: it is the transaction that was asked for, or it is another's.
  if (transactionId !== kept.transactionId) {
    throw new MalformedError(
      'credential_response_malformed',
      'The issuer answered for another transaction than the one that was asked for.',
    )
  }
  const availableAt = new Date(context.now().getTime() + intervalSeconds * 1000)
  await changeDeferredIssuance(context, kept.id, { availableAt })
  return { state: 'pending', availableAt }
}

function requireEndpoint({ deferred_credential_endpoint: endpoint }: CredentialIssuerMetadata): string {
  if (endpoint !== undefined) return endpoint
  throw new MalformedError(
    'issuer_metadata_malformed',
    'The issuer does not say where to ask for what it promised.',
  )
}
