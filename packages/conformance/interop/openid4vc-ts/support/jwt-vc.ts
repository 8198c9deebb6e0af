import { decodeJwt, decodeProtectedHeader, type JWTPayload, jwtVerify, SignJWT } from 'jose'
import { keyOfDid } from './did-jwk.ts'
import type { HolderKey } from './holder-key.ts'
import type { Binding } from './sd-jwt.ts'

/** A presentation of VC Data Model 1.1 as a JWT, whose one credential and whose holder jose verified. */
export interface ForeignJwtVp {
  /** The claims of the credential's JWT. */
  readonly payload: JWTPayload
  readonly subject: Readonly<Record<string, unknown>>
}

/** Presents a credential by a key that its subject names (VC Data Model 1.1 section 6.3.1). */
export async function presentJwtVc(
  text: string,
  holder: HolderKey,
  { audience, nonce }: Binding,
): Promise<string> {
  const vp = {
    '@context': ['https://www.w3.org/2018/credentials/v1'],
    type: ['VerifiablePresentation'],
    verifiableCredential: [text],
  }
  return new SignJWT({ nonce, vp })
    .setProtectedHeader({ alg: 'ES256', typ: 'JWT', kid: holder.didUrl })
    .setIssuer(decodeJwt(text).sub ?? '')
    .setAudience(audience)
    .setIssuedAt()
    .setExpirationTime('5m')
    .sign(holder.privateKey)
}

/**
 * Verifies a presentation with jose alone: its one credential by the key of the issuer's did:jwk, and itself by that of
 * the subject's, which `iss` has to be.
 */
export async function readJwtVp(text: string, expected: Binding): Promise<ForeignJwtVp> {
  const { vp } = decodeJwt<{ vp: { verifiableCredential: readonly string[] } }>(text)
  const [credential = '', ...more] = vp.verifiableCredential
  if (more.length > 0) throw new TypeError('the presentation holds more than one credential')
  const issuer = decodeJwt(credential).iss ?? ''
  const { payload } = await jwtVerify(credential, await keyOfDid(issuer), { algorithms: ['ES256'] })
  const subject = payload.sub ?? ''
  const { nonce } = (
    await jwtVerify(text, await keyOfDid(subject), {
      algorithms: ['ES256'],
      audience: expected.audience,
      issuer: subject,
    })
  ).payload
  if (nonce !== expected.nonce) throw new TypeError('the presentation is for another nonce')
  if (decodeProtectedHeader(text).typ !== 'JWT') throw new TypeError('the presentation has another type')
  const { credentialSubject } = payload['vc'] as { readonly credentialSubject: ForeignJwtVp['subject'] }
  return { payload, subject: credentialSubject }
}
