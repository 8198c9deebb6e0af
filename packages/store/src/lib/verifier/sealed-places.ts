import type { SealedPlace } from '../encryption/secrets.ts'

/** Where the claims of an accepted presentation are sealed. */
export function claimsPlace(transactionId: string): SealedPlace {
  return { table: 'transactions', column: 'claims', id: transactionId }
}

/** Where the details of a request are sealed. */
export function detailsPlace(transactionId: string): SealedPlace {
  return { table: 'transactions', column: 'details', id: transactionId }
}
