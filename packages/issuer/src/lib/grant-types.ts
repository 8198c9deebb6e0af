import { preAuthorizedCodeGrantType } from '@lontar/openid4vc/openid4vci'
import type { IssuerContext } from './issuer-context.ts'

/** The grant types that the issuer's own authorization server serves; a deferred grant is waited for by refresh tokens. */
export function grantTypesOf({ clients }: IssuerContext): readonly string[] {
  return [
    preAuthorizedCodeGrantType,
    ...(clients === undefined ? [] : ['authorization_code']),
    'refresh_token',
  ]
}
