import type { CredentialFormat } from '@lontar/credentials'
import type { ResolveDid } from '@lontar/credentials/did'
import type { GuardedFetch } from '@lontar/credentials/guarded-fetch'
import type { ResolveIssuerKey, VerifyX5c } from '@lontar/credentials/issuer-key'
import type { RandomBytes } from '@lontar/credentials/jose'
import type { ReadAuthorityKeyIdentifiers } from '@lontar/openid4vc/dcql'
import type { WalletClientAttestation } from './client-attestation.ts'
import type { RefreshTokenChain } from './create-refresh-token-chain.ts'
import type { InTurn } from './create-turns.ts'
import type { FindMetadataSigner } from './fetch-issuer-metadata.ts'
import type { AttestKeys } from './prove-keys.ts'
import type { TransactionDataTypes } from './transaction-data-type.ts'
import type { Vault } from './vault.ts'

/** What every part of an open wallet works with. */
export interface WalletContext {
  readonly vault: Vault
  readonly fetch: GuardedFetch
  readonly now: () => Date
  readonly randomBytes: RandomBytes
  readonly formats: readonly CredentialFormat[]
  readonly resolveIssuerKey: ResolveIssuerKey
  readonly resolveDid: ResolveDid
  readonly verifyX5c: VerifyX5c | undefined
  readonly findMetadataSigner: FindMetadataSigner | undefined
  readonly clientAttestation: WalletClientAttestation | undefined
  readonly attestKeys: AttestKeys | undefined
  /** Keeps calls of this wallet that change the same thing apart. */
  readonly inTurn: InTurn
  readonly refreshTokens: RefreshTokenChain
  readonly readAuthorityKeyIdentifiers: ReadAuthorityKeyIdentifiers | undefined
  readonly transactionDataTypes: TransactionDataTypes
  readonly profile: 'haip' | undefined
}
