import { OperationError } from '@lontar/credentials/errors'

/** The error of a vault that was damaged, tampered with, or is no vault. */
export function vaultMalformed(message: string, cause?: unknown): OperationError {
  return new OperationError('vault_malformed', message, { cause })
}
