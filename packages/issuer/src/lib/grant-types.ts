import { preAuthorizedCodeGrantType } from '@lontar/openid4vc/openid4vci'
import type { IssuerContext } from './issuer-context.ts'

/** The grant types that the issuer's own authorization server serves. */
export function grantTypesOf({ clients, refreshTokenSeconds }: IssuerContext): readonly string[] {
  return [
    preAuthorizedCodeGrantType,
    ...(clients === undefined ? [] : ['authorization_code']),
    ...(refreshTokenSeconds === undefined ? [] : ['refresh_token']),
  ]
}
