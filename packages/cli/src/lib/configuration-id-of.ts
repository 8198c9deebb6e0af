import { UnsupportedError } from '@lontar/credentials/errors'
import { type CredentialTypeId, configurationId, credentialFormats } from '@lontar/documents/credential-types'
import { explained } from './explained.ts'

/**
 * The configuration of a credential type in a format.
 *
 * @throws {UnsupportedError} `credential_format_unsupported`.
 */
export function configurationIdOf(type: CredentialTypeId, format: string): string {
  const known = credentialFormats().find(({ id }) => id === format)
  if (known === undefined)
    throw explained(
      new UnsupportedError('credential_format_unsupported', 'unknown format'),
      'format tidak dikenal',
    )
  return configurationId(type, known.id)
}
