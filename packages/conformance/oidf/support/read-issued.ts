import type { UnverifiedCredential } from '@lontar/credentials'
import { createX5cVerifier } from '@lontar/credentials/x509'
import { findFormat } from '@lontar/documents/credential-types'
import { decodeProtectedHeader, importJWK, jwtVerify } from 'jose'
import type { Answer } from './answer.ts'
import { type IssuerScene, issuerUrl } from './issuer-scene.ts'

/** The credentials of an answer, as they came. */
export function issuedIn({ json }: Answer): readonly string[] {
  const credentials = (json['credentials'] ?? []) as readonly { readonly credential: string }[]
  return credentials.map(({ credential }) => credential)
}

/** Reads a credential after jose verified its signature by the key of its certificate, which leads to the root. */
export async function readIssued(scene: IssuerScene, text: string): Promise<UnverifiedCredential> {
  const jwt = text.split('~')[0] ?? ''
  const { x5c } = decodeProtectedHeader(jwt)
  const { publicJwk, uris } = await createX5cVerifier()({ x5c, roots: [scene.rootPem], now: scene.now() })
  if (!uris.includes(issuerUrl)) throw new TypeError('the certificate is not the issuer’s')
  await jwtVerify(jwt, await importJWK({ ...publicJwk }, 'ES256'), {
    algorithms: ['ES256'],
    typ: 'dc+sd-jwt',
    issuer: issuerUrl,
    currentDate: scene.now(),
  })
  const format = findFormat('dc+sd-jwt')
  if (format === undefined) throw new TypeError('no such format')
  return format.parse(text)
}
