import type { IssuerContext } from './issuer-context.ts'

/** The `authorization_servers` of the metadata; `undefined` when the issuer is its own and only one. */
export function authorizationServersOf({
  url,
  externalAuthorization,
}: IssuerContext): readonly string[] | undefined {
  return externalAuthorization === undefined ? undefined : [url, externalAuthorization.issuer]
}
