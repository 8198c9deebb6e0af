import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import { engine } from '#engine'
import {
  type CredentialScene,
  createCredentialScene,
  now,
  nowSeconds,
  statusListUri,
} from '../formats/fixtures/credential-scene.ts'
import { decodeBase64Url, encodeBase64Url } from '../jose/base64url.ts'
import type { JsonObject } from '../jose/json.ts'
import { signJws } from '../jose/sign-jws.ts'
import type { Signer } from '../jose/signer.ts'
import { createStatusListToken } from './create-status-list-token.ts'
import { decodeStatusList, statusAt, unpackStatusList } from './decode-status-list.ts'
import { encodeStatusList } from './encode-status-list.ts'
import { parseStatusListToken } from './parse-status-list-token.ts'
import type { StatusBits } from './status-bits.ts'
import { verifyStatusListToken } from './verify-status-list-token.ts'

const malformed = { code: 'status_list_malformed' }

describe('the encoding of a status list', () => {
  it('decodes the examples of the specification', async () => {
    expect([...(await decodeStatusList({ bits: 1, lst: 'eNrbuRgAAhcBXQ' }))]).toEqual([
      1, 0, 0, 1, 1, 1, 0, 1, 1, 1, 0, 0, 0, 1, 0, 1,
    ])
    expect([...(await decodeStatusList({ bits: 2, lst: 'eNo76fITAAPfAgc' }))]).toEqual([
      1, 2, 0, 3, 0, 1, 0, 1, 1, 2, 3, 3,
    ])
  })

  it('puts the first status in the least significant bits', async () => {
    const packed = await unpackStatusList({
      bits: 2,
      lst: await encodeStatusList({ bits: 2, values: Uint8Array.of(1, 2) }),
    })
    expect([...packed.bytes]).toEqual([0b1001])
  })

  it('is undone by decoding, up to the unused end of the last byte', async () => {
    const list = fc.constantFrom<StatusBits[]>(1, 2, 4, 8).chain((bits) =>
      fc.record({
        bits: fc.constant(bits),
        values: fc.uint8Array({ min: 0, max: 2 ** bits - 1, minLength: 1, maxLength: 200 }),
      }),
    )
    await fc.assert(
      fc.asyncProperty(list, async ({ bits, values }) => {
        const decoded = await decodeStatusList({ bits, lst: await encodeStatusList({ bits, values }) })
        expect(decoded.subarray(0, values.length)).toEqual(values)
        expect(decoded.length - values.length).toBeLessThan(8 / bits)
      }),
      { numRuns: 100, seed: 3 },
    )
  })

  it('refuses a status that does not fit', async () => {
    await expect(encodeStatusList({ bits: 1, values: Uint8Array.of(2) })).rejects.toMatchObject({
      code: 'ERR_INVALID_ARG_VALUE',
    })
    await expect(encodeStatusList({ bits: 2, values: Uint8Array.of(3) })).resolves.toBeDefined()
  })

  it('has no status beyond its end or at what is no index', async () => {
    const packed = { bits: 1, bytes: Uint8Array.of(0xff) } as const
    expect(statusAt(packed, 7)).toBe(1)
    for (const index of [
      8,
      -1,
      0.5,
      Number.NaN,
      2 ** 53,
      Number.POSITIVE_INFINITY,
      '0' as unknown as number,
    ]) {
      expect(statusAt(packed, index)).toBeUndefined()
    }
  })

  it('refuses another width and text that is not one ZLIB stream', async () => {
    const lst = await encodeStatusList({ bits: 1, values: new Uint8Array(64) })
    const bytes = decodeBase64Url(lst)
    for (const bits of [0, 3, 16, '1', null, undefined])
      await expect(decodeStatusList({ bits, lst })).rejects.toMatchObject(malformed)
    const flipped = bytes.slice()
    flipped[flipped.length - 1] = (flipped[flipped.length - 1] ?? 0) ^ 1
    const broken = [
      '',
      `${lst}=`,
      'not a list',
      encodeBase64Url(bytes.subarray(0, -1)),
      encodeBase64Url(Uint8Array.of(...bytes, 0)),
      encodeBase64Url(bytes.subarray(2, -4)),
      encodeBase64Url(flipped),
      undefined,
      7,
    ]
    for (const text of broken)
      await expect(decodeStatusList({ bits: 1, lst: text })).rejects.toMatchObject(malformed)
    await expect(decodeStatusList({ bits: 1, lst })).resolves.toHaveLength(64)
  })

  it('stops a list that would expand beyond 16,777,216 statuses or 8 MiB (D1)', async () => {
    const bounds = [
      [1, 2 ** 21],
      [4, 2 ** 23],
      [8, 2 ** 23],
    ] as const
    for (const [bits, most] of bounds) {
      const lst = encodeBase64Url(await engine.deflate(new Uint8Array(most)))
      const more = encodeBase64Url(await engine.deflate(new Uint8Array(most + 1)))
      await expect(unpackStatusList({ bits, lst })).resolves.toMatchObject({ bits })
      await expect(unpackStatusList({ bits, lst: more })).rejects.toMatchObject(malformed)
    }
  })
})

describe('a Status List Token', () => {
  let scene: CredentialScene
  let lst: string
  beforeAll(async () => {
    scene = await createCredentialScene()
    lst = await encodeStatusList({ bits: 1, values: Uint8Array.of(0, 1, 0, 0, 0, 0, 0, 0) })
  })

  function sign(
    changes: JsonObject = {},
    header: JsonObject = {},
    signer: Signer = scene.issuer,
  ): Promise<string> {
    const payload = {
      sub: statusListUri,
      iat: nowSeconds,
      exp: nowSeconds + 60,
      ttl: 30,
      status_list: { bits: 1, lst },
      ...changes,
    }
    return signJws({ header: { typ: 'statuslist+jwt', ...header }, payload, signer })
  }

  function verify(text: string): ReturnType<typeof verifyStatusListToken> {
    return verifyStatusListToken(text, {
      expectedUri: statusListUri,
      expectedIssuer: scene.trusted,
      now,
    })
  }

  it('is made, read and verified', async () => {
    const text = await createStatusListToken({
      signer: scene.issuer,
      uri: statusListUri,
      bits: 2,
      values: Uint8Array.of(0, 1, 2, 3),
      issuedAt: now,
      expiresAt: new Date(now.getTime() + 60_000),
      ttlSeconds: 30,
    })
    expect(parseStatusListToken(text).jws.header).toEqual({
      alg: 'ES256',
      typ: 'statuslist+jwt',
      kid: scene.issuer.keyId,
    })
    const list = await verify(text)
    expect(list).toMatchObject({ uri: statusListUri, issuedAt: now, ttlSeconds: 30 })
    expect([0, 1, 2, 3, 4].map((index) => list.statusAt(index))).toEqual([0, 1, 2, 3, undefined])
  })

  it('is not made with a time to live that is not positive', async () => {
    for (const ttlSeconds of [0, -1, 0.5, Number.NaN]) {
      const input = { signer: scene.issuer, uri: statusListUri, bits: 1, values: new Uint8Array(1) } as const
      const made = createStatusListToken({ ...input, issuedAt: now, expiresAt: now, ttlSeconds })
      await expect(made).rejects.toMatchObject({ code: 'ERR_INVALID_ARG_VALUE' })
    }
  })

  it('is refused when its claims cannot be read', async () => {
    const changes: JsonObject[] = [
      { iat: undefined },
      { iat: 'now' },
      { exp: 'never' },
      { exp: null },
      { ttl: '30' },
      { ttl: -1 },
      { ttl: 0 },
      { status_list: undefined },
      { status_list: [] },
      { status_list: { bits: 3, lst } },
      { status_list: { bits: 1 } },
      { status_list: { bits: 1, lst: 'x' } },
    ]
    for (const change of changes) await expect(verify(await sign(change))).rejects.toMatchObject(malformed)
    for (const text of ['', 'a.b.c', undefined, 7])
      await expect(verify(text as string)).rejects.toMatchObject(malformed)
    expect(() => parseStatusListToken(7 as unknown as string)).toThrow(expect.objectContaining(malformed))
    await expect(verify(await sign({ exp: undefined, ttl: undefined }))).resolves.toMatchObject({
      expiresAt: undefined,
    })
  })

  it('is not read beyond 8 MiB', async () => {
    const token = (padding: number): Promise<string> => sign({ padding: 'x'.repeat(padding) })
    expect(parseStatusListToken(await token(6_000_000)).uri).toBe(statusListUri)
    const long = await token(6_400_000)
    expect(() => parseStatusListToken(long)).toThrow(expect.objectContaining(malformed))
  })

  it('is of the list that the credential names', async () => {
    for (const sub of [`${statusListUri}/`, undefined, '', [statusListUri]]) {
      await expect(verify(await sign({ sub }))).rejects.toMatchObject({
        code: 'status_list_subject_mismatch',
      })
    }
  })

  it('is signed by a pinned key of the issuer as a Status List Token', async () => {
    const impostor = { ...scene.stranger, keyId: scene.issuer.keyId }
    const foreign = [
      await sign({}, {}, scene.stranger),
      await sign({}, {}, impostor),
      await sign({}, { typ: 'JWT' }),
      await sign({}, { typ: 'dc+sd-jwt' }),
      await sign({}, { typ: undefined }),
      await sign({}, { jwk: { ...scene.stranger.publicJwk } }, scene.stranger),
    ]
    for (const text of foreign) {
      await expect(verify(text)).rejects.toMatchObject({ code: 'status_list_signature_invalid' })
    }
  })

  it('counts until it expires, and not before its time', async () => {
    await expect(verify(await sign({ exp: nowSeconds }))).rejects.toMatchObject({
      code: 'status_list_expired',
    })
    await expect(verify(await sign({ exp: nowSeconds + 1 }))).resolves.toBeDefined()
    await expect(verify(await sign({ iat: nowSeconds + 61 }))).rejects.toMatchObject({
      code: 'status_list_not_yet_valid',
    })
    await expect(verify(await sign({ iat: nowSeconds + 60 }))).resolves.toBeDefined()
  })
})
