import { constants, crc32, deflateRawSync, gzipSync } from 'node:zlib'
import fc from 'fast-check'
import { describe, expect, it, vi } from 'vitest'
import { decodeBase64Url, encodeBase64Url } from '../jose/base64url.ts'
import type { PrivateJwk, PublicJwk } from '../jose/jwk.ts'
import type { HashAlgorithm } from './engine.ts'
import { engine as node } from './node.ts'
import { engine as web } from './web.ts'

/** The key pair of RFC 7515 appendix A.3. */
const key: PrivateJwk = {
  kty: 'EC',
  crv: 'P-256',
  x: 'f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU',
  y: 'x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0',
  d: 'jpsQnnGQmL-YBIffH1136cspYG6-0iY7X1fCE9-E9LI',
}
const publicKey: PublicJwk = { kty: key.kty, crv: key.crv, x: key.x, y: key.y }
const order = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n
const engines = [
  ['node', node],
  ['web', web],
] as const
const text = (value: string): Uint8Array => new TextEncoder().encode(value)
const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex')
const scalar = (value: bigint): Uint8Array =>
  Uint8Array.from(Buffer.from(value.toString(16).padStart(64, '0'), 'hex'))
const join = (...parts: readonly Uint8Array[]): Uint8Array => Uint8Array.from(Buffer.concat(parts))

/** Both engines must say the same; returns what they say. */
async function verifyWithBoth(signature: Uint8Array, bytes: Uint8Array, by = publicKey): Promise<boolean> {
  const answers = [await node.verify(by, bytes, signature), await web.verify(by, bytes, signature)]
  expect(answers[0]).toBe(answers[1])
  return answers[0] === true
}

async function sign(bytes: Uint8Array): Promise<Uint8Array> {
  return (await node.importPrivateKey(key))(bytes)
}

describe('both engines', () => {
  const known: readonly [HashAlgorithm, string][] = [
    ['sha-256', 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad'],
    [
      'sha-384',
      'cb00753f45a35e8bb5a03d699ac65007272c32ab0eded1631a8b605a43ff5bed8086072ba1e7cc2358baeca134c825a7',
    ],
    [
      'sha-512',
      'ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a2192992a274fc1a836ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca49f',
    ],
  ]
  it.each(known)('hash abc with %s as FIPS 180-4 does', async (algorithm, expected) => {
    for (const [, engine] of engines) expect(hex(await engine.digest(algorithm, text('abc')))).toBe(expected)
  })

  it('hash whatever bytes alike', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 300 }), async (bytes) => {
        expect(await node.digest('sha-256', bytes)).toEqual(await web.digest('sha-256', bytes))
      }),
      { numRuns: 50, seed: 1 },
    )
  })

  it.each(engines)('accept what the %s engine signs', async (_name, engine) => {
    const signWith = await engine.importPrivateKey(key)
    for (let index = 0; index < 40; index++) {
      const bytes = text(`message ${index}`)
      const signature = await signWith(bytes)
      expect(signature).toHaveLength(64)
      expect(await verifyWithBoth(signature, bytes)).toBe(true)
    }
  })

  it('accept a high s, which JWS does not forbid (A8)', async () => {
    const bytes = text('twin')
    const signature = await sign(bytes)
    const s = BigInt(`0x${hex(signature.subarray(32))}`)
    const twin = join(signature.subarray(0, 32), scalar(order - s))
    expect(await verifyWithBoth(twin, bytes)).toBe(true)
  })

  it('refuse r and s out of range without a crash (A7)', async () => {
    const bytes = text('range')
    const good = await sign(bytes)
    const [r, s] = [good.subarray(0, 32), good.subarray(32)]
    const bad = [0n, order - 1n, order, order + 1n, 2n ** 256n - 1n].map(scalar)
    for (const value of bad) {
      expect(await verifyWithBoth(join(value, s), bytes)).toBe(false)
      expect(await verifyWithBoth(join(r, value), bytes)).toBe(false)
      expect(await verifyWithBoth(join(value, value), bytes)).toBe(false)
    }
    expect(await verifyWithBoth(good, bytes)).toBe(true)
  })

  it('refuse DER and every other length (A10)', async () => {
    const bytes = text('length')
    const good = await sign(bytes)
    const { encodeEcdsaDer } = await import('./ecdsa-der.ts')
    const wrong = [
      encodeEcdsaDer(good),
      good.subarray(0, 63),
      join(good, Uint8Array.of(0)),
      join(good, good),
      join(Uint8Array.of(0), good.subarray(0, 32), Uint8Array.of(0), good.subarray(32)),
      join(good.subarray(0, 32), Uint8Array.of(0), good.subarray(32)),
      new Uint8Array(),
    ]
    for (const signature of wrong) expect(await verifyWithBoth(signature, bytes)).toBe(false)
    expect(await verifyWithBoth(good, bytes)).toBe(true)
  })

  it('refuse a signature with any one bit changed', async () => {
    const bytes = text('flip')
    const good = await sign(bytes)
    for (let bit = 0; bit < 512; bit += 7) {
      const flipped = Uint8Array.from(good)
      flipped[bit >> 3] = (flipped[bit >> 3] ?? 0) ^ (1 << (bit & 7))
      expect(await verifyWithBoth(flipped, bytes)).toBe(false)
    }
  })

  it('refuse the signature of another key', async () => {
    const { d: _d, ...other } = await node.generateKey('P-256')
    expect(await verifyWithBoth(await sign(text('x')), text('x'), other)).toBe(false)
  })

  it.each(engines)(
    'throw in the %s engine for a point off the curve, again and again',
    async (_name, engine) => {
      const off: PublicJwk = { ...publicKey, y: publicKey.x }
      const signature = await sign(text('x'))
      for (let round = 0; round < 2; round++) {
        await expect(async () => engine.verify(off, text('x'), signature)).rejects.toThrow()
      }
    },
  )

  it('try an import again that failed for once', async () => {
    const { d: _d, ...fresh } = await node.generateKey('P-256')
    const importKey = vi.spyOn(crypto.subtle, 'importKey').mockRejectedValueOnce(new Error('busy'))
    await expect(web.verify(fresh, text('x'), new Uint8Array(64))).rejects.toThrow('busy')
    importKey.mockRestore()
    expect(await web.verify(fresh, text('x'), new Uint8Array(64))).toBe(false)
  })

  it.each(engines)('generate in the %s engine a key that signs for both', async (_name, engine) => {
    const made = await engine.generateKey('P-256')
    expect(Object.keys(made).sort()).toEqual(['crv', 'd', 'kty', 'x', 'y'])
    expect(decodeBase64Url(made.d)).toHaveLength(32)
    const signature = await (await engine.importPrivateKey(made))(text('made'))
    expect(await verifyWithBoth(signature, text('made'), made)).toBe(true)
  })

  it.each(engines)('make in the %s engine random bytes of the length asked for', (_name, engine) => {
    expect(engine.randomBytes(0)).toHaveLength(0)
    expect(engine.randomBytes(32)).toHaveLength(32)
    expect(encodeBase64Url(engine.randomBytes(32))).not.toBe(encodeBase64Url(engine.randomBytes(32)))
  })

  it.each(engines)('hand out plain bytes from the %s engine', async (_name, engine) => {
    const made = [
      await engine.digest('sha-256', text('a')),
      engine.randomBytes(4),
      await engine.deflate(text('a')),
    ]
    for (const bytes of made) expect(Object.getPrototypeOf(bytes)).toBe(Uint8Array.prototype)
  })
})

/** A valid ZLIB stream that expands to so many MiB of zeros, made from one block that is repeated. */
function createBomb(mebibytes: number): Uint8Array {
  const block = deflateRawSync(Buffer.alloc(2 ** 20), { finishFlush: constants.Z_FULL_FLUSH })
  const blocks = new Array<Uint8Array>(mebibytes).fill(block)
  const lastBlock = Uint8Array.of(0x03, 0x00)
  const checkSum = Buffer.alloc(4)
  // Adler-32 of n zeros: the first half stays 1, the second counts them (RFC 1950 section 8.2).
  checkSum.writeUInt32BE(((mebibytes * 2 ** 20) % 65521) * 65536 + 1)
  return join(Uint8Array.of(0x78, 0x9c), ...blocks, lastBlock, checkSum)
}

describe('inflate in both engines', () => {
  it('is tested with a bomb that is a valid stream', async () => {
    expect(await inflateWithBoth(createBomb(2), 2 ** 21)).toEqual(new Uint8Array(2 ** 21))
  })

  async function inflateWithBoth(bytes: Uint8Array, maxBytes: number): Promise<Uint8Array | undefined> {
    const expanded = await node.inflate(bytes, maxBytes)
    expect(await web.inflate(bytes, maxBytes)).toEqual(expanded)
    return expanded
  }

  it.each(engines)('expands what the %s engine compressed', async (_name, engine) => {
    for (const size of [0, 1, 1000, 100_000]) {
      const bytes = new Uint8Array(size).map((_byte, index) => (index * index) % 251)
      expect(await inflateWithBoth(await engine.deflate(bytes), size)).toEqual(bytes)
    }
  })

  it('stops at the limit and not one byte before it', async () => {
    const packed = await node.deflate(new Uint8Array(1000))
    expect(await inflateWithBoth(packed, 1000)).toHaveLength(1000)
    expect(await inflateWithBoth(packed, 999)).toBeUndefined()
    expect(await inflateWithBoth(packed, 0)).toBeUndefined()
    expect(await inflateWithBoth(await node.deflate(new Uint8Array(1)), 0)).toBeUndefined()
  })

  it('ends a bomb early (D1)', async () => {
    const bomb = createBomb(1024)
    const started = performance.now()
    expect(await inflateWithBoth(bomb, 2 ** 16)).toBeUndefined()
    // To expand it all would take seconds.
    expect(performance.now() - started).toBeLessThan(2000)
  })

  it('refuses trailing data, a missing end and a wrong check sum (D10)', async () => {
    const packed = await node.deflate(text('a list of states'))
    const changed = Uint8Array.from(packed)
    changed[changed.length - 1] = (changed.at(-1) ?? 0) ^ 1
    const wrong = [join(packed, Uint8Array.of(0)), join(packed, packed), packed.subarray(0, -1), changed]
    for (const bytes of [...wrong, new Uint8Array(), text('not zlib')]) {
      expect(await inflateWithBoth(bytes, 1000)).toBeUndefined()
    }
    expect(await inflateWithBoth(packed, 1000)).toEqual(text('a list of states'))
  })

  it('refuses gzip and raw deflate, which are not ZLIB', async () => {
    for (const bytes of [gzipSync('a'), deflateRawSync('a')]) {
      expect(await inflateWithBoth(Uint8Array.from(bytes), 1000)).toBeUndefined()
    }
  })
})

describe('gunzip in both engines', () => {
  async function gunzipWithBoth(bytes: Uint8Array, maxBytes: number): Promise<Uint8Array | undefined> {
    const expanded = await node.gunzip(bytes, maxBytes)
    expect(await web.gunzip(bytes, maxBytes)).toEqual(expanded)
    return expanded
  }

  it.each(engines)('expands what the %s engine compressed', async (_name, engine) => {
    for (const size of [0, 1, 1000, 600_000]) {
      const bytes = new Uint8Array(size).map((_byte, index) => (index * index) % 251)
      expect(await gunzipWithBoth(await engine.gzip(bytes), size)).toEqual(bytes)
    }
  })

  it('stops at the limit and not one byte before it', async () => {
    const packed = await node.gzip(new Uint8Array(1000))
    expect(await gunzipWithBoth(packed, 1000)).toHaveLength(1000)
    expect(await gunzipWithBoth(packed, 999)).toBeUndefined()
    expect(await gunzipWithBoth(packed, 0)).toBeUndefined()
  })

  it('ends a bomb that lies about its length (D1)', async () => {
    const bomb = Uint8Array.from(gzipSync(new Uint8Array(64 * 2 ** 20)))
    new DataView(bomb.buffer).setUint32(bomb.length - 4, 1000, true)
    expect(await gunzipWithBoth(bomb, 2 ** 16)).toBeUndefined()
  })

  it('refuses trailing data, several members, a missing end and wrong sums (D10)', async () => {
    const packed = await node.gzip(text('a list of states'))
    const wrong = [
      join(packed, Uint8Array.of(0)),
      join(packed, packed),
      packed.subarray(0, -1),
      packed.with(packed.length - 1, 1),
      packed.with(packed.length - 5, (packed.at(-5) ?? 0) ^ 1),
      await node.deflate(text('a list of states')),
      new Uint8Array(),
      text('not gzip, but longer than eighteen'),
    ]
    for (const bytes of wrong) expect(await gunzipWithBoth(bytes, 1000)).toBeUndefined()
    expect(await gunzipWithBoth(packed, 1000)).toEqual(text('a list of states'))
  })

  it('refuses a length that is not the stated one, within the limit too', async () => {
    const packed = await node.gzip(text('a list of states'))
    for (const stated of [0, 15, 17, 1000]) {
      const lying = packed.slice()
      new DataView(lying.buffer).setUint32(lying.length - 4, stated, true)
      expect(await gunzipWithBoth(lying, 1000)).toBeUndefined()
    }
    const short = await node.gzip(text('a'))
    for (const members of [
      join(packed, short),
      join(short, packed),
      join(packed, await node.gzip(text(''))),
    ]) {
      expect(await gunzipWithBoth(members, 1000)).toBeUndefined()
    }
  })

  it('refuses an empty member before or behind', async () => {
    const [empty, packed] = [await node.gzip(text('')), await node.gzip(text('a list of states'))]
    for (const members of [join(empty, packed), join(empty, empty), join(empty, empty, packed)]) {
      expect(await gunzipWithBoth(members, 1000)).toBeUndefined()
    }
    expect(await gunzipWithBoth(empty, 1000)).toEqual(new Uint8Array())
  })

  /** The member with a header that has these flags and these bytes more. */
  const withHeader = (packed: Uint8Array, flags: number, ...more: number[]) =>
    join(
      packed.subarray(0, 3),
      Uint8Array.of(flags),
      packed.subarray(4, 10),
      Uint8Array.of(...more),
      packed.subarray(10),
    )

  it('reads a header with extra bytes, a name, a comment and a sum, and refuses one that is wrong', async () => {
    const packed = await node.gzip(text('a list of states'))
    const sum = crc32(withHeader(packed, 0x12, 97, 0).subarray(0, 12)) & 0xffff
    const right = [
      withHeader(packed, 0x01),
      withHeader(packed, 0x04, 3, 0, 1, 2, 3),
      withHeader(packed, 0x08, 97, 0),
      withHeader(packed, 0x10, 97, 98, 0),
      withHeader(packed, 0x1c, 1, 0, 9, 97, 0, 0),
      withHeader(packed, 0x12, 97, 0, sum & 255, sum >> 8),
    ]
    for (const member of right) expect(await gunzipWithBoth(member, 1000)).toEqual(text('a list of states'))
    const wrong = [
      withHeader(packed, 0x12, 97, 0, (sum & 255) ^ 1, sum >> 8),
      withHeader(packed, 0x04, 255, 255),
      withHeader(packed, 0x20),
      withHeader(packed, 0x80),
      packed.with(0, 0x1e),
      packed.with(1, 0x8a),
      packed.with(2, 7),
      join(packed.subarray(0, 3), Uint8Array.of(0x08), new Uint8Array(20).fill(97)),
    ]
    for (const member of wrong) expect(await gunzipWithBoth(member, 1000)).toBeUndefined()
  })

  it.each([
    ['a stream that gives less than is stated', 15, undefined],
    ['a stream that gives more', 17, undefined],
    ['nothing when the length is that', 16, new Uint8Array(16)],
  ])('refuses in the web engine %s', async (_what, length, expected) => {
    const packed = await node.gzip(text('a list of states'))
    // As a runtime that does not look at the length, or takes two members for one.
    class Careless extends TransformStream<Uint8Array, Uint8Array> {
      constructor() {
        super({ transform: () => undefined, flush: (out) => out.enqueue(new Uint8Array(length)) })
      }
    }
    vi.stubGlobal('DecompressionStream', Careless)
    try {
      expect(await web.gunzip(packed, 1000)).toEqual(expected)
    } finally {
      vi.unstubAllGlobals()
    }
  })

  it.each(engines)('hand out plain bytes from the %s engine', async (_name, engine) => {
    const packed = await engine.gzip(text('a'))
    for (const bytes of [packed, await engine.gunzip(packed, 1)])
      expect(Object.getPrototypeOf(bytes)).toBe(Uint8Array.prototype)
  })
})

describe('base64url of both engines', () => {
  it('is the same for whatever bytes and texts', () => {
    const alphabet = fc.constantFrom(...'Ag_-+/= \n\u0000é\u{1F600}')
    fc.assert(
      fc.property(
        fc.uint8Array({ maxLength: 100 }),
        fc.string({ unit: alphabet, maxLength: 9 }),
        (bytes, odd) => {
          const encoded = node.encodeBase64Url(bytes)
          expect(web.encodeBase64Url(bytes)).toBe(encoded)
          for (const each of [encoded, odd, encoded + odd]) {
            expect(web.decodeBase64Url(each)).toEqual(node.decodeBase64Url(each))
          }
          expect(node.decodeBase64Url(encoded)).toEqual(bytes)
        },
      ),
      { numRuns: 2000, seed: 1 },
    )
  })

  it('encodes the part that a view shows, and gives out memory of its own', () => {
    const shown = new Uint8Array([1, 2, 3, 4]).subarray(1, 3)
    for (const [, engine] of engines) {
      expect(engine.encodeBase64Url(shown)).toBe('AgM')
      expect(engine.decodeBase64Url('AgM')?.buffer.byteLength).toBe(2)
    }
  })
})
