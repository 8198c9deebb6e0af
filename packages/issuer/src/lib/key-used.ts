import { Refusal } from './refusal.ts'

/** The refusal of a key that has a credential of the grant already (OpenID4VCI 1.0 section 8.3: one key, one credential). */
export function keyUsed(): Refusal {
  return new Refusal('invalid_proof', 'each credential of a configuration needs a key of its own')
}
