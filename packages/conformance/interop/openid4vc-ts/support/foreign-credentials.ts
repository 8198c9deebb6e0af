import { createHash, randomBytes } from 'node:crypto'
import { contextUrl, credentialTypeUrl } from '@lontar/documents/credential-types'
import { SDJwtVcInstance } from '@sd-jwt/sd-jwt-vc'
import { CompactSign, type JWK, SignJWT } from 'jose'
import type { HolderKey } from './holder-key.ts'

/** Who signs what for whom. */
export interface ForeignCredentialInput {
  readonly format: string
  readonly issuerUrl: string
  readonly issuerKey: HolderKey
  readonly holderJwk: JWK
}

const person = { name: 'MARIA CONTOH', birthdate: '1990-08-17' }

/**
 * The configurations that the issuer publishes.
 *
 * @param isScoped whether they have a scope each
 */
export function foreignConfigurations(issuerUrl: string, isScoped: boolean) {
  const bound = {
    cryptographic_binding_methods_supported: ['jwk'],
    proof_types_supported: { jwt: { proof_signing_alg_values_supported: ['ES256'] } },
  }
  const type = (name: string): [string, string] => ['VerifiableCredential', name]
  return {
    'ktp_dc+sd-jwt': {
      ...bound,
      format: 'dc+sd-jwt' as const,
      ...(isScoped && { scope: 'ktp-dc' }),
      vct: credentialTypeUrl(issuerUrl, 'ktp'),
    },
    'ktp_vc+sd-jwt': {
      ...bound,
      format: 'vc+sd-jwt' as const,
      ...(isScoped && { scope: 'ktp-vc' }),
      credential_definition: { type: type('KtpCredential') },
    },
    'ktp-proof_jwt_vc_json': {
      ...bound,
      format: 'jwt_vc_json' as const,
      ...(isScoped && { scope: 'ktp-proof' }),
      credential_definition: { type: type('KtpProofCredential') },
    },
  }
}

/** Signs a credential of an invented person: SD-JWT VC by `@sd-jwt/sd-jwt-vc`, the W3C formats by jose. */
export function signForeignCredential(input: ForeignCredentialInput): Promise<string> {
  if (input.format === 'dc+sd-jwt') return signSdJwtVc(input)
  return input.format === 'vc+sd-jwt' ? signW3cSdJwt(input) : signJwtVc(input)
}

function signSdJwtVc({ issuerUrl, issuerKey, holderJwk }: ForeignCredentialInput): Promise<string> {
  const issuance = new SDJwtVcInstance({
    signer: async (data: string) => {
      // jose signs whole tokens alone: the header and payload in `data` are signed as they are.
      const [header = '', payload = ''] = data.split('.')
      const signed = await new CompactSign(Buffer.from(payload, 'base64url'))
        .setProtectedHeader(JSON.parse(Buffer.from(header, 'base64url').toString()))
        .sign(issuerKey.privateKey)
      return signed.split('.')[2] ?? ''
    },
    signAlg: 'ES256',
    hasher: (data: string | ArrayBuffer) =>
      createHash('sha256')
        .update(typeof data === 'string' ? data : new Uint8Array(data))
        .digest(),
    hashAlg: 'sha-256',
    saltGenerator: (length: number) => randomBytes(length).toString('base64url'),
  })
  const claims = {
    iss: didOf(issuerKey),
    vct: credentialTypeUrl(issuerUrl, 'ktp'),
    ...times(),
    cnf: { jwk: holderJwk },
    ...person,
  }
  const frame = { _sd: Object.keys(person) } as object
  return issuance.issue(claims, frame, { header: { kid: issuerKey.didUrl } })
}

/** With one disclosure a claim, made by hand: there is no library for VC 2.0 here (RFC 9901 section 4.2). */
async function signW3cSdJwt({ issuerUrl, issuerKey, holderJwk }: ForeignCredentialInput): Promise<string> {
  const disclosures = Object.entries(person).map((entry) =>
    Buffer.from(JSON.stringify([randomBytes(16).toString('base64url'), ...entry])).toString('base64url'),
  )
  const _sd = disclosures.map((each) => createHash('sha256').update(each).digest('base64url')).sort()
  const jwt = await new SignJWT({
    '@context': ['https://www.w3.org/ns/credentials/v2', contextUrl(issuerUrl)],
    type: ['VerifiableCredential', 'KtpCredential'],
    issuer: didOf(issuerKey),
    validUntil: new Date(times().exp * 1000).toISOString(),
    cnf: { jwk: holderJwk },
    credentialSubject: { _sd },
    _sd_alg: 'sha-256',
  })
    .setProtectedHeader({ alg: 'ES256', typ: 'vc+sd-jwt', kid: issuerKey.didUrl })
    .sign(issuerKey.privateKey)
  return `${[jwt, ...disclosures].join('~')}~`
}

function signJwtVc({ issuerUrl, issuerKey, holderJwk }: ForeignCredentialInput): Promise<string> {
  const { kty, crv, x, y } = holderJwk
  const sub = `did:jwk:${Buffer.from(JSON.stringify({ kty, crv, x, y })).toString('base64url')}`
  const { iat, exp } = times()
  const vc = {
    '@context': ['https://www.w3.org/2018/credentials/v1', contextUrl(issuerUrl)],
    type: ['VerifiableCredential', 'KtpProofCredential'],
    credentialSubject: { id: sub, residenceProvinceCode: '53' },
  }
  return new SignJWT({ iss: didOf(issuerKey), sub, nbf: iat, exp, vc })
    .setProtectedHeader({ alg: 'ES256', typ: 'JWT', kid: issuerKey.didUrl })
    .sign(issuerKey.privateKey)
}

function didOf({ didUrl }: HolderKey): string {
  return didUrl.replace('#0', '')
}

function times(): { readonly iat: number; readonly exp: number } {
  const iat = Math.floor(Date.now() / 1000)
  return { iat, exp: iat + 3600 }
}
