import { importJWK, type JWK, jwtVerify } from 'jose'
import type { SharedFormat } from '../../support/shared-queries.ts'
import { readJwtVp } from './jwt-vc.ts'
import { type Binding, digestOf, readSdJwtVc } from './sd-jwt.ts'

/**
 * Does what the library leaves to its user: verifies a presentation, issuer and holder, by jose alone.
 *
 * @returns the claims that were shown, from the root of the credential
 */
export async function checkForeignPresentation(
  text: string,
  format: SharedFormat,
  expected: Binding,
): Promise<Readonly<Record<string, unknown>>> {
  if (format === 'jwt_vc_json') {
    const { subject } = await readJwtVp(text, expected)
    return { credentialSubject: subject }
  }
  const end = text.lastIndexOf('~') + 1
  const { payload, claims } = await readSdJwtVc(text.slice(0, end), format)
  const { jwk } = payload['cnf'] as { readonly jwk: JWK }
  const { payload: binding } = await jwtVerify(text.slice(end), await importJWK(jwk, 'ES256'), {
    typ: 'kb+jwt',
    algorithms: ['ES256'],
    audience: expected.audience,
    maxTokenAge: '5m',
  })
  if (binding['nonce'] !== expected.nonce) throw new TypeError('the presentation is for another nonce')
  if (binding['sd_hash'] !== digestOf(text.slice(0, end))) throw new TypeError('the presentation was changed')
  return claims
}
