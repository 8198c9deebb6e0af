import {
  type CredentialFormat,
  type CredentialFormatId,
  createDcSdJwtFormat,
  createJwtVcJsonFormat,
  createVcJwtFormat,
  createVcSdJwtFormat,
} from '@lontar/credentials'
import { createUrlMemo } from './create-url-memo.ts'
import { resolveLontarContext, resolveLontarResource } from './json-ld-context.ts'

/** How many contexts are kept: an issuer needs one or two, a verifier those of the issuers that he sees often. */
const maxContexts = 16

/**
 * The formats of Lontar credentials, the home format first. `jwt_vc_json` can be read and verified, not issued: that
 * needs the format of `@lontar/veramo`.
 */
export function credentialFormats(): readonly CredentialFormat[] {
  const resolveContext = createUrlMemo(resolveLontarContext, maxContexts)
  const pinned = { resolveContext, resolveResource: createUrlMemo(resolveLontarResource, maxContexts) }
  return [
    createVcSdJwtFormat(pinned),
    createDcSdJwtFormat(),
    createVcJwtFormat(pinned),
    createJwtVcJsonFormat({ resolveContext }),
  ]
}

/** The format of an identifier on the wire; `undefined` for one that is not ours. */
export function findFormat(id: CredentialFormatId | (string & {})): CredentialFormat | undefined {
  return credentialFormats().find((format) => format.id === id)
}
