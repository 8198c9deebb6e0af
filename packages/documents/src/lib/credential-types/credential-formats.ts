import {
  type CredentialFormat,
  type CredentialFormatId,
  createDcSdJwtFormat,
  createJwtVcJsonFormat,
  createVcJwtFormat,
  createVcSdJwtFormat,
} from '@lontar/credentials'
import { resolveLontarContext, resolveLontarResource } from './json-ld-context.ts'

/**
 * The formats of Lontar credentials, the home format first. `jwt_vc_json` can be read and verified, not issued: that
 * needs the format of `@lontar/veramo`.
 */
export function credentialFormats(): readonly CredentialFormat[] {
  const pinned = { resolveContext: resolveLontarContext, resolveResource: resolveLontarResource }
  return [
    createVcSdJwtFormat(pinned),
    createDcSdJwtFormat(),
    createVcJwtFormat(pinned),
    createJwtVcJsonFormat({ resolveContext: resolveLontarContext }),
  ]
}

/** The format of an identifier on the wire; `undefined` for one that is not ours. */
export function findFormat(id: CredentialFormatId | (string & {})): CredentialFormat | undefined {
  return credentialFormats().find((format) => format.id === id)
}
