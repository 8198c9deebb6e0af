import type {
  ChangeStatusArguments,
  DeferredIssuanceArguments,
  ILontarIssuer,
  IssuedCredential,
} from './lontar-issuer-methods.ts'
import type { MethodSchemas, RoleSchema } from './role-schema.ts'
import {
  anyText,
  flag,
  instant,
  list,
  noArguments,
  object,
  oneOf,
  optional,
  orNull,
  type Schema,
  text,
  whole,
} from './schema.ts'

const credentialId = text()
const reason = optional(text(200))
const changeStatus: Schema<ChangeStatusArguments> = object({ credentialId, reason })
const deferred: Schema<DeferredIssuanceArguments> = object({ deferredId: text() })

const issuedCredential: Schema<IssuedCredential> = object({
  credentialId: anyText,
  issuanceId: anyText,
  configurationId: anyText,
  status: oneOf('valid', 'suspended', 'revoked'),
  state: oneOf('intended', 'issued', 'abandoned'),
  statusListId: anyText,
  statusIndex: whole(0),
  createdAt: instant,
  expiresAt: instant,
  reason: optional(anyText),
})

const methods: MethodSchemas<ILontarIssuer> = {
  createCredentialOffer: {
    description: 'Offers credentials for an identity that proofing signed (OpenID4VCI 1.0 section 4.1).',
    arguments: object({
      identity: text(262_144),
      configurationIds: list(text(), 100),
      txCode: optional(flag),
      copies: optional(whole(1)),
      expiresInSeconds: optional(whole(1)),
      byReference: optional(flag),
      grant: optional(oneOf('pre-authorized_code', 'authorization_code')),
      approval: optional(oneOf('immediate', 'deferred')),
    }),
    returnType: object({
      issuanceId: anyText,
      credentialOfferUri: anyText,
      txCode: orNull(anyText),
      expiresAt: instant,
      registrationNumber: optional(anyText),
      oneTimeCode: optional(anyText),
    }),
  },
  listIssuedCredentials: {
    description: 'Lists issued credentials, newest first, without a claim.',
    arguments: object({ limit: optional(whole(1, 1_000)) }),
    returnType: list(issuedCredential),
  },
  getIssuedCredential: {
    description: 'Reads the state of one issued credential.',
    arguments: object({ credentialId }),
    returnType: issuedCredential,
  },
  revokeCredential: {
    description: 'Revokes a credential for ever (Token Status List section 7.1).',
    arguments: changeStatus,
    returnType: issuedCredential,
  },
  suspendCredential: {
    description: 'Suspends a credential until it is reinstated or revoked.',
    arguments: changeStatus,
    returnType: issuedCredential,
  },
  reinstateCredential: {
    description: 'Makes a suspended credential valid again.',
    arguments: changeStatus,
    returnType: issuedCredential,
  },
  listDeferredIssuances: {
    description: 'Lists the issuances that wait for an officer or for the wallet, without a claim.',
    arguments: noArguments,
    returnType: list(
      object({
        deferredId: anyText,
        issuanceId: anyText,
        configurationId: anyText,
        count: whole(0),
        createdAt: instant,
        expiresAt: instant,
        state: oneOf('pending', 'approved', 'denied'),
        reason: optional(anyText),
      }),
    ),
  },
  approveDeferredIssuance: {
    description: 'Approves a deferred issuance (OpenID4VCI 1.0 section 9).',
    arguments: deferred,
    returnType: deferred,
  },
  denyDeferredIssuance: {
    description: 'Denies a deferred issuance for ever.',
    arguments: object({ deferredId: text(), reason }),
    returnType: deferred,
  },
}

/** The schema of `lontarIssuerPlugin`, also for an agent that calls it from afar. */
export const lontarIssuerSchema: RoleSchema = { components: { schemas: {}, methods } }
