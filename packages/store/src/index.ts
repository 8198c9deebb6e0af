export type { AgentIdentifierStore } from './lib/agent/agent-identifier-store.ts'
export type { AgentKey, AgentKeyStore } from './lib/agent/agent-key-store.ts'
export type { AgentStore } from './lib/agent/agent-store.ts'
export type { KeyPurpose, KeyStore } from './lib/key-store.ts'
export type { OfficerKey } from './lib/officer/add-officer.ts'
export type { ListedOfficer, OfficerStore } from './lib/officer/officer-store.ts'
export type { UsedDecision } from './lib/officer/use-decision.ts'
export { type OpenStoreOptions, openStore, type Store } from './lib/open-store.ts'
export type { ListedRegistration, OfficeRegistrationStore } from './lib/registration/registration-store.ts'
export type { RegistryRecord, RegistryStore } from './lib/registry-store.ts'
export type { AskedService, ServiceCredentialStore } from './lib/service-credential-store.ts'
export { isSqliteVersionSafe } from './lib/sqlite/is-sqlite-version-safe.ts'
export type { Affected, AffectedCredential, AffectedIssuance } from './lib/subject/affected-between.ts'
export type {
  HeldImage,
  HeldRegistration,
  SubjectHoldings,
} from './lib/subject/describe-subject.ts'
export type { ErasedHoldings } from './lib/subject/erase-subject.ts'
export type { ErasedWaiting } from './lib/subject/erase-waiting.ts'
export type { HeldIssuance } from './lib/subject/held-issuances.ts'
export type { SubjectRequest, SubjectRequestKind } from './lib/subject/subject-requests.ts'
export type { SubjectStore } from './lib/subject/subject-store.ts'
