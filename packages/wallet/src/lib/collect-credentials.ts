import type { PrivateJwk, TrustList } from '@lontar/credentials'
import { MalformedError, VerificationError } from '@lontar/credentials/errors'
import { encodeBase64Url } from '@lontar/credentials/jose'
import type {
  AuthorizationServerMetadata,
  CredentialIssuerMetadata,
  DeliveredCredentials,
  NotificationEvent,
  TokenResponse,
} from '@lontar/openid4vc/openid4vci'
import { type CheckedCredential, checkReceivedCredential } from './check-received-credential.ts'
import { refreshTokenTurn } from './create-refresh-token-chain.ts'
import { keepDeferredIssuance } from './deferred-issuance.ts'
import type { IssuanceChannel } from './issuance-channel.ts'
import { notifyIssuer } from './notify-issuer.ts'
import { continueRenewal, deleteRenewal } from './renewal.ts'
import { type CredentialsRequest, requestCredentials } from './request-credentials.ts'
import { keepStoredCredentials, type StoredCredential } from './stored-credential.ts'
import type { TakenConfiguration } from './taken-configuration.ts'
import { trustedIssuersOf } from './trusted-issuers.ts'
import type { WalletContext } from './wallet-context.ts'
import { type OfferedCredential, toWalletCredential } from './wallet-credential.ts'

/** An issuance that has its token. */
export interface Issuance {
  readonly metadata: CredentialIssuerMetadata
  readonly server: AuthorizationServerMetadata
  readonly channel: IssuanceChannel
  readonly token: TokenResponse
  /** The `client_id` of the token request; absent in an anonymous flow. */
  readonly clientId: string | undefined
  /** Absent when the issuer is not trusted and accepted all the same. */
  readonly trust: TrustList | undefined
  readonly confirm: ConfirmReceived | undefined
}

/** Asked once, after every check, with what came and before anything is kept. Anything but true keeps nothing. */
export type ConfirmReceived = (received: readonly OfferedCredential[]) => boolean | Promise<boolean>

/** What is collected with the token. */
export interface Collection {
  readonly taken: readonly TakenConfiguration[]
  /** How many copies of each, from 1. */
  readonly copies: number
  /** Ask for an encrypted response also where the issuer does not require it. */
  readonly encrypt: boolean
}

/** Credentials that came in one answer, with the keys that may be in them. */
export interface Delivery {
  readonly configuration: TakenConfiguration
  readonly delivered: DeliveredCredentials
  /** By thumbprint. */
  readonly keys: Map<string, PrivateJwk>
}

interface ReceivedCredential extends StoredCredential {
  readonly claims: OfferedCredential['claims']
}

/**
 * Asks for everything that is taken, and keeps all of what comes or none of it. What the issuer promises for later is
 * kept as a pending issuance at once, so that it is lost by nothing that follows.
 */
export async function collectCredentials(
  context: WalletContext,
  issuance: Issuance,
  collection: Collection,
): Promise<StoredCredential[]> {
  const deliveries: Delivery[] = []
  try {
    for (const configuration of collection.taken) {
      for (const target of targetsOf(issuance, configuration)) {
        const delivery = await collectOne(context, issuance, { ...collection, configuration, target })
        if (delivery !== undefined) deliveries.push(delivery)
      }
    }
  } catch (error) {
    await tell(issuance, deliveries, 'credential_failure')
    throw error
  }
  return keepDeliveries(context, issuance, deliveries)
}

interface CollectedPart extends Pick<Collection, 'copies' | 'encrypt'> {
  readonly configuration: TakenConfiguration
  readonly target: CredentialsRequest['target']
}

/** Gives what came; nothing for what was promised. */
async function collectOne(
  context: WalletContext,
  issuance: Issuance,
  { configuration, target, copies, encrypt }: CollectedPart,
): Promise<Delivery | undefined> {
  const { metadata, channel, token, clientId } = issuance
  const { configuration: asked } = configuration
  const request = { metadata, channel, token, clientId, configuration: asked, target, copies, encrypt }
  const { response, keys, encrypted } = await requestCredentials(context, request)
  if ('credentials' in response) return { configuration, delivered: response, keys }
  const promised = { configuration, deferred: response, keys, encrypt: encrypted }
  await keepDeferredIssuance(context, issuance, promised)
  return undefined
}

/**
 * An identifier if and only if the token response gave some (OpenID4VCI 1.0 section 8.2). A token whose identifiers are
 * for something else is not good for this.
 */
function targetsOf(
  { token }: Issuance,
  { id: configurationId }: TakenConfiguration,
): readonly CredentialsRequest['target'][] {
  if (token.credentialIdentifiers.size === 0) return [{ configurationId }]
  const identifiers = token.credentialIdentifiers.get(configurationId)
  if (identifiers === undefined) {
    throw new MalformedError('token_response_malformed', 'The token is not for all that was asked for.')
  }
  return identifiers.map((credentialIdentifier) => ({ credentialIdentifier }))
}

/** Checks what came, asks the holder, keeps all of it or none, and tells the issuer. */
export async function keepDeliveries(
  context: WalletContext,
  issuance: Issuance,
  deliveries: readonly Delivery[],
): Promise<StoredCredential[]> {
  let event: NotificationEvent = 'credential_failure'
  try {
    const received: ReceivedCredential[] = []
    for (const delivery of deliveries) received.push(...(await checkCredentials(context, issuance, delivery)))
    if (!(await isWanted(received, issuance.confirm))) {
      event = 'credential_deleted'
      throw new VerificationError('consent_missing', 'The holder did not want to keep what was offered.')
    }
    await keepAll(context, issuance, received)
    event = 'credential_accepted'
    return received
  } finally {
    await tell(issuance, deliveries, event)
  }
}

/** The refresh token is kept together with what it renews. */
async function keepAll(
  context: WalletContext,
  issuance: Issuance,
  received: readonly ReceivedCredential[],
): Promise<void> {
  const receipt = encodeBase64Url(context.randomBytes(16))
  await context.inTurn(refreshTokenTurn, async () => {
    const continued = await continueRenewal(context, issuance, received)
    await keepStoredCredentials(context, receipt, received, continued?.renewal)
    for (const { id } of continued?.replaced ?? []) await deleteRenewal(context, id)
  })
}

async function tell(
  issuance: Issuance,
  deliveries: readonly Delivery[],
  event: NotificationEvent,
): Promise<void> {
  for (const { delivered } of deliveries) await notifyIssuer(issuance, delivered.notificationId, event)
}

async function checkCredentials(
  context: WalletContext,
  { metadata, trust }: Issuance,
  { configuration: { format, type }, delivered, keys }: Delivery,
): Promise<ReceivedCredential[]> {
  const expectedIssuers =
    trust === undefined ? 'self-consistent' : trustedIssuersOf(trust, metadata.credential_issuer, type)
  const batch = encodeBase64Url(context.randomBytes(16))
  const left = new Map(keys)
  const received: ReceivedCredential[] = []
  for (const text of delivered.credentials) {
    const checked = await checkReceivedCredential(text, {
      format,
      expectedType: type,
      expectedIssuers,
      resolveIssuerKey: context.resolveIssuerKey,
      expectedKeys: left,
      now: context.now(),
    })
    // One credential a key: a second one for the same key finds it gone.
    left.delete(checked.thumbprint)
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

async function isWanted(
  received: readonly ReceivedCredential[],
  confirm: ConfirmReceived | undefined,
): Promise<boolean> {
  if (confirm === undefined || received.length === 0) return true
  const shown = received.map((credential) => ({
    ...toWalletCredential(credential),
    claims: credential.claims,
  }))
  return (await confirm(shown)) === true
}
