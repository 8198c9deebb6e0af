export type {
  AttestationPolicy,
  ClientAttestationPolicy,
  KeyAttestationPolicy,
} from './lib/attestation-policy.ts'
export type {
  AuthorizationStore,
  CodeRecord,
  CreateRefreshToken,
  RefreshTokenRecord,
  RotationInput,
  SignedInAs,
  SignInInput,
  SignInOutcome,
  TokenRecord,
} from './lib/authorization-store.ts'
export type { ClientPolicy, PublicClient } from './lib/client-policy.ts'
export { createIssuer } from './lib/create-issuer.ts'
export { createIssuerHost, type IssuerHost, type IssuerHostConfiguration } from './lib/create-issuer-host.ts'
export type { Offer, OfferOptions } from './lib/create-offer.ts'
export type {
  DeferredIssuance,
  DeferredRecord,
  DeferredStore,
  DeferredTaking,
} from './lib/deferred-store.ts'
export { didWebOfUrl } from './lib/did-web-of-url.ts'
export type { ExternalAuthorization, ExternalGrant } from './lib/external-authorization.ts'
export { isStatusReason } from './lib/is-status-reason.ts'
export type { Issuer } from './lib/issuer.ts'
export type { IssuerConfiguration } from './lib/issuer-configuration.ts'
export type { DeliveryNotification, StatusMechanism } from './lib/issuer-context.ts'
export type {
  CredentialRecord,
  CredentialStatus,
  Grant,
  IssuanceIntent,
  IssuerStore,
  OfferRecord,
  Redemption,
  StatusListSummary,
  StatusPlace,
} from './lib/issuer-store.ts'
export { createMemoryIssuerStore, type MemoryIssuerStoreOptions } from './lib/memory-issuer-store.ts'
export type { EncryptionOptions } from './lib/message-encryption.ts'
export type {
  DeliveryEvent,
  NotificationOutcome,
  NotificationRecord,
  NotificationStore,
} from './lib/notification-store.ts'
export { type OfferLimits, offerLimits } from './lib/offer-limits.ts'
export type { ReplayStore } from './lib/replay-store.ts'
export type { StatusListReport } from './lib/report-status-lists.ts'
export type { SignIn, SignInStep, SignInVisit } from './lib/sign-in/sign-in.ts'
