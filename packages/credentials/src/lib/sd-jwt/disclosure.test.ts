import { describe, expect, it } from 'vitest'
import { encodeBase64Url } from '../jose/base64url.ts'
import type { JsonValue } from '../jose/json.ts'
import { randomBytes } from '../jose/random.ts'
import { encodeUtf8 } from '../jose/utf8.ts'
import { createDisclosure, parseDisclosure } from './disclosure.ts'
import { encodeElements } from './fixtures/encode-elements.ts'

describe('parseDisclosure', () => {
  it('hashes the text as it was sent, as the example of RFC 9901 section 4.2.3 shows', async () => {
    const text = 'WyJfMjZiYzRMVC1hYzZxMktJNmNCVzVlcyIsICJmYW1pbHlfbmFtZSIsICJNw7ZiaXVzIl0'
    const disclosure = await parseDisclosure(text, 'sha-256')
    expect(disclosure).toEqual({
      text,
      digest: 'X9yH0Ajrdm1Oij4tWso9UzzKJvPoDxwmuEcO3XAdRC0',
      name: 'family_name',
      value: 'Möbius',
    })
  })

  it('reads an array element of two and uses the other hash functions', async () => {
    const text = encodeElements(['salt', null])
    expect(await parseDisclosure(text, 'sha-384')).toMatchObject({ name: undefined, value: null })
    expect((await parseDisclosure(text, 'sha-384')).digest).toHaveLength(64)
    expect((await parseDisclosure(text, 'sha-512')).digest).toHaveLength(86)
  })

  it('refuses another shape', async () => {
    const shapes: JsonValue[] = [
      [],
      ['salt'],
      ['salt', 'a', 1, 2],
      [1, 'a', 1],
      ['salt', 1, 1],
      { a: 1 },
      'salt',
      null,
    ]
    for (const shape of shapes) {
      await expect(parseDisclosure(encodeElements(shape), 'sha-256')).rejects.toMatchObject({
        code: 'sd_jwt_malformed',
      })
    }
  })

  it('refuses a reserved name and one that means something to JavaScript', async () => {
    for (const name of ['_sd', '...', '_sd_alg', '__proto__', 'constructor', 'prototype']) {
      await expect(parseDisclosure(encodeElements(['salt', name, 1]), 'sha-256')).rejects.toMatchObject({
        code: 'sd_jwt_claim_name_reserved',
      })
    }
    await expect(parseDisclosure(encodeElements(['salt', 'sd', 1]), 'sha-256')).resolves.toMatchObject({
      name: 'sd',
    })
  })

  it('refuses bytes that are not UTF-8 instead of repairing them, in every field', async () => {
    const good = encodeUtf8('["salt","name","value"]')
    await expect(parseDisclosure(encodeBase64Url(good), 'sha-256')).resolves.toMatchObject({ name: 'name' })
    for (const offset of [3, 9, 17]) {
      const bad = good.slice()
      bad[offset] = 0xff
      await expect(parseDisclosure(encodeBase64Url(bad), 'sha-256')).rejects.toMatchObject({
        code: 'sd_jwt_malformed',
      })
    }
  })

  it('refuses base64url that is not canonical, a repeated name and deep nesting', async () => {
    const deep = `["salt","a",${'['.repeat(100_000)}${']'.repeat(100_000)}]`
    const texts = [
      '',
      `${encodeElements(['salt', 'a', 1])}=`,
      `${encodeElements(['salt', 'a', 1])} `,
      encodeBase64Url(encodeUtf8('["salt","a",{"b":1,"b":2}]')),
      encodeBase64Url(encodeUtf8(deep)),
    ]
    for (const text of texts) {
      await expect(parseDisclosure(text, 'sha-256')).rejects.toMatchObject({ code: 'sd_jwt_malformed' })
    }
  })
})

describe('createDisclosure', () => {
  it('makes what parseDisclosure reads', async () => {
    const made = await createDisclosure({
      name: 'a',
      value: { b: [1] },
      hashAlgorithm: 'sha-256',
      randomBytes,
    })
    expect(await parseDisclosure(made.text, 'sha-256')).toEqual(made)
  })

  it('takes a fresh salt of 128 bits for each claim', async () => {
    const salts = new Set<string>()
    for (let count = 0; count < 2000; count++) {
      const { text } = await createDisclosure({ name: 'a', value: 1, hashAlgorithm: 'sha-256', randomBytes })
      const [salt] = JSON.parse(atob(text.replaceAll('-', '+').replaceAll('_', '/'))) as [string]
      expect(salt).toHaveLength(22)
      salts.add(salt)
    }
    expect(salts.size).toBe(2000)
  })
})
