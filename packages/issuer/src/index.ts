export type {
  CredentialRecord,
  CredentialStatus,
  Grant,
  IssuanceIntent,
  IssuerStore,
  OfferRecord,
  Redemption,
  StatusPlace,
} from './lib/issuer-store.ts'
