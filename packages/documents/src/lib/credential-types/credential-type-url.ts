import type { ContextVersion, CredentialTypeId } from './credential-type.ts'
import { credentialTypeHeads } from './credential-type-heads.ts'

/**
 * The URL of a credential type at an issuer: the `vct` of an SD-JWT VC and the IRI of the W3C type.
 *
 * @param issuerUrl the Credential Issuer Identifier
 * @returns such as `https://issuer.example/vct/ktp/1`
 */
export function credentialTypeUrl(issuerUrl: string, typeId: CredentialTypeId): string {
  return `${withoutSlash(issuerUrl)}/vct/${credentialTypeHeads[typeId].path}/1`
}

/** The type that a type URL of any issuer names; `undefined` when it is no URL of ours. */
export function typeOfUrl(url: string): CredentialTypeId | undefined {
  return Object.values(credentialTypeHeads).find((type) => url.endsWith(`/vct/${type.path}/1`))?.id
}

/**
 * The URL of a JSON-LD context at an issuer, such as `https://issuer.example/contexts/lontar/1`.
 *
 * @param issuerUrl the Credential Issuer Identifier
 * @param version see `CredentialType.contextVersion`; 1 by default
 */
export function contextUrl(issuerUrl: string, version: ContextVersion = 1): string {
  return `${withoutSlash(issuerUrl)}/contexts/lontar/${version}`
}

/** The URI of the rules by which an issuer verifies, the `trust_framework` of OpenID IDA. */
export function trustFrameworkUrl(issuerUrl: string): string {
  return `${withoutSlash(issuerUrl)}/trust-framework/1`
}

function withoutSlash(url: string): string {
  return url.endsWith('/') ? url.slice(0, -1) : url
}
