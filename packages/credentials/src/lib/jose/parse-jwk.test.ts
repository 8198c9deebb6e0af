import { describe, expect, it } from 'vitest'
import { engine } from '../engine/node.ts'
import { decodeBase64Url, encodeBase64Url } from './base64url.ts'
import type { PublicJwk } from './jwk.ts'
import { parseJwk } from './parse-jwk.ts'
import { signingCurves } from './signing-curves.ts'

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

describe.each(['P-384', 'secp256k1', 'Ed25519'] as const)('parseJwk on %s', (crv) => {
  const { bytes, algorithm } = signingCurves[crv]

  async function createKey(): Promise<PublicJwk> {
    const { d: _d, ...made } = await engine.generateKey(crv)
    return made
  }

  it('reads every key that the platform makes, with its labels', async () => {
    for (let index = 0; index < 20; index++) {
      const labelled = { ...(await createKey()), kid: '1', alg: algorithm, use: 'sig' }
      expect(parseJwk({ ...labelled, key_ops: ['verify'] })).toEqual(labelled)
    }
  })

  it('refuses another length, padding, trailing bits and an x that no point has', async () => {
    const made = await createKey()
    const decoded = decodeBase64Url(made.x)
    const texts = [
      '',
      `${made.x}=`,
      `${made.x}A`,
      encodeBase64Url(decoded.subarray(1)),
      encodeBase64Url(Uint8Array.of(0, ...decoded)),
      encodeBase64Url(new Uint8Array(bytes).fill(0xff)),
    ]
    for (const x of texts) expect(() => parseJwk({ ...made, x })).toThrow(malformed)
    if (crv !== 'Ed25519') expect(() => parseJwk({ ...made, y: made.x })).toThrow(malformed)
  })

  it('refuses a private part, another type, curve, algorithm and use', async () => {
    const made = await createKey()
    expect(() => parseJwk({ ...made, d: made.x })).toThrow(secret)
    const changes = [
      { kty: made.kty === 'EC' ? 'OKP' : 'EC' },
      { crv: 'P-256' },
      { crv: 'P-521' },
      { crv: 'Ed448' },
      { alg: 'ES256' },
      { alg: 'none' },
      { use: 'enc' },
      { key_ops: ['sign'] },
    ]
    for (const change of changes) expect(() => parseJwk({ ...made, ...change })).toThrow(malformed)
  })
})

describe('parseJwk on Ed25519', () => {
  it('drops a y, which such a key does not have', async () => {
    const { d: _d, ...made } = await engine.generateKey('Ed25519')
    expect(parseJwk({ ...made, y: made.x })).toEqual(made)
  })

  it('refuses the keys under which one signature fits many messages', () => {
    const encoded = [
      '0100000000000000000000000000000000000000000000000000000000000000',
      'ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
      '0000000000000000000000000000000000000000000000000000000000000080',
      '26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05',
      'c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a',
      'edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
    ]
    for (const hex of encoded) {
      expect(() => parseJwk({ kty: 'OKP', crv: 'Ed25519', x: hexToBase64Url(hex) })).toThrow(malformed)
    }
  })
})
