export type { KeyPurpose, KeyStore } from './lib/key-store.ts'
export { type OpenStoreOptions, openStore, type Store } from './lib/open-store.ts'
export type { RegistryRecord, RegistryStore } from './lib/registry-store.ts'
export { isSqliteVersionSafe } from './lib/sqlite/is-sqlite-version-safe.ts'
