import { describe, expect, it } from 'vitest'
import * as chain from './fixtures/openssl-chain.ts'
import { readAuthorityKeyIdentifiers } from './read-authority-key-identifiers.ts'

/** The subject key identifiers of the authority and of the root, as OpenSSL prints them. */
const ofAuthority = '6jBraV8Q0XGO2HI2q5o84k7WEGc'
const ofRoot = 'MTCCk-r6C97eAXlUTLoGNwe97Xk'

describe('the authority key identifiers of a chain', () => {
  it('are those of each certificate, in the order of the chain', () => {
    expect(readAuthorityKeyIdentifiers([chain.leaf, chain.authority])).toEqual([ofAuthority, ofRoot])
    expect(readAuthorityKeyIdentifiers([chain.leafOfRoot])).toEqual([ofRoot])
  })

  it('leave out a certificate that names no key', () => {
    expect(readAuthorityKeyIdentifiers([chain.root])).toEqual([])
    expect(readAuthorityKeyIdentifiers([chain.leafOfRoot, chain.root])).toEqual([ofRoot])
  })

  it.each([
    ['no certificate', []],
    ['what is no base64', ['no certificate']],
    ['what is no certificate', [btoa('no certificate')]],
    ['base64url', [chain.leaf.replaceAll('+', '-').replaceAll('/', '_')]],
    ['a certificate that was cut', [chain.leaf.slice(0, -40)]],
    ['one that cannot be read beside one that can', [chain.leaf, 'x']],
    ['more than six', Array.from({ length: 7 }, () => chain.leafOfRoot)],
    ['more bytes than are read', Array.from({ length: 6 }, () => btoa('x'.repeat(5000)))],
  ])('are none for %s', (_name, x5c) => {
    expect(readAuthorityKeyIdentifiers(x5c)).toEqual([])
  })
})
