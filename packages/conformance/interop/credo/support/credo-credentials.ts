import { ClaimFormat, type Kms, W3cCredential, W3cV2Credential } from '@credo-ts/core'
import type { OpenId4VciCreateIssuerOptions, OpenId4VciSignCredentials } from '@credo-ts/openid4vc'
import { contextUrl, credentialTypeUrl } from '@lontar/documents/credential-types'

type Configurations = OpenId4VciCreateIssuerOptions['credentialConfigurationsSupported']

/** What is to be signed for whom. */
export interface SignedContentInput {
  readonly format: string
  readonly keys: readonly { readonly jwk: Kms.PublicJwk; readonly didUrl?: string }[]
  readonly issuerUrl: string
  readonly didUrl: string
}

const bound = {
  proof_types_supported: { jwt: { proof_signing_alg_values_supported: ['ES256'] } },
  cryptographic_binding_methods_supported: ['jwk'],
} satisfies Partial<Configurations[string]>
const ktp: [string, string] = ['VerifiableCredential', 'KtpCredential']
const ktpProof: [string, string] = ['VerifiableCredential', 'KtpProofCredential']

/** Our types, as an issuer of Credo publishes them. */
export function credoConfigurations(issuerUrl: string): Configurations {
  return {
    'ktp_dc+sd-jwt': {
      ...bound,
      format: 'dc+sd-jwt',
      vct: credentialTypeUrl(issuerUrl, 'ktp'),
      scope: 'ktp',
    },
    'ktp_vc+sd-jwt': {
      ...bound,
      format: 'vc+sd-jwt',
      credential_definition: { type: ktp },
      scope: 'ktp',
    },
    'ktp-proof_jwt_vc_json': {
      ...bound,
      format: 'jwt_vc_json',
      credential_definition: { type: ktpProof },
      scope: 'ktp-proof',
    },
  }
}

/** One credential for each key, of an invented person. */
export function signedContent(input: SignedContentInput): OpenId4VciSignCredentials {
  const type = 'credentials'
  switch (input.format) {
    case 'dc+sd-jwt':
      return { type, format: ClaimFormat.SdJwtDc, credentials: input.keys.map((key) => sdJwtVc(input, key)) }
    case 'vc+sd-jwt':
      return {
        type,
        format: ClaimFormat.SdJwtW3cVc,
        credentials: input.keys.map((key) => w3cSdJwt(input, key)),
      }
    default:
      return { type, format: ClaimFormat.JwtVc, credentials: input.keys.map((key) => jwtVc(input, key)) }
  }
}

type Key = SignedContentInput['keys'][number]

const person = { name: 'MARIA CONTOH', birthdate: '1990-08-17' }
const hour = 3_600_000

function sdJwtVc({ issuerUrl, didUrl }: SignedContentInput, { jwk }: Key) {
  return {
    payload: {
      vct: credentialTypeUrl(issuerUrl, 'ktp'),
      exp: Math.floor((Date.now() + hour) / 1000),
      ...person,
    },
    holder: { method: 'jwk', jwk },
    issuer: { method: 'did', didUrl },
    disclosureFrame: { _sd: Object.keys(person) },
  } as const
}

function w3cSdJwt({ issuerUrl, didUrl }: SignedContentInput, { jwk }: Key) {
  return {
    credential: new W3cV2Credential({
      context: ['https://www.w3.org/ns/credentials/v2', contextUrl(issuerUrl)],
      type: ktp,
      issuer: didUrl.replace('#0', ''),
      credentialSubject: person,
      validFrom: isoTime(Date.now() - 1000),
      validUntil: isoTime(Date.now() + hour),
    }),
    alg: 'ES256',
    verificationMethod: didUrl,
    holder: { method: 'jwk', jwk },
    disclosureFrame: { credentialSubject: { _sd: Object.keys(person) } },
  } as const
}

/** VC 1.1 binds by the subject's DID. */
function jwtVc({ issuerUrl, didUrl }: SignedContentInput, { jwk }: Key) {
  const { kty, crv, x, y } = jwk.toJson() as Kms.KmsJwkPublicEc
  const id = `did:jwk:${Buffer.from(JSON.stringify({ crv, kty, x, y })).toString('base64url')}`
  return {
    credential: new W3cCredential({
      context: ['https://www.w3.org/2018/credentials/v1', contextUrl(issuerUrl)],
      type: ktpProof,
      issuer: didUrl.replace('#0', ''),
      issuanceDate: isoTime(Date.now() - 1000),
      expirationDate: isoTime(Date.now() + hour),
      credentialSubject: { id, claims: { residenceProvinceCode: '53' } },
    }),
    verificationMethod: didUrl,
  }
}

/** Credo takes no fractions of a second. */
function isoTime(milliseconds: number): string {
  return `${new Date(milliseconds).toISOString().slice(0, 19)}Z`
}
