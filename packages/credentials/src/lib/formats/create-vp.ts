import type { JsonObject } from '../jose/json.ts'
import { numericDate } from '../jose/numeric-date.ts'
import { signJws } from '../jose/sign-jws.ts'
import type { Signer } from '../jose/signer.ts'
import { envelopeCredential, type PresentedCredentialText } from './envelope.ts'

/** What `createVp` needs. */
export interface CreateVpInput {
  /** The credentials as issued, all `jwt_vc_json` or none. */
  readonly credentials: readonly PresentedCredentialText[]
  /** The holder's key. */
  readonly signer: Signer
  /** Who presents; required by version 1.1, whose `iss` it is. */
  readonly holder?: string
  /** The verifier's full identifier. */
  readonly audience: string
  /** The nonce of the request. */
  readonly nonce: string
  readonly now: Date
}

/** How long a presentation may be used, in seconds; the nonce ends it sooner. */
const lifetimeSeconds = 300

/**
 * Signs a presentation of JWT credentials: a `vp+jwt` of VC Data Model 2.0, or for `jwt_vc_json` a JWT of 1.1.
 *
 * @param input see `CreateVpInput`.
 * @returns a compact JWS.
 * @see VC-JOSE-COSE section 3.1.2, VC Data Model 1.1 section 6.3.1, OpenID4VP 1.0 appendix B.1.3
 */
export async function createVp(input: CreateVpInput): Promise<string> {
  const { signer, credentials } = input
  const isVersion1 = credentials.some(({ format }) => format === 'jwt_vc_json')
  return signJws({
    header: isVersion1 ? { typ: 'JWT' } : { typ: 'vp+jwt', cty: 'vp' },
    payload: { ...(isVersion1 ? version1(input) : version2(input)), ...times(input) },
    signer,
  })
}

function times({ audience, nonce, now }: CreateVpInput): JsonObject {
  const iat = numericDate(now)
  return { aud: audience, nonce, iat, exp: iat + lifetimeSeconds }
}

function version2({ credentials, holder }: CreateVpInput): JsonObject {
  return {
    '@context': ['https://www.w3.org/ns/credentials/v2'],
    type: ['VerifiablePresentation'],
    ...(holder !== undefined && { holder }),
    verifiableCredential: credentials.map(envelopeCredential),
  }
}

function version1({ credentials, holder }: CreateVpInput): JsonObject {
  return {
    ...(holder !== undefined && { iss: holder }),
    vp: {
      '@context': ['https://www.w3.org/2018/credentials/v1'],
      type: ['VerifiablePresentation'],
      verifiableCredential: credentials.map(({ text }) => text),
    },
  }
}
