import { createHash, createPrivateKey, createPublicKey, randomBytes, sign, verify } from 'node:crypto'
import type { CredentialFormatId, ExpectedKeyBinding, TrustedIssuer } from '@lontar/credentials'
import { SDJwtVcInstance } from '@sd-jwt/sd-jwt-vc'
import { ES256Signer } from 'did-jwt'
import { createVerifiableCredentialJwt, createVerifiablePresentationJwt } from 'did-jwt-vc'
import { exportJWK, generateKeyPair, importJWK, type JWK, SignJWT } from 'jose'

export const now = new Date('2026-11-01T04:00:00Z')
const nowSeconds = now.getTime() / 1000
export const typeUrl = 'https://issuer.example/vct/ktp-proof/1'
const contextUrl = 'https://issuer.example/contexts/lontar/1'
const audience = 'x509_san_dns:hotel.example'

/** A credential or presentation that other software made, and what it must be held against. */
export interface ForeignSample {
  readonly format: CredentialFormatId
  readonly text: string
  readonly expectedKeyBinding: ExpectedKeyBinding
}

/** Other software that issues and presents; each call makes something new. */
export interface ForeignMaker {
  readonly name: string
  readonly issuer: TrustedIssuer
  make(index: number): Promise<ForeignSample>
}

interface KeyPair {
  readonly jwk: JWK
  readonly publicJwk: Record<string, string>
  readonly did: string
}

async function createKeyPair(): Promise<KeyPair> {
  const { privateKey } = await generateKeyPair('ES256', { extractable: true })
  const jwk = await exportJWK(privateKey)
  const publicJwk = { crv: 'P-256', kty: 'EC', x: String(jwk.x), y: String(jwk.y) }
  const did = `did:jwk:${Buffer.from(JSON.stringify(publicJwk)).toString('base64url')}`
  return { jwk, publicJwk, did }
}

const trust = ({ did, publicJwk }: KeyPair): TrustedIssuer =>
  ({
    issuer: did,
    types: [typeUrl],
    jwks: { keys: [{ ...publicJwk, kid: `${did}#0` }] },
  }) as unknown as TrustedIssuer

const bindingOf = (index: number): Exclude<ExpectedKeyBinding, 'none'> => ({
  expectedAudience: audience,
  expectedNonce: `nonce-${index}-${randomBytes(8).toString('hex')}`,
})

/** Claims of many kinds, so that no two samples are alike. */
function claimsOf(index: number): Record<string, unknown> {
  const kinds = [
    `nilai ${index}`,
    index,
    index % 2 === 0,
    null,
    [index, 'x'],
    { in: { deep: index } },
    'é ≠ 🌴',
    '',
  ]
  return { ageEqualOrOver18: index % 3 !== 0, note: kinds[index % kinds.length], count: index }
}

/** `dc+sd-jwt` by @sd-jwt/sd-jwt-vc, half of them presented with a key binding. */
export async function createSdJwtMaker(): Promise<ForeignMaker> {
  const [issuer, holder] = [await createKeyPair(), await createKeyPair()]
  const signer = ({ jwk }: KeyPair) => {
    const key = createPrivateKey({ key: jwk as Record<string, string>, format: 'jwk' })
    return (data: string) =>
      sign('sha256', Buffer.from(data), { key, dsaEncoding: 'ieee-p1363' }).toString('base64url')
  }
  const verifier = createPublicKey({ key: issuer.publicJwk, format: 'jwk' })
  const instance = new SDJwtVcInstance({
    signer: signer(issuer),
    signAlg: 'ES256',
    verifier: (data: string, signature: string) =>
      verify(
        'sha256',
        Buffer.from(data),
        { key: verifier, dsaEncoding: 'ieee-p1363' },
        Buffer.from(signature, 'base64url'),
      ),
    kbSigner: signer(holder),
    kbSignAlg: 'ES256',
    hasher: (data: string | ArrayBuffer) =>
      createHash('sha256')
        .update(typeof data === 'string' ? data : new Uint8Array(data))
        .digest(),
    hashAlg: 'sha-256',
    saltGenerator: (length: number) => randomBytes(length).toString('base64url'),
  })
  const issue = (index: number) =>
    instance.issue(
      {
        iss: issuer.did,
        vct: typeUrl,
        iat: nowSeconds - (index % 1000),
        exp: nowSeconds + 86_400,
        cnf: { jwk: holder.publicJwk },
        ...claimsOf(index),
      },
      { _sd: ['ageEqualOrOver18', 'note', 'count'], _sd_decoy: index % 4 } as object,
      { header: { kid: `${issuer.did}#0` } },
    )
  return {
    name: '@sd-jwt/sd-jwt-vc 0.19',
    issuer: trust(issuer),
    async make(index) {
      const text = await issue(index)
      if (index % 2 === 0) return { format: 'dc+sd-jwt', text, expectedKeyBinding: 'none' }
      const binding = bindingOf(index)
      const kb = { payload: { iat: nowSeconds, aud: audience, nonce: binding.expectedNonce } }
      const frame = { ageEqualOrOver18: true, count: index % 3 === 0 }
      return {
        format: 'dc+sd-jwt',
        text: await instance.present(text, frame, { kb }),
        expectedKeyBinding: binding,
      }
    },
  }
}

/** `jwt_vc_json` by did-jwt-vc, half of them in a presentation. */
export async function createDidJwtVcMaker(): Promise<ForeignMaker> {
  const [issuer, holder] = [await createKeyPair(), await createKeyPair()]
  const party = ({ did, jwk }: KeyPair) => ({
    did,
    alg: 'ES256',
    signer: ES256Signer(new Uint8Array(Buffer.from(String(jwk.d), 'base64url'))),
  })
  const credentialOf = (index: number) => ({
    sub: holder.did,
    nbf: nowSeconds - (index % 1000),
    exp: nowSeconds + 86_400,
    vc: {
      '@context': ['https://www.w3.org/2018/credentials/v1', contextUrl],
      type: ['VerifiableCredential', 'KtpProofCredential'],
      credentialSubject: { ageEqualOrOver18: index % 3 !== 0, count: index },
    },
  })
  return {
    name: 'did-jwt-vc 4.0.16',
    issuer: trust(issuer),
    async make(index) {
      const text = await createVerifiableCredentialJwt(credentialOf(index), party(issuer))
      if (index % 2 === 0) return { format: 'jwt_vc_json', text, expectedKeyBinding: 'none' }
      const binding = bindingOf(index)
      const vp = {
        '@context': ['https://www.w3.org/2018/credentials/v1'],
        type: ['VerifiablePresentation'],
        verifiableCredential: [text],
      }
      const presented = await createVerifiablePresentationJwt(
        { vp, aud: [], nonce: binding.expectedNonce, nbf: nowSeconds, exp: nowSeconds + 60 },
        party(holder),
        { domain: audience },
      )
      return { format: 'jwt_vc_json', text: presented, expectedKeyBinding: binding }
    },
  }
}

/** `vc+jwt` by jose, half of them in a `vp+jwt`. */
export async function createJoseMaker(): Promise<ForeignMaker> {
  const [issuer, holder] = [await createKeyPair(), await createKeyPair()]
  const keys = [await importJWK(issuer.jwk, 'ES256'), await importJWK(holder.jwk, 'ES256')] as const
  const credentialOf = (index: number) => ({
    '@context': ['https://www.w3.org/ns/credentials/v2', contextUrl],
    id: `urn:uuid:00000000-0000-4000-8000-${String(index).padStart(12, '0')}`,
    type: ['VerifiableCredential', 'KtpProofCredential'],
    issuer: index % 4 === 0 ? { id: issuer.did, name: 'Penerbit Contoh' } : issuer.did,
    validFrom: '2026-10-31T00:00:00+08:00',
    validUntil: '2026-12-01T00:00:00Z',
    cnf: { jwk: holder.publicJwk },
    credentialSubject: claimsOf(index),
  })
  return {
    name: 'jose 6',
    issuer: trust(issuer),
    async make(index) {
      const header = { alg: 'ES256', typ: 'vc+jwt', kid: `${issuer.did}#0` }
      const text = await new SignJWT(credentialOf(index)).setProtectedHeader(header).sign(keys[0])
      if (index % 2 === 0) return { format: 'vc+jwt', text, expectedKeyBinding: 'none' }
      const binding = bindingOf(index)
      const vp = {
        '@context': ['https://www.w3.org/ns/credentials/v2'],
        type: index % 3 === 0 ? 'VerifiablePresentation' : ['VerifiablePresentation'],
        verifiableCredential: [
          {
            '@context': 'https://www.w3.org/ns/credentials/v2',
            id: `data:application/vc+jwt,${text}`,
            type: 'EnvelopedVerifiableCredential',
          },
        ],
        aud: audience,
        nonce: binding.expectedNonce,
        iat: nowSeconds,
      }
      const presented = await new SignJWT(vp)
        .setProtectedHeader({ alg: 'ES256', typ: 'vp+jwt' })
        .sign(keys[1])
      return { format: 'vc+jwt', text: presented, expectedKeyBinding: binding }
    },
  }
}
