import { gzipSync } from 'node:zlib'
import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import {
  type CredentialScene,
  createCredentialScene,
  now,
  nowSeconds,
  statusListUri,
} from '../formats/fixtures/credential-scene.ts'
import { encodeBase64Url } from '../jose/base64url.ts'
import type { JsonObject } from '../jose/json.ts'
import {
  createBitstringStatusListCredential,
  signBitstringStatusListCredential,
} from './create-bitstring-status-list-credential.ts'
import { bitstringStatusAt, decodeBitstring } from './decode-bitstring.ts'
import { encodeBitstring } from './encode-bitstring.ts'
import { verifyBitstringStatusListCredential } from './verify-bitstring-status-list-credential.ts'

const malformed = { code: 'status_list_malformed' }
const invalidArgument = { code: 'ERR_INVALID_ARG_VALUE' }
const least = 131_072

describe('a bitstring', () => {
  it('has the first status in the left-most bits, unlike a Token Status List', async () => {
    const one = new Uint8Array(least).with(0, 1).with(9, 1)
    expect([...(await decodeBitstring(await encodeBitstring({ values: one }))).subarray(0, 2)]).toEqual([
      0b1000_0000, 0b0100_0000,
    ])
    const wide = new Uint8Array(least).with(0, 0b101).with(2, 0b011)
    const bytes = await decodeBitstring(await encodeBitstring({ statusSize: 3, values: wide }))
    expect([...bytes.subarray(0, 2)]).toEqual([0b1010_0001, 0b1000_0000])
  })

  it('is undone by decoding for every size', async () => {
    const list = fc.record({
      statusSize: fc.integer({ min: 1, max: 8 }),
      places: fc.array(fc.tuple(fc.nat({ max: least - 1 }), fc.nat({ max: 255 })), { maxLength: 20 }),
    })
    await fc.assert(
      fc.asyncProperty(list, async ({ statusSize, places }) => {
        const values = new Uint8Array(least)
        for (const [index, value] of places) values[index] = value % 2 ** statusSize
        const bytes = await decodeBitstring(await encodeBitstring({ statusSize, values }))
        for (const [index] of places) expect(bitstringStatusAt(bytes, index, statusSize)).toBe(values[index])
        expect(bitstringStatusAt(bytes, least - 1, statusSize)).toBe(values[least - 1])
      }),
      { numRuns: 20, seed: 5 },
    )
  })

  it('is not made of fewer statuses, of another size, or of one that does not fit', async () => {
    const wrong = [
      { values: new Uint8Array(least - 1) },
      { statusSize: 0, values: new Uint8Array(least) },
      { statusSize: 9, values: new Uint8Array(least) },
      { statusSize: 1.5, values: new Uint8Array(least) },
      { statusSize: 2, values: new Uint8Array(least).with(5, 4) },
    ]
    for (const input of wrong) await expect(encodeBitstring(input)).rejects.toMatchObject(invalidArgument)
  })

  it('has no status beyond its end or at what is no index (D3)', () => {
    const bytes = Uint8Array.of(0xff, 0xff)
    expect(bitstringStatusAt(bytes, 15, 1)).toBe(1)
    expect(bitstringStatusAt(bytes, 4, 3)).toBe(7)
    for (const index of [16, -1, 0.5, Number.NaN, 2 ** 53, '0' as unknown as number])
      expect(bitstringStatusAt(bytes, index, 1)).toBeUndefined()
    // The last bit alone is no status of three bits.
    expect(bitstringStatusAt(bytes, 5, 3)).toBeUndefined()
  })

  it('does not expand beyond 8 MiB (D1)', async () => {
    const packed = (length: number): string => `u${encodeBase64Url(gzipSync(new Uint8Array(length)))}`
    await expect(decodeBitstring(packed(2 ** 23))).resolves.toHaveLength(2 ** 23)
    await expect(decodeBitstring(packed(2 ** 23 + 1))).rejects.toMatchObject(malformed)
  })
})

describe('a status list credential', () => {
  let scene: CredentialScene
  beforeAll(async () => {
    scene = await createCredentialScene()
  })

  const create = (changes = {}): Promise<JsonObject> =>
    createBitstringStatusListCredential({
      issuer: scene.iss,
      uri: statusListUri,
      purposes: ['revocation'],
      values: new Uint8Array(least).with(7, 1),
      validFrom: now,
      validUntil: new Date(now.getTime() + 86_400_000),
      ttlSeconds: 300,
      ...changes,
    })

  it('is made, signed and verified', async () => {
    const credential = await create()
    expect(credential).toMatchObject({
      id: statusListUri,
      type: ['VerifiableCredential', 'BitstringStatusListCredential'],
      validFrom: '2026-11-24T00:00:00Z',
      credentialSubject: { type: 'BitstringStatusList', statusPurpose: 'revocation', ttl: 300_000 },
    })
    const text = await signBitstringStatusListCredential({ signer: scene.issuer, credential })
    const list = await verifyBitstringStatusListCredential(text, {
      expectedUri: statusListUri,
      expectedIssuer: scene.trusted,
      now,
    })
    expect(list).toMatchObject({
      uri: statusListUri,
      issuedAt: now,
      ttlSeconds: 300,
      purposes: ['revocation'],
    })
    expect([6, 7, 8, least].map((index) => list.statusAt(index, 1))).toEqual([0, 1, 0, undefined])
    expect([list.lengthOf(1), list.lengthOf(2), list.lengthOf(3)]).toEqual([131_072, 65_536, 43_690])
  })

  it('may speak about two things at once', async () => {
    const { credentialSubject } = await create({ purposes: ['revocation', 'suspension'] })
    expect(credentialSubject).toMatchObject({ statusPurpose: ['revocation', 'suspension'] })
  })

  it('is not made without a purpose or a time to live', async () => {
    for (const change of [{ purposes: [] }, { ttlSeconds: 0 }, { ttlSeconds: 1.5 }])
      await expect(create(change)).rejects.toMatchObject(invalidArgument)
  })

  it('counts in the overlap of its own period and that of the JWT', async () => {
    const verify = async (changes: JsonObject) => {
      const credential = { ...(await create()), ...changes }
      const text = await signBitstringStatusListCredential({ signer: scene.issuer, credential })
      const expected = { expectedUri: statusListUri, expectedIssuer: scene.trusted, now }
      return verifyBitstringStatusListCredential(text, expected)
    }
    expect((await verify({ exp: nowSeconds + 5 })).expiresAt).toEqual(new Date(now.getTime() + 5000))
    expect((await verify({ iat: nowSeconds + 5 })).issuedAt).toEqual(new Date(now.getTime() + 5000))
    await expect(verify({ exp: nowSeconds })).rejects.toMatchObject({ code: 'status_list_expired' })
    await expect(verify({ nbf: nowSeconds + 61 })).rejects.toMatchObject({
      code: 'status_list_not_yet_valid',
    })
    for (const change of [{ exp: 'never' }, { validUntil: 'never' }, { nbf: null }])
      await expect(verify(change)).rejects.toMatchObject(malformed)
  })
})
