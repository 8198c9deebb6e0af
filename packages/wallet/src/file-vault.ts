export { type OpenFileVaultOptions, openFileVault } from './lib/file-vault/open-file-vault.ts'
