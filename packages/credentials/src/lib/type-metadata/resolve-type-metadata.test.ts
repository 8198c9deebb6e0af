import { expect, test } from 'vitest'
import { NetworkError } from '../errors/lontar-error.ts'
import type { GuardedFetch } from '../guarded-fetch/guarded-fetch.ts'
import type { JsonObject } from '../jose/json.ts'
import { parseJson } from '../jose/parse-json.ts'
import { resolveTypeMetadata } from './resolve-type-metadata.ts'

const vct = 'https://issuer.example/vct/ktp/1'
const parent = 'https://standards.example/vct/identity/1'

function serve(documents: Readonly<Record<string, JsonObject>>, status = 200): GuardedFetch {
  return async (url) => {
    const value = documents[url]
    if (value === undefined) throw new NetworkError('network_unreachable', 'Nobody answers.')
    const text = JSON.stringify(value)
    return { status, headers: new Headers(), text: () => text, json: () => parseJson(text) }
  }
}

const own: JsonObject = {
  vct,
  extends: parent,
  display: [{ lang: 'id', name: 'KTP' }],
  claims: [{ path: ['name'], display: [{ lang: 'id', label: 'Nama' }] }],
}
const extended: JsonObject = {
  vct: parent,
  name: 'Identity',
  display: [
    { lang: 'id', name: 'Identitas' },
    { lang: 'en', name: 'Identity' },
  ],
  claims: [{ path: ['name'], sd: 'always', mandatory: true, display: [{ lang: 'en', label: 'Name' }] }],
}

test('a type has all that it extends, and its own words first', async () => {
  const type = await resolveTypeMetadata({ vct, fetch: serve({ [vct]: own, [parent]: extended }) })
  expect(type).toMatchObject({ vct, name: 'Identity', extends: [parent] })
  expect(type.display).toHaveLength(2)
  expect(type.display).toContainEqual({ lang: 'id', name: 'KTP' })
  expect(type.display).toContainEqual({ lang: 'en', name: 'Identity' })
  expect(type.claims).toHaveLength(1)
  expect(type.claims[0]).toMatchObject({ path: ['name'], sd: 'always', mandatory: true })
  expect(type.claims[0]?.display).toHaveLength(2)
})

test.each([
  ['a host that does not answer', serve({})],
  ['an answer that is not 200', serve({ [vct]: extended }, 404)],
  ['a parent that is away', serve({ [vct]: own })],
])('%s leaves the type unknown', async (_, fetch) => {
  await expect(resolveTypeMetadata({ vct, fetch })).rejects.toThrow(
    expect.objectContaining({ name: 'NetworkError', code: 'type_metadata_unreachable' }),
  )
})
