import { describe, expect, it } from 'vitest'
import type { JsonValue } from '../jose/json.ts'
import { parseDidDocument } from './parse-did-document.ts'

const did = 'did:web:issuer.example'
const method = { id: '#1', type: 'JsonWebKey', controller: did, publicKeyJwk: { kty: 'EC' } }
const parse = (members: Record<string, JsonValue>) => parseDidDocument({ id: did, ...members }, did)
const malformed = expect.objectContaining({ code: 'did_document_malformed' })

describe('a DID document', () => {
  it('needs no key', () => {
    expect(parse({}).verificationMethod).toEqual([])
  })

  it('may write one verification method without a list', () => {
    expect(parse({ verificationMethod: method }).verificationMethod).toEqual([method])
  })

  it.each([
    'assertionMethod',
    'authentication',
    'keyAgreement',
    'capabilityInvocation',
    'capabilityDelegation',
  ])('lists references and methods under %s', (name) => {
    expect(parse({ [name]: ['#1', method] })).toMatchObject({ [name]: ['#1', method] })
    for (const wrong of ['#1', {}, method, null, [7], [null], [{ id: '#1' }], new Array(257).fill('#1')]) {
      expect(() => parse({ [name]: wrong as JsonValue })).toThrow(malformed)
    }
  })

  it.each([
    null,
    'x',
    {},
    [[]],
    [{ ...method, id: 7 }],
    [{ ...method, type: null }],
    [{ ...method, controller: [did] }],
    [{ ...method, publicKeyJwk: 'x' }],
    [{ ...method, publicKeyMultibase: 7 }],
    [{ ...method, expires: 7 }],
    [{ ...method, revoked: true }],
  ])('refuses the verification methods %j', (verificationMethod) => {
    expect(() => parse({ verificationMethod: verificationMethod as JsonValue })).toThrow(malformed)
  })

  it('lists at most 256 references', () => {
    const assertionMethod = new Array<JsonValue>(256).fill('#1')
    expect(parse({ assertionMethod }).assertionMethod).toHaveLength(256)
  })

  it('holds at most 256 verification methods', () => {
    const list = (length: number) => parse({ verificationMethod: new Array<JsonValue>(length).fill(method) })
    expect(list(256).verificationMethod).toHaveLength(256)
    expect(() => list(257)).toThrow(malformed)
  })
})
