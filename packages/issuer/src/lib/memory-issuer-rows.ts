import { OperationError } from '@lontar/credentials/errors'
import type { RefreshTokenRecord } from './authorization-store.ts'
import type { CredentialRecord } from './issuer-store.ts'
import type { StoredCredential, StoredOffer, StoredToken } from './memory-rows.ts'
import type { MemoryStatusLists } from './memory-status-lists.ts'

/** Where a credential stands on a status list. */
export type StatusEntry = Pick<CredentialRecord, 'statusListId' | 'statusIndex' | 'status'>

/** Everything that the memory store keeps. */
export interface IssuerMemory {
  readonly offers: Map<string, StoredOffer>
  readonly usedIdentities: Set<string>
  readonly tokens: Map<string, StoredToken>
  readonly refreshTokens: Map<string, RefreshTokenRecord>
  /** Hash of the nonce to its end. */
  readonly nonces: Map<string, Date>
  readonly credentials: Map<string, StoredCredential>
  readonly lists: MemoryStatusLists
  readonly published: Map<string, Date>
  /** What stays on the lists of credentials whose records are gone. */
  readonly left: StatusEntry[]
}

/** What the constraints of a database refuse. */
export function broken(): OperationError {
  return new OperationError('internal', 'What is to be kept goes against what is there.')
}
