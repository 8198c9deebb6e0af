import { describe, expect, it } from 'vitest'
import { NetworkError } from '../errors/lontar-error.ts'
import type { GuardedFetch } from '../guarded-fetch/guarded-fetch.ts'
import { createIntegrity } from '../jose/integrity.ts'
import type { JsonObject } from '../jose/json.ts'
import { parseJson } from '../jose/parse-json.ts'
import { decodeUtf8, encodeUtf8 } from '../jose/utf8.ts'
import { createTypeMetadataResolver } from './create-type-metadata-resolver.ts'
import { resolveTypeMetadata } from './resolve-type-metadata.ts'

const vct = 'https://issuer.example/vct/ktp/1'
const parent = 'https://standards.example/vct/identity/1'

interface World {
  readonly documents: Record<string, JsonObject | string | Uint8Array>
  readonly asked: string[]
  status: number
}

const worldOf = (documents: World['documents']): World => ({ documents, asked: [], status: 200 })

function fetchIn(world: World): GuardedFetch {
  return async (url) => {
    world.asked.push(url)
    const value = world.documents[url]
    if (value === undefined) throw new NetworkError('network_unreachable', 'Nobody answers.')
    const text = () => {
      if (value instanceof Uint8Array) return decodeUtf8(value)
      return typeof value === 'string' ? value : JSON.stringify(value)
    }
    const headers = new Headers({ 'content-type': 'application/json' })
    return { status: world.status, headers, text, json: () => parseJson(text()) }
  }
}

const resolve = (documents: World['documents'], integrity?: string) =>
  resolveTypeMetadata({ vct, integrity, fetch: fetchIn(worldOf(documents)) })

describe('resolveTypeMetadata', () => {
  it('describes a type that says nothing but its name', async () => {
    expect(await resolve({ [vct]: { vct } })).toEqual({
      ...{ vct, name: undefined, description: undefined },
      ...{ display: [], claims: [], extends: [] },
    })
  })

  it.each(['display', 'claims'])('reads 512 entries of %s, and refuses 513', async (name) => {
    const entries = (count: number) =>
      Array.from({ length: count }, (_, index) =>
        name === 'display' ? { locale: `x-${index}`, name: 'KTP' } : { path: [`claim-${index}`] },
      )
    expect(await resolve({ [vct]: { vct, [name]: entries(512) } })).toMatchObject({ vct })
    await expect(resolve({ [vct]: { vct, [name]: entries(513) } })).rejects.toMatchObject({
      code: 'type_metadata_malformed',
    })
  })

  it('puts a type over what it extends, property by property', async () => {
    const type = await resolve({
      [vct]: {
        ...{ vct, extends: parent, name: 'KTP' },
        claims: [
          { path: ['name'], display: [{ locale: 'id', label: 'Nama' }] },
          { path: ['nik'], sd: 'always' },
        ],
      },
      [parent]: {
        ...{ vct: parent, name: 'Identity', description: 'A person.' },
        display: [{ locale: 'en', name: 'Identity', rendering: { simple: {} } }],
        claims: [
          { path: ['sex'] },
          { path: ['name'], sd: 'always', mandatory: true, display: [{ lang: 'en', label: 'Name' }] },
        ],
      },
    })
    expect(type).toMatchObject({ vct, name: 'KTP', description: undefined, extends: [parent] })
    expect(type.display).toEqual([{ locale: 'en', name: 'Identity', rendering: { simple: {} } }])
    expect(type.claims).toEqual([
      { path: ['sex'], display: [], sd: 'allowed', mandatory: false },
      { path: ['name'], display: [{ locale: 'id', label: 'Nama' }], sd: 'always', mandatory: true },
      { path: ['nik'], display: [], sd: 'always', mandatory: false },
    ])
  })

  it('replaces the displays that it inherits as a whole', async () => {
    const display = [{ locale: 'id', name: 'KTP' }]
    const type = await resolve({
      [vct]: { vct, extends: parent, display },
      [parent]: { vct: parent, display: [{ locale: 'en', name: 'Identity' }] },
    })
    expect(type.display).toEqual(display)
  })

  it('compares the digest with the bytes as received, by the strongest hash that is named', async () => {
    const text = `  {"vct" : "${vct}"}\n`
    const strong = 'sha384-'
    const right = await createIntegrity(encodeUtf8(text))
    await expect(resolve({ [vct]: text }, right)).resolves.toBeDefined()
    const other = await createIntegrity(encodeUtf8(text.trim()))
    for (const wrong of [other, `${right} ${strong}AAAA`, right.slice(0, -4), `SHA256${right.slice(6)}`]) {
      await expect(resolve({ [vct]: text }, wrong)).rejects.toMatchObject({ code: 'type_metadata_mismatch' })
    }
    await expect(resolve({ [vct]: text }, `md5-AAAA ${other} ${right}`)).resolves.toBeDefined()
  })

  it('compares the digest before it reads', async () => {
    const wrong = await createIntegrity(encodeUtf8('{}'))
    await expect(resolve({ [vct]: 'no JSON' }, wrong)).rejects.toMatchObject({
      code: 'type_metadata_mismatch',
    })
  })

  it('repairs no bytes', async () => {
    const bytes = new Uint8Array([...encodeUtf8(JSON.stringify({ vct }).slice(0, -1)), 0xff, 0x7d])
    await expect(resolve({ [vct]: bytes })).rejects.toMatchObject({ code: 'type_metadata_malformed' })
  })

  it('is unreachable where nobody answers, and where the answer is no document', async () => {
    const unreachable = { name: 'NetworkError', code: 'type_metadata_unreachable' }
    await expect(resolve({})).rejects.toMatchObject(unreachable)
    await expect(resolve({ [vct]: { vct, extends: parent } })).rejects.toMatchObject(unreachable)
    const world = worldOf({ [vct]: { vct } })
    for (const status of [204, 206, 404, 500]) {
      world.status = status
      const resolving = resolveTypeMetadata({ vct, fetch: fetchIn(world) })
      await expect(resolving).rejects.toMatchObject(unreachable)
    }
  })

  it('asks nobody for a type that is no address', async () => {
    const world = worldOf({})
    const resolving = resolveTypeMetadata({ vct: 'urn:eudi:pid:1', fetch: fetchIn(world) })
    await expect(resolving).rejects.toMatchObject({
      ...{ name: 'UnsupportedError', code: 'type_metadata_unresolvable' },
    })
    expect(world.asked).toEqual([])
  })
})

describe('createTypeMetadataResolver', () => {
  it('keeps documents for a while, each under its address and digest', async () => {
    const world = worldOf({ [vct]: { vct, extends: parent }, [parent]: { vct: parent } })
    let now = new Date('2026-11-01T04:00:00Z')
    const resolveType = createTypeMetadataResolver({ fetch: fetchIn(world), now: () => now })
    await resolveType({ vct })
    await resolveType({ vct: parent })
    expect(world.asked).toEqual([vct, parent])
    const integrity = await createIntegrity(encodeUtf8(JSON.stringify(world.documents[vct])))
    await resolveType({ vct, integrity })
    expect(world.asked).toEqual([vct, parent, vct])
    await expect(resolveType({ vct, integrity: 'sha256-AAAA' })).rejects.toThrow()
    now = new Date(now.getTime() + 3_600_000)
    await resolveType({ vct })
    expect(world.asked.slice(4)).toEqual([vct, parent])
  })

  it('keeps no more than it was told', async () => {
    const types = [1, 2, 3].map((number) => `https://issuer.example/vct/${number}`)
    const world = worldOf(Object.fromEntries(types.map((type) => [type, { vct: type }])))
    const now = () => new Date('2026-11-01T04:00:00Z')
    const resolveType = createTypeMetadataResolver({ fetch: fetchIn(world), now, maxCacheEntries: 2 })
    for (const type of types) await resolveType({ vct: type })
    for (const type of types.slice(1)) await resolveType({ vct: type })
    expect(world.asked).toHaveLength(3)
    await resolveType({ vct: types[0] ?? '' })
    expect(world.asked).toHaveLength(4)
  })

  it('keeps no failure', async () => {
    const world = worldOf({})
    const now = () => new Date('2026-11-01T04:00:00Z')
    const resolveType = createTypeMetadataResolver({ fetch: fetchIn(world), now })
    await expect(resolveType({ vct })).rejects.toMatchObject({ code: 'type_metadata_unreachable' })
    world.documents[vct] = { vct }
    await expect(resolveType({ vct })).resolves.toMatchObject({ vct })
  })

  it.each([
    ['other bytes than the digest says', '{}'],
    ['what is no JSON', '{"vct":'],
    ['the description of another type', JSON.stringify({ vct: parent })],
  ])('does not keep %s', async (_what, wrong) => {
    const right = JSON.stringify({ vct })
    const integrity = await createIntegrity(encodeUtf8(right))
    for (const query of [{ vct }, { vct, integrity }]) {
      const world = worldOf({ [vct]: wrong })
      const now = () => new Date('2026-11-01T04:00:00Z')
      const resolveType = createTypeMetadataResolver({ fetch: fetchIn(world), now })
      await expect(resolveType(query)).rejects.toMatchObject({
        code: expect.stringMatching(/^type_metadata_m/),
      })
      world.documents[vct] = right
      await expect(resolveType(query)).resolves.toMatchObject({ vct })
      await resolveType(query)
      expect(world.asked).toEqual([vct, vct])
    }
  })
})
