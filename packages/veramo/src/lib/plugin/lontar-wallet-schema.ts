import type { LocalizedText } from '@lontar/credentials'
import type { PresentationOption, ReviewedConfiguration } from '@lontar/wallet'
import type {
  AuthorizationResponseReceipt,
  HeldCredential,
  HeldCredentialDetails,
  ILontarWallet,
} from './lontar-wallet-methods.ts'
import type { MethodSchemas, RoleSchema } from './role-schema.ts'
import {
  anyText,
  flag,
  instant,
  list,
  literallyTrue,
  localizedText,
  type Members,
  named,
  noArguments,
  object,
  oneOf,
  optional,
  orNull,
  record,
  type Schema,
  text,
  whole,
} from './schema.ts'

const link = text(262_144)
const credentialId = text()
const names: Schema<readonly string[]> = list(anyText)
const maybeLocalized: Schema<LocalizedText | null> = orNull(localizedText)

const heldCredentialMembers: Members<HeldCredential> = {
  id: anyText,
  type: anyText,
  format: named(),
  issuer: anyText,
  expiresAt: orNull(instant),
  issuerTrusted: flag,
  receivedAt: instant,
  presentedCount: whole(0),
}
const heldCredential: Schema<HeldCredential> = object(heldCredentialMembers)
const heldCredentialDetails: Schema<HeldCredentialDetails> = object({
  ...heldCredentialMembers,
  claims: record(),
})

const reviewedConfiguration: Schema<ReviewedConfiguration> = object({
  id: anyText,
  format: anyText,
  type: orNull(anyText),
  supported: flag,
  issuerTrusted: flag,
})

const presentationOption: Schema<PresentationOption> = object({
  credentials: list(
    object({ credentialId: anyText, type: anyText, format: named(), issuer: anyText, disclosed: names }),
  ),
  disclosed: names,
})

const receipt: Schema<AuthorizationResponseReceipt> = object({
  sent: flag,
  disclosed: names,
  redirectUri: orNull(anyText),
})

const methods: MethodSchemas<ILontarWallet> = {
  resolveCredentialOffer: {
    description: 'Shows who offers what, before a code is typed (OpenID4VCI 1.0 section 4.1).',
    arguments: object({ credentialOffer: link }),
    returnType: object({
      issuer: anyText,
      issuerHost: anyText,
      issuerName: anyText,
      issuerTrusted: flag,
      types: names,
      configurationIds: names,
      configurations: list(reviewedConfiguration),
      txCodeRequired: flag,
      txCode: orNull(object({ length: orNull(whole(0)), numeric: flag, description: orNull(anyText) })),
    }),
  },
  acceptCredentialOffer: {
    description: 'Takes up an offer: everything is checked and kept, or nothing is.',
    arguments: object({
      credentialOffer: link,
      txCode: optional(text()),
      configurationIds: optional(list(text(), 100)),
      copies: optional(whole(1)),
    }),
    returnType: list(heldCredential),
  },
  listPendingIssuances: {
    description: 'Lists what issuers promised for later, oldest first.',
    arguments: noArguments,
    returnType: list(
      object({
        id: anyText,
        issuer: anyText,
        configurationId: anyText,
        createdAt: instant,
        availableAt: instant,
      }),
    ),
  },
  collectPendingIssuance: {
    description: 'Asks once for what was promised (OpenID4VCI 1.0 section 9).',
    arguments: object({ issuanceId: text() }),
    returnType: object({
      state: oneOf('pending', 'received'),
      availableAt: optional(instant),
      credentials: optional(list(heldCredential)),
    }),
  },
  listHeldCredentials: {
    description: 'Lists what the wallet holds, oldest first, without a claim.',
    arguments: noArguments,
    returnType: list(heldCredential),
  },
  getHeldCredential: {
    description: 'Shows a held credential with its claims, for its holder alone.',
    arguments: object({ credentialId }),
    returnType: heldCredentialDetails,
  },
  removeHeldCredential: {
    description: 'Removes a held credential and its key for good.',
    arguments: object({ credentialId }),
    returnType: object({ credentialId }),
  },
  reviewAuthorizationRequest: {
    description: 'Shows who asks for what, and what could answer it (OpenID4VP 1.0 section 5).',
    arguments: object({ authorizationRequest: link }),
    returnType: object({
      reviewId: anyText,
      verifier: object({
        clientId: anyText,
        identifiedBy: named(),
        name: orNull(anyText),
        trusted: flag,
        host: anyText,
        origin: orNull(anyText),
      }),
      service: orNull(anyText),
      purpose: maybeLocalized,
      legalBasis: orNull(anyText),
      retentionDays: orNull(whole(0)),
      transactionData: list(object({ type: anyText, text: localizedText })),
      asked: list(object({ name: anyText, label: localizedText })),
      options: list(presentationOption),
      disclosed: names,
      missing: names,
      blocked: orNull(named()),
    }),
  },
  sendAuthorizationResponse: {
    description: 'Presents what an option of a review names, after consent (OpenID4VP 1.0 section 8).',
    arguments: object({ reviewId: text(), consent: literallyTrue, option: optional(whole(0)) }),
    returnType: receipt,
  },
  declineAuthorizationRequest: {
    description: 'Tells the verifier no, whatever the reason (OpenID4VP 1.0 section 8.5).',
    arguments: object({ reviewId: text() }),
    returnType: receipt,
  },
  listPresentationHistory: {
    description: 'Lists what went out to whom, newest first: names of claims, never values.',
    arguments: noArguments,
    returnType: list(
      object({
        at: instant,
        verifier: object({ clientId: anyText, name: orNull(anyText) }),
        service: orNull(anyText),
        purpose: maybeLocalized,
        legalBasis: orNull(anyText),
        retentionDays: orNull(whole(0)),
        claims: names,
        outcome: oneOf('sent', 'declined', 'refused', 'unconfirmed'),
      }),
    ),
  },
}

/** The schema of `lontarWalletPlugin`, also for an agent that calls it from afar. */
export const lontarWalletSchema: RoleSchema = { components: { schemas: {}, methods } }
