import type { SealedPlace } from '../encryption/secrets.ts'

/** Where whom a deferred issuance is for is sealed. */
export function deferredPlace(deferredId: string): SealedPlace {
  return { table: 'deferred', column: 'content', id: deferredId }
}
