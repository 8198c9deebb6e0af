import type { PrivateJwk, TrustList } from '@lontar/credentials'
import { LontarError, VerificationError } from '@lontar/credentials/errors'
import { encodeBase64Url } from '@lontar/credentials/jose'
import type {
  AuthorizationServerMetadata,
  CredentialIssuerMetadata,
  DeliveredCredentials,
  TokenResponse,
} from '@lontar/openid4vc/openid4vci'
import { type CheckedCredential, checkReceivedCredential } from './check-received-credential.ts'
import { keepDeferredIssuance } from './deferred-issuance.ts'
import type { IssuanceChannel } from './issuance-channel.ts'
import { notifyIssuer } from './notify-issuer.ts'
import { keepRenewal } from './renewal.ts'
import { requestCredentials } from './request-credentials.ts'
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
  { taken, copies, encrypt }: Collection,
): Promise<StoredCredential[]> {
  const deliveries: Delivery[] = []
  for (const configuration of taken) {
    for (const target of targetsOf(issuance, configuration)) {
      const { configuration: asked } = configuration
      const request = { ...issuance, configuration: asked, target, copies, encrypt }
      const { response, keys } = await requestCredentials(context, request)
      if ('credentials' in response) deliveries.push({ configuration, delivered: response, keys })
      else await keepDeferredIssuance(context, issuance, { configuration, deferred: response, keys, encrypt })
    }
  }
  return keepDeliveries(context, issuance, deliveries)
}

/** An identifier if and only if the token response gave one (OpenID4VCI 1.0 section 8.2). */
function targetsOf(
  { token }: Issuance,
  { id: configurationId }: TakenConfiguration,
): readonly ({ readonly configurationId: string } | { readonly credentialIdentifier: string })[] {
  const identifiers = token.credentialIdentifiers.get(configurationId)
  return identifiers?.map((credentialIdentifier) => ({ credentialIdentifier })) ?? [{ configurationId }]
}

/** Checks what came, asks the holder, keeps all of it or none, and tells the issuer. */
export async function keepDeliveries(
  context: WalletContext,
  issuance: Issuance,
  deliveries: readonly Delivery[],
): Promise<StoredCredential[]> {
  const received: ReceivedCredential[] = []
  for (const delivery of deliveries) received.push(...(await checkDelivery(context, issuance, delivery)))
  const tell = async (event: 'credential_accepted' | 'credential_deleted' | 'credential_failure') => {
    for (const { delivered } of deliveries) await notifyIssuer(issuance, delivered.notificationId, event)
  }
  if (!(await isWanted(received, issuance.confirm))) {
    await tell('credential_deleted')
    throw new VerificationError('consent_missing', 'The holder did not want to keep what was offered.')
  }
  try {
    await keepStoredCredentials(context, encodeBase64Url(context.randomBytes(16)), received)
  } catch (error) {
    await tell('credential_failure')
    throw error
  }
  await keepRenewal(context, issuance, received)
  await tell('credential_accepted')
  return received
}

async function checkDelivery(
  context: WalletContext,
  issuance: Issuance,
  delivery: Delivery,
): Promise<ReceivedCredential[]> {
  try {
    return await checkCredentials(context, issuance, delivery)
  } catch (error) {
    if (error instanceof LontarError) {
      await notifyIssuer(issuance, delivery.delivered.notificationId, 'credential_failure')
    }
    throw error
  }
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
