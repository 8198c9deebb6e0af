import { createHash } from 'node:crypto'
import { ed25519 } from '@noble/curves/ed25519.js'
import fc from 'fast-check'
import { describe, expect, it, vi } from 'vitest'
import { bareJwk } from '../jose/bare-jwk.ts'
import { encodeBase64Url } from '../jose/base64url.ts'
import type { PrivateJwk, PublicJwk, SigningCurve } from '../jose/jwk.ts'
import { signingCurves } from '../jose/signing-curves.ts'
import { nobleSignatures } from './noble-signatures.ts'
import { createNodeSignatures } from './node-signatures.ts'
import { createWebSignatures } from './web-signatures.ts'

const engines = [
  ['node:crypto', createNodeSignatures(16)],
  ['Web Crypto', createWebSignatures(16)],
  ['noble', nobleSignatures],
] as const
const curves = Object.keys(signingCurves) as SigningCurve[]
const orders: Readonly<Record<SigningCurve, bigint>> = {
  'P-256': 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n,
  'P-384':
    0xffffffffffffffffffffffffffffffffffffffffffffffffc7634d81f4372ddf581a0db248b0a77aecec196accc52973n,
  secp256k1: 0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141n,
  Ed25519: 2n ** 252n + 27742317777372353535851937790883648493n,
}

const publicPart = (key: PrivateJwk): PublicJwk => ({ ...bareJwk(key) })
const text = (value: string): Uint8Array => new TextEncoder().encode(value)
const integer = (bytes: Uint8Array): bigint => BigInt(`0x${Buffer.from(bytes).toString('hex')}`)
const bytesOf = (value: bigint, length: number): Uint8Array =>
  Uint8Array.from(Buffer.from(value.toString(16).padStart(2 * length, '0'), 'hex'))

/** All three must say the same; returns what they say. */
async function verifyWithAll(key: PublicJwk, bytes: Uint8Array, signature: Uint8Array): Promise<boolean> {
  const answers = await Promise.all(engines.map(([, engine]) => engine.verify(key, bytes, signature)))
  expect(new Set(answers).size).toBe(1)
  return answers[0] === true
}

async function keyAndSignature(crv: SigningCurve, bytes: Uint8Array): Promise<[PublicJwk, Uint8Array]> {
  const key = await engines[0][1].generateKey(crv)
  return [publicPart(key), await (await engines[0][1].importPrivateKey(key))(bytes)]
}

describe.each(curves)('on %s all three implementations', (crv) => {
  const { bytes: length } = signingCurves[crv]

  it.each(engines)('accept what %s makes', async (_name, engine) => {
    const key = await engine.generateKey(crv)
    expect(key).toMatchObject({ kty: signingCurves[crv].kty, crv })
    const sign = await engine.importPrivateKey(key)
    for (const message of ['', 'one', 'another']) {
      const signature = await sign(text(message))
      expect(signature).toHaveLength(2 * length)
      expect(await verifyWithAll(publicPart(key), text(message), signature)).toBe(true)
      expect(await verifyWithAll(publicPart(key), text(`${message}.`), signature)).toBe(false)
    }
  })

  it('agree on whatever bytes stand for a signature', async () => {
    const [key] = await keyAndSignature(crv, text('message'))
    const signature = fc.uint8Array({ minLength: 2 * length, maxLength: 2 * length })
    await fc.assert(
      fc.asyncProperty(signature, async (bytes) => {
        expect(await verifyWithAll(key, text('message'), bytes)).toBe(false)
      }),
      { numRuns: 20, seed: 1 },
    )
  })

  it('accept what any of them signs, and nothing that differs in one bit', async () => {
    const keys = await Promise.all(engines.map(([, engine]) => engine.generateKey(crv)))
    const one = fc.record({
      index: fc.nat(engines.length - 1),
      message: fc.uint8Array({ maxLength: 300 }),
      bit: fc.nat(16 * length - 1),
    })
    await fc.assert(
      fc.asyncProperty(one, async ({ index, message, bit }) => {
        const key = keys[index] as PrivateJwk
        const signature = await (await engines[index]?.[1].importPrivateKey(key))?.(message)
        if (signature === undefined) throw new TypeError('There is no such engine.')
        expect(await verifyWithAll(publicPart(key), message, signature)).toBe(true)
        const flipped = signature.with(bit >> 3, (signature[bit >> 3] ?? 0) ^ (1 << (bit & 7)))
        expect(await verifyWithAll(publicPart(key), message, flipped)).toBe(false)
      }),
      { numRuns: 30, seed: 1 },
    )
  })

  it('refuse every other length and each of many changed bits', async () => {
    const [key, signature] = await keyAndSignature(crv, text('message'))
    for (const wrong of [new Uint8Array(), signature.subarray(1), Uint8Array.of(...signature, 0)]) {
      expect(await verifyWithAll(key, text('message'), wrong)).toBe(false)
    }
    for (let bit = 0; bit < 16 * length; bit += 37) {
      const flipped = signature.slice()
      flipped[bit >> 3] = (flipped[bit >> 3] ?? 0) ^ (1 << (bit & 7))
      expect(await verifyWithAll(key, text('message'), flipped)).toBe(false)
    }
  })

  it('refuse a key of another curve or of nobody', async () => {
    const [, signature] = await keyAndSignature(crv, text('message'))
    const [other] = await keyAndSignature(crv, text('message'))
    expect(await verifyWithAll(other, text('message'), signature)).toBe(false)
  })
})

describe.each(curves.filter((crv) => crv !== 'Ed25519'))('ECDSA on %s', (crv) => {
  const { bytes: length } = signingCurves[crv]

  it('refuses r and s of zero, of the order and above (A7), and accepts the twin with n - s (A8)', async () => {
    const [key, signature] = await keyAndSignature(crv, text('message'))
    const [r, s] = [signature.subarray(0, length), signature.subarray(length)]
    const order = orders[crv]
    for (const value of [0n, order, order + 1n].map((bad) => bytesOf(bad, length))) {
      expect(await verifyWithAll(key, text('message'), Uint8Array.of(...value, ...s))).toBe(false)
      expect(await verifyWithAll(key, text('message'), Uint8Array.of(...r, ...value))).toBe(false)
    }
    const twin = Uint8Array.of(...r, ...bytesOf(order - integer(s), length))
    expect(await verifyWithAll(key, text('message'), twin)).toBe(true)
  })
})

describe('EdDSA', () => {
  it.each(engines)('makes by %s the signature of RFC 8037 appendix A.4', async (_name, engine) => {
    const key = {
      kty: 'OKP',
      crv: 'Ed25519',
      x: '11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo',
      d: 'nWGxne_9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A',
    } as const
    const input = text('eyJhbGciOiJFZERTQSJ9.RXhhbXBsZSBvZiBFZDI1NTE5IHNpZ25pbmc')
    const signature = await (await engine.importPrivateKey(key))(input)
    expect(encodeBase64Url(signature)).toBe(
      'hgyY0il_MGCjP0JzlnLWG1PPOt7-09PGcvMg3AIbQR6dWbhijcNR4ki4iylGjg5BhVsPt9g7sVvpAr_MuM0KAg',
    )
    expect(await verifyWithAll(publicPart(key), input, signature)).toBe(true)
  })

  it('refuses S + L, the malleable twin (A9)', async () => {
    const [key, signature] = await keyAndSignature('Ed25519', text('message'))
    const s = integer(signature.slice(32).reverse())
    const twin = Uint8Array.of(...signature.subarray(0, 32), ...bytesOf(s + orders.Ed25519, 32).reverse())
    expect(await verifyWithAll(key, text('message'), twin)).toBe(false)
    expect(await verifyWithAll(key, text('message'), signature)).toBe(true)
  })
})

describe('EdDSA with points of small order', () => {
  const { Point } = ed25519
  const order = Point.Fn.ORDER
  const torsion = Point.fromHex('26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05')
  const [secret, nonce] = [123456789n, 987654321n]
  const littleEndian = (value: bigint) => bytesOf(value, 32).reverse()

  /** A signature with a key and an R to which any point of small order may have been added. */
  function craft(message: Uint8Array, [keyTwist, rTwist]: readonly (typeof torsion)[], r = nonce) {
    const key = Point.BASE.multiply(secret).add(keyTwist ?? Point.ZERO)
    const commitment = Point.BASE.multiplyUnsafe(r).add(rTwist ?? Point.ZERO)
    const hash = createHash('sha512').update(commitment.toBytes()).update(key.toBytes()).update(message)
    const k = integer(Uint8Array.from(hash.digest()).reverse()) % order
    const jwk: PublicJwk = { kty: 'OKP', crv: 'Ed25519', x: encodeBase64Url(key.toBytes()) }
    const signature = Uint8Array.of(...commitment.toBytes(), ...littleEndian((r + k * secret) % order))
    return { jwk, signature, k }
  }

  it('agrees on the equation without the cofactor, by which a twin with another R is refused', async () => {
    for (let index = 0; index < 16; index++) {
      const message = text(`message ${index}`)
      const honest = craft(message, [])
      expect(await verifyWithAll(honest.jwk, message, honest.signature)).toBe(true)
      const twin = craft(message, [Point.ZERO, torsion])
      expect(await verifyWithAll(twin.jwk, message, twin.signature)).toBe(false)
      const mixed = craft(message, [torsion, torsion])
      expect(await verifyWithAll(mixed.jwk, message, mixed.signature)).toBe(mixed.k % 8n === 7n)
    }
  })

  it('refuses an R of small order, with which platforms do not deal alike', async () => {
    for (const twist of [Point.ZERO, torsion, torsion.multiplyUnsafe(2n), torsion.multiplyUnsafe(4n)]) {
      const { jwk, signature } = craft(text('message'), [Point.ZERO, twist], 0n)
      expect(await verifyWithAll(jwk, text('message'), signature)).toBe(false)
    }
  })

  it('judges a message of a megabyte', async () => {
    const message = new Uint8Array(2 ** 20)
    const { jwk, signature } = craft(message, [])
    expect(await verifyWithAll(jwk, message, signature)).toBe(true)
  })
})

describe.each(['Ed25519', 'P-256', 'P-384'] as const)('Web Crypto on %s', (crv) => {
  const { bytes: length } = signingCurves[crv]

  it('is not asked about what can be no signature, whatever it would say', async () => {
    const [key, signature] = await keyAndSignature(crv, text('message'))
    const spy = vi.spyOn(crypto.subtle, 'verify').mockResolvedValue(true)
    try {
      const web = createWebSignatures(16)
      const wrong = [new Uint8Array(), signature.subarray(1), Uint8Array.of(...signature, 0)]
      // An R of small order: the neutral element, of order 1.
      if (crv === 'Ed25519') wrong.push(Uint8Array.of(1, ...new Uint8Array(31), ...signature.subarray(32)))
      for (const bytes of wrong) expect(await web.verify(key, text('message'), bytes)).toBe(false)
      expect(spy).not.toHaveBeenCalled()
      expect(await web.verify(key, text('message'), new Uint8Array(2 * length).fill(2))).toBe(true)
      expect(spy).toHaveBeenCalledOnce()
    } finally {
      spy.mockRestore()
    }
  })
})

describe('Web Crypto', () => {
  it.each(['Ed25519', 'secp256k1'] as const)('is replaced by noble where it lacks %s', async (crv) => {
    const unknown = new DOMException('unknown', 'NotSupportedError')
    const spies = [
      vi.spyOn(crypto.subtle, 'importKey').mockRejectedValue(unknown),
      vi.spyOn(crypto.subtle, 'generateKey').mockRejectedValue(unknown),
    ]
    try {
      const web = createWebSignatures(16)
      const key = await web.generateKey(crv)
      const signature = await (await web.importPrivateKey(key))(text('message'))
      expect(await web.verify(publicPart(key), text('message'), signature)).toBe(true)
      expect(await web.verify(publicPart(key), text('other'), signature)).toBe(false)
    } finally {
      for (const spy of spies) spy.mockRestore()
    }
  })

  it('does not hide any other failure behind the replacement', async () => {
    const spy = vi.spyOn(crypto.subtle, 'importKey').mockRejectedValue(new DOMException('bad', 'DataError'))
    try {
      const [key, signature] = await keyAndSignature('P-256', text('message'))
      await expect(createWebSignatures(16).verify(key, text('message'), signature)).rejects.toThrow('bad')
    } finally {
      spy.mockRestore()
    }
  })
})
