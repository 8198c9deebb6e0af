import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { ClaimPath } from '../formats/credential-format.ts'
import type { JsonObject, JsonValue } from '../jose/json.ts'
import { randomBytes } from '../jose/random.ts'
import { parseDisclosure } from './disclosure.ts'
import { packPayload } from './pack-payload.ts'
import { unpackPayload } from './unpack-payload.ts'

const defaults = { hashAlgorithm: 'sha-256', decoys: 0, randomBytes } as const
const plain = (value: JsonValue): unknown => JSON.parse(JSON.stringify(value))

async function roundTrip(payload: JsonObject, disclosable: ClaimPath[], decoys = 0): Promise<unknown> {
  const packed = await packPayload({ ...defaults, payload, disclosable, decoys })
  const disclosures = await Promise.all(packed.disclosures.map((text) => parseDisclosure(text, 'sha-256')))
  return plain(unpackPayload(packed.payload, disclosures).claims)
}

describe('packPayload', () => {
  it('leaves a payload without disclosable claims as it is', async () => {
    const payload = { a: 1, list: [1, 2] }
    expect(await packPayload({ ...defaults, payload, disclosable: [] })).toEqual({ payload, disclosures: [] })
  })

  it('puts digests in the place of claims and array elements', async () => {
    const packed = await packPayload({
      ...defaults,
      payload: { a: 1, b: 2, list: ['x', 'y'] },
      disclosable: [['a'], ['list', 1]],
    })
    expect(packed.disclosures).toHaveLength(2)
    expect(packed.payload).toEqual({
      b: 2,
      list: ['x', { '...': expect.stringMatching(/^[\w-]{43}$/) }],
      _sd: [expect.stringMatching(/^[\w-]{43}$/)],
      _sd_alg: 'sha-256',
    })
  })

  it('hides the claims within a claim before the claim itself', async () => {
    const payload = { address: { city: 'Kupang', country: 'ID' } }
    const packed = await packPayload({
      ...defaults,
      payload,
      disclosable: [['address'], ['address', 'city']],
    })
    const [city, address] = await Promise.all(
      packed.disclosures.map((text) => parseDisclosure(text, 'sha-256')),
    )
    expect(city).toMatchObject({ name: 'city', value: 'Kupang' })
    expect(address?.value).toEqual({ country: 'ID', _sd: [city?.digest] })
  })

  it('sorts digests and mixes decoys among them', async () => {
    const payload = { a: 1, b: 2, c: 3 }
    const packed = await packPayload({ ...defaults, payload, disclosable: [['a'], ['b']], decoys: 5 })
    const digests = packed.payload._sd as string[]
    expect(digests).toHaveLength(7)
    expect(digests).toEqual([...digests].sort())
    expect(await roundTrip(payload, [['a'], ['b']], 5)).toEqual(payload)
  })

  it('says which hash function it used', async () => {
    const packed = await packPayload({
      ...defaults,
      hashAlgorithm: 'sha-512',
      payload: { a: 1 },
      disclosable: [['a']],
    })
    expect(packed.payload).toEqual({ _sd: [expect.stringMatching(/^[\w-]{86}$/)], _sd_alg: 'sha-512' })
  })

  it('refuses a path that leads nowhere', async () => {
    for (const path of [['b'], [], ['a', 'b'], ['list', 7]] as ClaimPath[]) {
      const run = packPayload({ ...defaults, payload: { a: 1, list: [] }, disclosable: [path] })
      await expect(run).rejects.toMatchObject({ code: 'sd_jwt_path_unknown' })
    }
  })

  it('refuses reserved names anywhere in the payload', async () => {
    const payloads: JsonObject[] = [
      { _sd: [] },
      { a: { '...': 1 } },
      { a: [{ _sd_alg: 'sha-256' }] },
      { constructor: 1 },
    ]
    for (const payload of payloads) {
      const run = packPayload({ ...defaults, payload, disclosable: [] })
      await expect(run).rejects.toMatchObject({ code: 'sd_jwt_claim_name_reserved' })
    }
  })

  it('is undone by unpackPayload, whatever is hidden', async () => {
    const names = fc.stringMatching(/^[a-z]{1,4}$/)
    const { object } = fc.letrec<{ value: JsonValue; object: JsonObject }>((tie) => ({
      value: fc.oneof(
        { maxDepth: 4 },
        fc.constantFrom(null, true, 0, -1.5, '', 'é', '"~.'),
        fc.string(),
        fc.array(tie('value'), { maxLength: 4 }),
        tie('object'),
      ),
      object: fc.dictionary(names, tie('value'), { maxKeys: 4, noNullPrototype: true }),
    }))
    await fc.assert(
      fc.asyncProperty(
        object,
        fc.infiniteStream(fc.boolean()),
        fc.nat(3),
        async (payload, choice, decoys) => {
          const hidden = allPaths(payload).filter(() => choice.next().value)
          expect(await roundTrip(payload, hidden, decoys)).toEqual(plain(payload))
        },
      ),
      { numRuns: 150, seed: 1 },
    )
  })
})

function allPaths(value: JsonValue | undefined, walked: ClaimPath = []): ClaimPath[] {
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([name, member]) => {
    const path = [...walked, Array.isArray(value) ? Number(name) : name]
    return [path, ...allPaths(member as JsonValue, path)]
  })
}
