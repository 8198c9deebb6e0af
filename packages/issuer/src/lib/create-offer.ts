import { invalidArgument, VerificationError } from '@lontar/credentials/errors'
import { hashText } from '@lontar/credentials/jose'
import { credentialTypes } from '@lontar/documents/credential-types'
import {
  encodeVerifiedIdentity,
  type SignedVerifiedIdentity,
  type VerifiedIdentity,
  verifyVerifiedIdentity,
} from '@lontar/documents/verified-identity'
import {
  type CredentialOffer,
  createCredentialOffer,
  createCredentialOfferUri,
} from '@lontar/openid4vc/openid4vci'
import { afterSeconds } from './after-seconds.ts'
import { type CounterCodes, drawCounterCodes } from './draw-counter-codes.ts'
import { drawSecret } from './draw-secret.ts'
import { drawTxCode, txCodeLength } from './draw-tx-code.ts'
import type { IssuerContext } from './issuer-context.ts'
import { offerLimits } from './offer-limits.ts'

/** How an offer is made. */
export interface OfferOptions {
  /** What may be collected, such as `ktp_vc+sd-jwt`: one or more, without repetition. */
  readonly configurationIds: readonly string[]
  /** Whether the holder has to type a code of six digits that comes by another channel; true by default. */
  readonly txCode?: boolean
  /** How many credentials of each configuration may be collected, from 1 to the issuer's `batchSize`; 1 by default. */
  readonly copies?: number
  /** How long the offer lives, from 1 to 2,592,000 (30 days); 300 by default, which is the most without `txCode`. */
  readonly expiresInSeconds?: number
  /** Whether the link holds the address of the offer instead of the offer; true by default. */
  readonly byReference?: boolean
  /**
   * `pre-authorized_code` by default. With `authorization_code` the holder signs in: by the two numbers that `offer`
   * then gives for the counter to hand out, or at the external server. There is no `txCode` then, and the offer lives
   * seven days by default.
   */
  readonly grant?: 'pre-authorized_code' | 'authorization_code'
  /**
   * Whether credentials are given at once or after an officer approved: `immediate` by default. With `deferred` the
   * token comes with a refresh token, by which the wallet waits; so not with `authorization_code` where another server
   * gives the tokens.
   */
  readonly approval?: 'immediate' | 'deferred'
}

/** An offer that was made. */
export interface Offer {
  /** Names the issuance on the side of the issuer; in no message. */
  readonly issuanceId: string
  /** The link for the wallet, `openid-credential-offer://…`; a secret until it is redeemed. */
  readonly credentialOfferUri: string
  /** Six digits for the holder, by another channel than the link; `null` when none is needed. */
  readonly txCode: string | null
  /** Until when it can be redeemed. */
  readonly expiresAt: Date
  /** With the grant `authorization_code`: ten digits without a meaning, for the counter to hand out. */
  readonly registrationNumber?: string
  /** With the grant `authorization_code`: eight digits that prove who was at the counter; five wrong ones end it. */
  readonly oneTimeCode?: string
}

type CheckedOptions = Required<OfferOptions>

/** Verifies an identity, uses its evidence up and offers credentials for it; see `Issuer.offer`. */
export async function createOffer(
  context: IssuerContext,
  signedIdentity: SignedVerifiedIdentity,
  options: OfferOptions,
): Promise<Offer> {
  const checked = checkOptions(context, options)
  const now = context.now()
  const identity = await verifyVerifiedIdentity(signedIdentity, {
    expectedKeys: context.evidenceKeys,
    now,
    minimumLevel: context.minimumLevel,
    dangerouslyAcceptSimulatedEvidence: context.acceptSimulatedEvidence,
  })
  requireDocument(context, checked, identity)
  const issuanceId = drawSecret(context.randomBytes, 16)
  const secrets = drawSecrets(context, checked)
  const offer = offerMessage(context, checked, secrets)
  const expiresAt = afterSeconds(now, checked.expiresInSeconds)
  const outcome = await context.store.createOffer({
    issuanceId,
    // With the other grant nobody ever has the code.
    codeHash: await hashText(secrets.code),
    txCode: secrets.txCode,
    configurationIds: checked.configurationIds,
    copies: checked.copies,
    createdAt: now,
    expiresAt,
    credentialOffer: JSON.stringify(offer),
    identity: JSON.stringify(encodeVerifiedIdentity(identity)),
    identityJti: identity.jti,
    approval: checked.approval,
    ...(secrets.counter !== undefined && {
      signIn: { ...secrets.counter, issuerStateHash: await hashText(secrets.issuerState) },
    }),
  })
  if (outcome === 'identity_used') {
    throw new VerificationError('verified_identity_used', 'The verified identity was used before.')
  }
  const credentialOfferUri = createCredentialOfferUri(
    checked.byReference ? { offerUri: `${context.url}/offers/${issuanceId}` } : { offer },
  )
  return { issuanceId, credentialOfferUri, txCode: secrets.txCode, expiresAt, ...secrets.counter }
}

/** Looked at before the identity is used up: no type is made from a document that is not its own. */
function requireDocument(
  { configurations }: IssuerContext,
  { configurationIds }: CheckedOptions,
  { document }: VerifiedIdentity,
): void {
  const typeIds = configurationIds.map((id) => configurations.get(id)?.typeId)
  if (typeIds.some((id) => id === undefined || credentialTypes[id].document !== document.kind)) {
    throw new VerificationError('document_mismatch', 'A type is not made from the document of the identity.')
  }
}

interface OfferSecrets {
  readonly code: string
  readonly txCode: string | null
  readonly issuerState: string
  readonly counter: CounterCodes | undefined
}

function drawSecrets({ randomBytes }: IssuerContext, { grant, txCode }: CheckedOptions): OfferSecrets {
  const signsIn = grant === 'authorization_code'
  return {
    code: drawSecret(randomBytes),
    txCode: txCode ? drawTxCode(randomBytes) : null,
    issuerState: signsIn ? drawSecret(randomBytes) : '',
    counter: signsIn ? drawCounterCodes(randomBytes) : undefined,
  }
}

function offerMessage(
  context: IssuerContext,
  options: CheckedOptions,
  secrets: OfferSecrets,
): CredentialOffer {
  const { url, externalAuthorization } = context
  const { configurationIds, grant, txCode } = options
  const issuer = { credentialIssuer: url, configurationIds }
  const external = externalAuthorization?.issuer
  if (grant === 'authorization_code') {
    return createCredentialOffer({
      ...issuer,
      issuerState: secrets.issuerState,
      ...(external !== undefined && { authorizationServer: external }),
    })
  }
  return createCredentialOffer({
    ...issuer,
    preAuthorizedCode: secrets.code,
    ...(txCode ? { txCode: { length: txCodeLength, inputMode: 'numeric' } } : {}),
    ...(external !== undefined && { authorizationServer: url }),
  })
}

function checkOptions(context: IssuerContext, options: OfferOptions): CheckedOptions {
  const { configurationIds, grant = 'pre-authorized_code', byReference = true } = options
  const { copies = 1, approval = 'immediate' } = options
  const signsIn = grant === 'authorization_code'
  const { txCode = !signsIn } = options
  const { expiresInSeconds = signsIn ? offerLimits.signInLifeSeconds : offerLimits.defaultLifeSeconds } =
    options
  if (configurationIds.length === 0 || new Set(configurationIds).size !== configurationIds.length) {
    throw invalidArgument('configurationIds is empty or repeats an id.')
  }
  if (!configurationIds.every((id) => context.configurations.has(id))) {
    throw new VerificationError('credential_configuration_unknown', 'The issuer has no such configuration.')
  }
  if (!isIntegerWithin(copies, context.batchSize)) {
    throw invalidArgument('copies is not an integer from 1 to the batch size.')
  }
  if (signsIn) requireSignIn(context, txCode)
  if (signsIn && approval === 'deferred' && context.externalAuthorization !== undefined) {
    throw invalidArgument('With the tokens of another server nobody could wait for an approval.')
  }
  const { maxLifeSeconds, maxOpenLifeSeconds } = offerLimits
  if (!isIntegerWithin(expiresInSeconds, txCode || signsIn ? maxLifeSeconds : maxOpenLifeSeconds)) {
    throw invalidArgument('expiresInSeconds is not an integer in range; without txCode that ends at 300.')
  }
  const ids = [...configurationIds]
  return { configurationIds: ids, grant, txCode, copies, expiresInSeconds, byReference, approval }
}

function requireSignIn({ clients, externalAuthorization }: IssuerContext, txCode: boolean): void {
  if (clients === undefined && externalAuthorization === undefined) {
    throw invalidArgument('The issuer serves no authorization code flow: it has no clients.')
  }
  if (txCode) throw invalidArgument('An offer for signing in has no txCode.')
}

function isIntegerWithin(value: number, maximum: number): boolean {
  return Number.isSafeInteger(value) && value >= 1 && value <= maximum
}
