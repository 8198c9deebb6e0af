import type { CredentialStatus } from '@lontar/issuer'

/** The values on the list (Token Status List section 7.1). */
export const statusValues: Readonly<Record<CredentialStatus, number>> = { valid: 0, revoked: 1, suspended: 2 }

/** The name of a value; one that we never write is read as revoked. */
export function statusOf(value: number): CredentialStatus {
  if (value === statusValues.valid) return 'valid'
  return value === statusValues.suspended ? 'suspended' : 'revoked'
}
