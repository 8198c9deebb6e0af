import type { SealedPlace } from '../encryption/secrets.ts'

/** Where the claims of an accepted presentation are sealed. */
export function claimsPlace(transactionId: string): SealedPlace {
  return { table: 'transactions', column: 'claims', id: transactionId }
}
