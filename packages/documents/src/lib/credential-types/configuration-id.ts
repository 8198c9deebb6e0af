import type { CredentialFormatId } from '@lontar/credentials'
import type { CredentialTypeId } from './credential-type.ts'
import { credentialTypes } from './credential-types.ts'

const formatIds: readonly CredentialFormatId[] = ['vc+sd-jwt', 'dc+sd-jwt', 'vc+jwt', 'jwt_vc_json']

/** The id of a credential configuration, `TYPE_FORMAT`, such as `ktp_vc+sd-jwt`. */
export function configurationId(typeId: CredentialTypeId, formatId: CredentialFormatId): string {
  return `${typeId}_${formatId}`
}

/**
 * Reads the id of a credential configuration.
 *
 * @returns type and format, or `undefined` for an id that names no configuration: a format without selective
 *   disclosure exists only for `ktp-proof`
 */
export function parseConfigurationId(
  id: string,
): { readonly typeId: CredentialTypeId; readonly formatId: CredentialFormatId } | undefined {
  return configurations().find((entry) => configurationId(entry.typeId, entry.formatId) === id)
}

/** True for a format whose holder can show one claim and hold back the rest. */
export function hasSelectiveDisclosure(formatId: CredentialFormatId): boolean {
  return formatId === 'vc+sd-jwt' || formatId === 'dc+sd-jwt'
}

/** True for a format in which credentials of a type may exist. */
export function formatAllowed(typeId: CredentialTypeId, formatId: CredentialFormatId): boolean {
  return hasSelectiveDisclosure(formatId) || typeId === 'ktp-proof'
}

function configurations(): { typeId: CredentialTypeId; formatId: CredentialFormatId }[] {
  return Object.values(credentialTypes).flatMap(({ id: typeId }) =>
    formatIds.filter((formatId) => formatAllowed(typeId, formatId)).map((formatId) => ({ typeId, formatId })),
  )
}
