import { describe, expect, it } from 'vitest'
import { encodeBase64Url } from '../jose/base64url.ts'
import { generatePrivateJwk } from '../jose/generate-private-jwk.ts'
import type { PublicJwk } from '../jose/jwk.ts'
import { parseJws } from '../jose/parse-jws.ts'
import { signJws } from '../jose/sign-jws.ts'
import { encodeUtf8 } from '../jose/utf8.ts'
import { verifyJwsSignature } from '../jose/verify-jws-signature.ts'
import { createDidJwk } from './create-did-jwk.ts'
import { didJwkSigner } from './did-jwk-signer.ts'
import { publicKeyOfDidUrl } from './public-key-of-did-url.ts'
import { resolveDidJwk } from './resolve-did-jwk.ts'

/** The key of the first example of the method specification. */
const key: PublicJwk = {
  kty: 'EC',
  crv: 'P-256',
  x: 'acbIQiuMs3i8_uszEjJ2tpTtRM4EU3yz91PH6CdH2V0',
  y: '_KcyLj9vWMptnmKtm46GqDz8wf74I5LKgrl2GzH3nSE',
}
const didOf = (jwk: unknown): string => `did:jwk:${encodeBase64Url(encodeUtf8(JSON.stringify(jwk)))}`
const did =
  'did:jwk:eyJjcnYiOiJQLTI1NiIsImt0eSI6IkVDIiwieCI6ImFjYklRaXVNczNpOF91c3pFakoydHBUdFJNNEVVM3l6OTFQSDZDZEgyVjAiLCJ5IjoiX0tjeUxqOXZXTXB0bm1LdG00NkdxRHo4d2Y3NEk1TEtncmwyR3pIM25TRSJ9'
const error = (code: string) => expect.objectContaining({ code })

describe('createDidJwk', () => {
  it('makes the DID of the specification from the key of the specification', () => {
    expect(createDidJwk(key)).toBe(did)
  })

  it('gives one key one DID, whatever its labels', () => {
    expect(createDidJwk({ ...key, kid: '1', alg: 'ES256', use: 'sig' })).toBe(did)
  })

  it('refuses a private key', async () => {
    expect(() => createDidJwk({ ...key, d: key.x } as PublicJwk)).toThrow(error('jwk_private_part'))
  })
})

describe('resolveDidJwk', () => {
  it('makes the document of the specification', () => {
    const id = `${did}#0`
    expect(resolveDidJwk(did)).toEqual({
      '@context': ['https://www.w3.org/ns/did/v1', 'https://w3id.org/security/suites/jws-2020/v1'],
      id: did,
      verificationMethod: [{ id, type: 'JsonWebKey2020', controller: did, publicKeyJwk: key }],
      assertionMethod: [id],
      authentication: [id],
      capabilityInvocation: [id],
      capabilityDelegation: [id],
      keyAgreement: [id],
    })
  })

  it('gives a key for encryption keyAgreement alone', () => {
    const document = resolveDidJwk(didOf({ kty: 'OKP', crv: 'X25519', use: 'enc', x: key.x }))
    expect(document.keyAgreement).toHaveLength(1)
    expect(document).not.toHaveProperty('assertionMethod')
    expect(document).not.toHaveProperty('authentication')
  })

  it('gives a key for signatures everything but keyAgreement', () => {
    const document = resolveDidJwk(didOf({ ...key, use: 'sig' }))
    expect(document.assertionMethod).toHaveLength(1)
    expect(document).not.toHaveProperty('keyAgreement')
  })

  it('keeps the bytes of the key: another order of members is another DID', () => {
    const other = didOf({ y: key.y, x: key.x, kty: key.kty, crv: key.crv, note: 'kept' })
    expect(resolveDidJwk(other).id).toBe(other)
    expect(resolveDidJwk(other).verificationMethod[0]?.publicKeyJwk).toHaveProperty('note', 'kept')
  })

  it.each([
    ['a private key', { ...key, d: key.x }],
    ['a symmetric key', { kty: 'oct', k: 'AA' }],
  ])('refuses %s', (_what, jwk) => {
    expect(() => resolveDidJwk(didOf(jwk))).toThrow(error('jwk_private_part'))
  })

  it.each([
    ['nothing', ''],
    ['no DID', 'jwk'],
    ['a DID without a key', 'did:jwk:'],
    ['a DID URL', `${did}#0`],
    ['a path', `${did}/a`],
    ['a query', `${did}?a=b`],
    ['padding', `${did}=`],
    ['another case of the scheme', did.replace('did:', 'DID:')],
    ['white space', ` ${did}`],
    ['a key that is no object', didOf([key])],
    ['a key without a type', didOf({ crv: 'P-256' })],
    ['a symmetric type', didOf({ kty: 'oct' })],
    ['a repeated name', `did:jwk:${encodeBase64Url(encodeUtf8('{"kty":"EC","kty":"EC"}'))}`],
  ])('refuses %s', (_what, text) => {
    expect(() => resolveDidJwk(text)).toThrow(error('did_malformed'))
  })

  it.each(['did:web:example.com', 'did:key:z6Mk', 'did:jwkx:e30'])(
    'says that it does not know %s',
    (other) => {
      const unsupported = expect.objectContaining({
        name: 'UnsupportedError',
        code: 'did_method_unsupported',
      })
      expect(() => resolveDidJwk(other)).toThrow(unsupported)
    },
  )
})

describe('publicKeyOfDidUrl', () => {
  it('reads the key under #0', () => {
    expect(publicKeyOfDidUrl(`${did}#0`)).toEqual(key)
  })

  it.each(['', '#', '#1', '#00', '#0 ', '#key-1', '#0#0', '#%30'])('refuses the fragment %j', (fragment) => {
    expect(() => publicKeyOfDidUrl(`${did}${fragment}`)).toThrow(error('did_malformed'))
  })

  it.each([
    ['a key for encryption', { ...key, use: 'enc' }],
    ['another curve', { kty: 'OKP', crv: 'X25519', x: key.x }],
    ['a point off the curve', { ...key, y: key.x }],
  ])('refuses %s', (_what, jwk) => {
    expect(() => publicKeyOfDidUrl(`${didOf(jwk)}#0`)).toThrow(error('jwk_malformed'))
  })

  it('refuses what is no text', () => {
    for (const value of [undefined, null, {}, ['did:jwk:e30#0']]) {
      expect(() => publicKeyOfDidUrl(value as unknown as string)).toThrow(error('did_malformed'))
    }
  })
})

describe('didJwkSigner', () => {
  it.each(['P-256', 'P-384', 'secp256k1', 'Ed25519'] as const)(
    'signs on %s under a DID that is its key',
    async (crv) => {
      const signer = await didJwkSigner(await generatePrivateJwk(crv))
      const jws = parseJws(await signJws({ header: { typ: 't' }, payload: {}, signer }))
      const expectedKey = publicKeyOfDidUrl(jws.header.kid as string)
      expect(expectedKey).toEqual(signer.publicJwk)
      await verifyJwsSignature(jws, { expectedKey, expectedType: 't' })
    },
  )

  it('signs under the DID URL of its own key', async () => {
    const signer = await didJwkSigner(await generatePrivateJwk())
    const jws = parseJws(await signJws({ header: { typ: 't' }, payload: {}, signer }))
    expect(jws.header.kid).toBe(`${createDidJwk(signer.publicJwk)}#0`)
    const expectedKey = publicKeyOfDidUrl(jws.header.kid as string)
    await verifyJwsSignature(jws, { expectedKey, expectedType: 't' })
  })
})
