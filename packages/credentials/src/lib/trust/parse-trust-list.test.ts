import { describe, expect, it } from 'vitest'
import { parseTrustList } from './parse-trust-list.ts'

const key = {
  kty: 'EC',
  crv: 'P-256',
  x: 'f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU',
  y: 'x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0',
  kid: 'did:web:issuer.example#1',
}
const issuer = {
  issuer: 'did:web:issuer.example',
  types: ['https://issuer.example/vct/ktp/1'],
  jwks: { keys: [key] },
}
const verifier = { clientId: 'decentralized_identifier:did:web:shop.example', asks: ['hotel_wni'] }
const root = '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n'
const list = { issuers: [issuer], roots: [root], verifiers: [verifier] }
const malformed = expect.objectContaining({ name: 'MalformedError', code: 'trust_list_malformed' })

describe('parseTrustList', () => {
  it('reads a whole list', () => {
    expect(parseTrustList(list)).toEqual(list)
  })

  it('holds an issuer without pinned keys to the roots of its entry, else to those of the list', () => {
    const bare = { issuer: 'did:web:issuer.example', types: ['urn:type'] }
    const own = root.replace('AAAA', 'BBBB')
    const rootsOf = (entry: object) => parseTrustList({ ...list, issuers: [entry] }).issuers[0]?.roots
    expect(rootsOf(bare)).toEqual([root])
    expect(rootsOf({ ...bare, roots: [own] })).toEqual([own])
    expect(rootsOf({ ...bare, roots: [] })).toEqual([])
    expect(rootsOf(issuer)).toBeUndefined()
  })

  it('reads a list without roots and verifiers, and one that trusts nobody', () => {
    expect(parseTrustList({ issuers: [issuer] })).toEqual({ issuers: [issuer], roots: [], verifiers: [] })
    expect(parseTrustList({ issuers: [] })).toEqual({ issuers: [], roots: [], verifiers: [] })
  })

  it('reads the keys of a verifier without a prefix, and who attests verifiers', () => {
    const jwks = { keys: [key] }
    const attested = {
      ...list,
      verifiers: [{ clientId: 'shop', asks: [], jwks }],
      verifierAttesters: [{ issuer: 'https://attester.example', jwks }],
    }
    const read = parseTrustList(attested)
    expect(read).toEqual(attested)
    expect(Object.isFrozen(read.verifierAttesters)).toBe(true)
    expect(parseTrustList({ ...list, verifierAttesters: [] }).verifierAttesters).toEqual([])
  })

  it('drops members of a key that it does not know, as RFC 7517 asks', () => {
    const jwks = { keys: [{ ...key, x5t: 'AA' }] }
    expect(parseTrustList({ issuers: [{ ...issuer, jwks }] }).issuers[0]?.jwks?.keys).toEqual([key])
  })

  it('returns a list that nobody can change', () => {
    const read = parseTrustList(list)
    expect(() => (read.issuers as unknown[]).push(issuer)).toThrow(TypeError)
    for (const { types, jwks } of read.issuers) {
      expect(() => (types as unknown[]).push('x')).toThrow(TypeError)
      expect(Object.isFrozen(jwks?.keys)).toBe(true)
    }
  })

  it.each([
    ['nothing', undefined],
    ['null', null],
    ['text', JSON.stringify(list)],
    ['an array', [list]],
    ['no issuers', { roots: [], verifiers: [] }],
    ['an unknown member', { ...list, issuer: [] }],
    ['issuers that are no array', { ...list, issuers: issuer }],
    ['an issuer that is no object', { ...list, issuers: ['did:web:issuer.example'] }],
    ['roots that are null', { ...list, roots: null }],
    ['a root that is no certificate', { ...list, roots: ['AAAA'] }],
    ['a private key as a root', { ...list, roots: [root.replaceAll('CERTIFICATE', 'PRIVATE KEY')] }],
    ['a verifier without asks', { ...list, verifiers: [{ clientId: 'a' }] }],
    ['a verifier with an unknown member', { ...list, verifiers: [{ ...verifier, ask: [] }] }],
    ['a verifier without a name', { ...list, verifiers: [{ ...verifier, clientId: '' }] }],
    ['a verifier twice', { ...list, verifiers: [verifier, verifier] }],
    ['a verifier with no key', { ...list, verifiers: [{ ...verifier, jwks: { keys: [] } }] }],
    ['attesters that are no array', { ...list, verifierAttesters: {} }],
    ['an attester without keys', { ...list, verifierAttesters: [{ issuer: 'https://a.example' }] }],
    [
      'an attester with an unknown member',
      { ...list, verifierAttesters: [{ issuer: 'https://a.example', jwks: issuer.jwks, asks: [] }] },
    ],
    ['an attester without a name', { ...list, verifierAttesters: [{ issuer: '', jwks: issuer.jwks }] }],
    [
      'an attester twice',
      {
        ...list,
        verifierAttesters: [
          { issuer: 'https://a.example', jwks: issuer.jwks },
          { issuer: 'https://a.example', jwks: issuer.jwks },
        ],
      },
    ],
    ['an issuer twice', { ...list, issuers: [issuer, issuer] }],
  ])('refuses %s', (_what, value) => {
    expect(() => parseTrustList(value)).toThrow(malformed)
  })

  it.each([
    ['no name', { issuer: undefined }],
    ['an empty name', { issuer: '' }],
    ['no types', { types: [] }],
    ['types that are text', { types: 'https://issuer.example/vct/ktp/1' }],
    ['a type that is no text', { types: [1] }],
    ['a type twice', { types: ['a', 'a'] }],
    ['a pattern for a type', { types: ['https://issuer.example/*'] }],
    ['no keys and a name that leads to none', { issuer: 'issuer.example', jwks: undefined }],
    ['no keys', { jwks: { keys: [] } }],
    ['a bare array of keys', { jwks: [key] }],
    ['an unknown member beside the keys', { jwks: { keys: [key], jwks_uri: 'https://issuer.example' } }],
    ['an unknown member', { type: ['a'] }],
    ['a key without a name', { jwks: { keys: [{ ...key, kid: undefined }] } }],
    ['a key with an empty name', { jwks: { keys: [{ ...key, kid: '' }] } }],
    ['two keys of one name (A22)', { jwks: { keys: [key, key] } }],
    ['a private key', { jwks: { keys: [{ ...key, d: key.x }] } }],
    ['a point off the curve', { jwks: { keys: [{ ...key, y: key.x }] } }],
    ['a key for encryption', { jwks: { keys: [{ ...key, use: 'enc' }] } }],
  ])('refuses an issuer with %s', (_what, change) => {
    expect(() => parseTrustList({ ...list, issuers: [{ ...issuer, ...change }] })).toThrow(malformed)
  })
})
