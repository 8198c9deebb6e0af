import { describe, expect, it } from 'vitest'
import { engine } from '../engine/node.ts'
import { decodeBase64Url, encodeBase64Url } from './base64url.ts'
import { parseJwk } from './parse-jwk.ts'

const key = {
  kty: 'EC',
  crv: 'P-256',
  x: 'f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU',
  y: 'x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0',
}
const malformed = expect.objectContaining({ name: 'MalformedError', code: 'jwk_malformed' })
const secret = expect.objectContaining({ name: 'MalformedError', code: 'jwk_private_part' })
const zeros = encodeBase64Url(new Uint8Array(32))
const prime = hexToBase64Url('ffffffff00000001000000000000000000000000ffffffffffffffffffffffff')

function hexToBase64Url(hex: string): string {
  return Buffer.from(hex, 'hex').toString('base64url')
}

describe('parseJwk', () => {
  it('reads a key and drops what it does not know', () => {
    const labelled = { ...key, kid: '1', alg: 'ES256', use: 'sig' }
    expect(parseJwk({ ...labelled, x5u: 'https://example.com', key_ops: ['verify'] })).toEqual(labelled)
    expect(parseJwk(key)).toEqual(key)
  })

  it('reads every key that the platform makes', async () => {
    for (let index = 0; index < 30; index++) {
      const { d: _d, ...made } = await engine.generateKey('P-256')
      expect(parseJwk(made)).toEqual(made)
    }
  })

  it.each(['d', 'p', 'q', 'dp', 'dq', 'qi', 'oth', 'k'])('refuses the secret member %s', (name) => {
    expect(() => parseJwk({ ...key, [name]: key.x })).toThrow(secret)
  })

  it('refuses a symmetric key', () => {
    expect(() => parseJwk({ kty: 'oct', k: 'c2VjcmV0' })).toThrow(secret)
    expect(() => parseJwk({ kty: 'oct' })).toThrow(malformed)
  })

  it.each([
    ['another type', { kty: 'RSA' }],
    ['no type', { kty: undefined }],
    ['another curve', { crv: 'P-384' }],
    ['a curve in other letters', { crv: 'p-256' }],
    ['no x', { x: undefined }],
    ['an x that is no text', { x: 1 }],
    ['a short x', { x: key.x.slice(0, -1) }],
    ['a long x', { x: `${key.x}A` }],
    ['a padded x', { x: `${key.x.slice(0, -1)}=` }],
    ['trailing bits in x', { x: `${key.x.slice(0, -1)}V` }],
    ['a point off the curve', { y: key.x }],
    ['coordinates in the wrong order', { x: key.y, y: key.x }],
    ['zero coordinates', { x: zeros, y: zeros }],
    ['an x that is not reduced', { x: prime }],
    ['use enc', { use: 'enc' }],
    ['an unknown use', { use: 'SIG' }],
    ['another algorithm', { alg: 'ES384' }],
    ['alg none', { alg: 'none' }],
    ['an empty alg', { alg: '' }],
    ['a kid that is no text', { kid: 1 }],
    ['key_ops without verify', { key_ops: ['deriveBits'] }],
    ['key_ops that is no array', { key_ops: 'verify' }],
  ])('refuses %s', (_what, change) => {
    expect(() => parseJwk({ ...key, ...change })).toThrow(malformed)
  })

  it.each([undefined, null, '', 'key', 1, [], [key], {}])('refuses %j (A14)', (value) => {
    expect(() => parseJwk(value)).toThrow(malformed)
  })

  it('counts the leading zero bytes of a coordinate: 32 bytes, no more and no fewer', () => {
    const zeroX = {
      ...key,
      x: 'AO9O4yj9p8NihR3wDmekFR11Og-Q22-0SNqrJJepekE',
      y: 't_kpOULZZDCJ_aRgOrMB-hsxCilJRAWXwT3RW1fHdaQ',
    }
    const zeroY = {
      ...key,
      x: '9gCLZ3TdGG1B9sX6qZVTWpqmnjU4vLBpKZeCJ-MGBp8',
      y: 'AG2u6Twoi-_CpaJ3d1LpXxcGwswQ3ZnCFaC9NlFC8Is',
    }
    expect(parseJwk(zeroX)).toEqual(zeroX)
    expect(parseJwk(zeroY)).toEqual(zeroY)
    const without = (text: string) => encodeBase64Url(decodeBase64Url(text).subarray(1))
    const withMore = (text: string) => encodeBase64Url(Uint8Array.of(0, ...decodeBase64Url(text)))
    for (const change of [without, withMore]) {
      expect(() => parseJwk({ ...zeroX, x: change(zeroX.x) })).toThrow(malformed)
      expect(() => parseJwk({ ...zeroY, y: change(zeroY.y) })).toThrow(malformed)
    }
  })

  it('refuses a point of the curve whose coordinate is not reduced', () => {
    const y = hexToBase64Url('66485c780e2f83d72433bd5d84a06bb6541c2af31dae871728bf856a174f93f4')
    expect(parseJwk({ ...key, x: zeros, y })).toEqual({ ...key, x: zeros, y })
    expect(() => parseJwk({ ...key, x: prime, y })).toThrow(malformed)
  })

  it('reads nothing from a prototype', () => {
    expect(() => parseJwk(Object.create(key))).toThrow(malformed)
  })
})
