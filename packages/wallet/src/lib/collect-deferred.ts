import { LontarError, MalformedError, ProtocolError, VerificationError } from '@lontar/credentials/errors'
import {
  type AuthorizationServerMetadata,
  type CredentialIssuerMetadata,
  createDeferredCredentialRequest,
  createTokenRequest,
  fetchAuthorizationServerMetadata,
  fetchCredentialIssuerMetadata,
  fetchDeferredCredentials,
  fetchToken,
  type TokenResponse,
} from '@lontar/openid4vc/openid4vci'
import { type Issuance, keepDeliveries } from './collect-credentials.ts'
import { currentTrust } from './current-trust.ts'
import {
  type DeferredIssuance,
  deleteDeferredIssuance,
  readDeferredIssuance,
  writeDeferredIssuance,
} from './deferred-issuance.ts'
import { type IssuanceChannel, openIssuanceChannel } from './issuance-channel.ts'
import type { CollectOptions } from './receive-credentials.ts'
import { requireAtMost, selectEncryption } from './request-credentials.ts'
import { offeredConfiguration } from './resolve-offer.ts'
import type { StoredCredential } from './stored-credential.ts'
import { decideTrust, type TakenConfiguration, takeConfigurations } from './taken-configuration.ts'
import type { WalletContext } from './wallet-context.ts'

/** What came of asking for credentials that were promised. */
export type DeferredOutcome<Credential> =
  | { readonly state: 'pending'; readonly availableAt: Date }
  | { readonly state: 'received'; readonly credentials: readonly Credential[] }

/** These end an issuance for good (OpenID4VCI 1.0 section 9.3). */
const final: ReadonlySet<string> = new Set(['credential_request_denied', 'invalid_transaction_id'])

/**
 * Asks once for credentials that an issuer promised, not before it is time.
 *
 * @throws VerificationError `issuance_unknown`, and what checking a credential throws; ProtocolError `issuer_refused`,
 *   after which the issuance is forgotten when the issuer gave it up.
 * @see OpenID4VCI 1.0 section 9
 */
export async function collectDeferred(
  context: WalletContext,
  id: string,
  options: CollectOptions,
): Promise<DeferredOutcome<StoredCredential>> {
  const kept = await readDeferredIssuance(context, id)
  if (kept === undefined) {
    throw new VerificationError('issuance_unknown', 'The wallet waits for no issuance of that id.')
  }
  if (context.now() < kept.availableAt) return { state: 'pending', availableAt: kept.availableAt }
  const visit = await openVisit(context, kept, options)
  try {
    return await ask(context, visit, options)
  } catch (error) {
    const isOver = error instanceof ProtocolError && final.has(error.protocolError)
    if (isOver) await deleteDeferredIssuance(context, id)
    throw error
  }
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
  const metadata = await fetchCredentialIssuerMetadata(kept.issuer, { fetch })
  const server = await fetchAuthorizationServerMetadata(kept.server, { fetch })
  const offered = [offeredConfiguration(context, metadata, kept.configurationId)]
  const taken = takeConfigurations(offered, undefined)
  const trust = decideTrust(
    metadata,
    taken,
    await currentTrust(options.trust),
    options.acceptUntrustedIssuer === true,
  )
  const channel = await openIssuanceChannel(context, server, { dpopKey: kept.dpopKey })
  const { clientId } = kept
  const { token, renewed } = await currentToken(context, kept, server, channel)
  const issuance = { metadata, server, channel, token, clientId, trust, confirm: options.confirm }
  return { kept: renewed, issuance, configuration: taken[0] as TakenConfiguration }
}

/** A token that ended is renewed; the new ones are kept before they are used. */
async function currentToken(
  context: WalletContext,
  kept: DeferredIssuance,
  server: AuthorizationServerMetadata,
  channel: IssuanceChannel,
): Promise<{ readonly token: TokenResponse; readonly renewed: DeferredIssuance }> {
  const { accessToken, tokenType, tokenExpiresAt, refreshToken, clientId } = kept
  const held = { accessToken, tokenType, refreshToken, expiresInSeconds: undefined }
  const isAlive = tokenExpiresAt === undefined || context.now() < tokenExpiresAt
  if (isAlive || refreshToken === undefined) {
    return { token: { ...held, credentialIdentifiers: new Map() }, renewed: kept }
  }
  const body = createTokenRequest({ refreshToken, ...(clientId !== undefined && { clientId }) })
  const token = await fetchToken(server.token_endpoint, body, { fetch: channel.fetch })
  const { expiresInSeconds } = token
  const end = expiresInSeconds === undefined ? undefined : context.now().getTime() + expiresInSeconds * 1000
  const renewed = {
    ...kept,
    accessToken: token.accessToken,
    tokenType: token.tokenType,
    tokenExpiresAt: end === undefined ? undefined : new Date(end),
    refreshToken: token.refreshToken ?? refreshToken,
  }
  await writeDeferredIssuance(context, renewed)
  return { token, renewed }
}

async function ask(
  context: WalletContext,
  { kept, issuance, configuration }: Visit,
  { encrypt = kept.encrypt }: CollectOptions,
): Promise<DeferredOutcome<StoredCredential>> {
  const { metadata, token, channel } = issuance
  const { request, response, responseKey } = await selectEncryption(metadata, encrypt)
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
  const availableAt = new Date(context.now().getTime() + intervalSeconds * 1000)
  await writeDeferredIssuance(context, { ...kept, transactionId, availableAt })
  return { state: 'pending', availableAt }
}

function requireEndpoint({ deferred_credential_endpoint: endpoint }: CredentialIssuerMetadata): string {
  if (endpoint !== undefined) return endpoint
  throw new MalformedError(
    'issuer_metadata_malformed',
    'The issuer does not say where to ask for what it promised.',
  )
}
