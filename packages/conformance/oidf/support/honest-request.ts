import { randomBytes, X509Certificate } from 'node:crypto'
import type { JWK } from 'jose'
import type { CertifiedKey } from './certified-key.ts'
import type { PresentationProfile } from './presentation-profile.ts'

/** Members of a message. */
export type Members = Readonly<Record<string, unknown>>

/** The parameters of an honest request. */
export interface RequestParameters extends Members {
  readonly client_id: string
  readonly nonce: string
  readonly dcql_query: { readonly credentials: readonly Members[] }
  readonly client_metadata: ClientMetadata
}

interface ClientMetadata extends Members {
  readonly jwks?: { readonly keys: readonly JWK[] }
}

/** Who asks, and for credentials of which type. */
export interface Asker {
  readonly profile: PresentationProfile
  readonly clientId: string
  readonly vct: string
}

/** The name of the key that answers are encrypted to. */
export const encryptionKid = 'encryption-1'

/**
 * Asks for the name of a card in `dc+sd-jwt`, under a fresh nonce.
 *
 * @param target how and where the answer is wanted
 * @param jwk where HAIP wants the answer encrypted, the key for it
 */
export function honestParameters(
  { profile, clientId, vct }: Asker,
  target: Members,
  jwk: JWK,
): RequestParameters {
  const algorithms = { 'sd-jwt_alg_values': ['ES256'], 'kb-jwt_alg_values': ['ES256'] }
  return {
    aud: 'https://self-issued.me/v2',
    response_type: 'vp_token',
    client_id: clientId,
    ...target,
    nonce: randomBytes(18).toString('base64url'),
    dcql_query: {
      credentials: [
        { id: 'card', format: 'dc+sd-jwt', meta: { vct_values: [vct] }, claims: [{ path: ['name'] }] },
      ],
    },
    client_metadata: {
      vp_formats_supported: { 'dc+sd-jwt': algorithms },
      ...(profile === 'haip' && {
        jwks: { keys: [{ ...jwk, kid: encryptionKid, use: 'enc', alg: 'ECDH-ES' }] },
        encrypted_response_enc_values_supported: ['A128GCM', 'A256GCM'],
      }),
    },
  }
}

/** The Client Identifier of a certificate, by its host or, for HAIP, its hash. */
export function clientIdOf(profile: PresentationProfile, { x5c }: CertifiedKey, host: string): string {
  if (profile === 'plain') return `x509_san_dns:${host}`
  const { fingerprint256 } = new X509Certificate(Buffer.from(x5c[0] ?? '', 'base64'))
  return `x509_hash:${Buffer.from(fingerprint256.replaceAll(':', ''), 'hex').toString('base64url')}`
}
