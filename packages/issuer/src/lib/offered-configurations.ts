import type { CredentialFormat } from '@lontar/credentials'
import { invalidArgument } from '@lontar/credentials/errors'
import { configurationId, credentialTypes, parseConfigurationId } from '@lontar/documents/credential-types'
import type { OfferedConfiguration } from './issuer-context.ts'

/**
 * Every type in every format in which it may exist, by its configuration id.
 *
 * @throws TypeError `ERR_INVALID_ARG_VALUE` for no format, and for one twice.
 */
export function offeredConfigurations(
  formats: readonly CredentialFormat[],
): Map<string, OfferedConfiguration> {
  const typeIds = Object.values(credentialTypes).map(({ id }) => id)
  const offered = typeIds.flatMap((typeId) =>
    formats.map((format) => ({ id: configurationId(typeId, format.id), typeId, format })),
  )
  const allowed = offered.filter(({ id }) => parseConfigurationId(id) !== undefined)
  if (allowed.length === 0) throw invalidArgument('The issuer has no format.')
  if (new Set(formats.map(({ id }) => id)).size !== formats.length) {
    throw invalidArgument('The issuer has a format twice.')
  }
  return new Map(allowed.map((entry) => [entry.id, entry]))
}
