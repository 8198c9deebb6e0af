import { VerificationError } from '@lontar/credentials/errors'
import { parseKtp } from '@lontar/documents/ktp'
import type { IdentityDocument } from '@lontar/documents/verified-identity'
import type { KeptCase, RegistrationContent } from './registration-content.ts'

/** A case that waits for a decision, with its document. */
export interface OpenCase extends KeptCase {
  /** The document that the fields are of. */
  readonly document: IdentityDocument & { readonly kind: 'ktp' }
}

/**
 * Opens what is kept of a case under review.
 *
 * @throws VerificationError `registration_state_conflict` when the registration waits for no decision
 */
export function openCase({ open }: RegistrationContent): OpenCase {
  if (open !== undefined) return { ...open, document: { kind: 'ktp', card: parseKtp(open.fields) } }
  throw new VerificationError('registration_state_conflict', 'The registration waits for no officer.')
}
