import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isJsonObject, parseJson, parseJsonObject } from './parse-json.ts'

const refused = expect.objectContaining({ name: 'MalformedError', code: 'json_malformed' })
const nested = (depth: number): string => '['.repeat(depth) + ']'.repeat(depth)

describe('parseJson', () => {
  it('reads whatever JSON.stringify writes', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 5 }), (value) => {
        const text = JSON.stringify(value)
        if (/"(__proto__|constructor|prototype)"/.test(text)) return
        expect(parseJson(text)).toEqual(JSON.parse(text))
      }),
      { seed: 1, numRuns: 500 },
    )
  })

  it('judges a text that is not JSON as JSON.parse does', () => {
    const alphabet = fc.constantFrom('{', '}', '[', ']', ':', ',', '"', '\\', 'a', '1', '-', 'e', ' ', 'null')
    fc.assert(
      fc.property(fc.array(alphabet, { maxLength: 12 }), (pieces) => {
        const text = pieces.join('')
        try {
          JSON.parse(text)
        } catch {
          expect(() => parseJson(text)).toThrow(refused)
        }
      }),
      { seed: 1, numRuns: 3000 },
    )
  })

  it.each([
    '{"a":1,"a":2}',
    '{"a":1,"a":1}',
    '{"a":1 , "\\u0061" :2}',
    '{"x":{"a":1,"b":[],"a":2}}',
    '[{"a":1,"a":2}]',
    '{"":1,"":2}',
    '{"alg":"none","alg":"ES256"}',
  ])('refuses a repeated name in %s (H4)', (text) => {
    expect(() => parseJson(text)).toThrow(refused)
  })

  it.each([
    '{"a":"a","b":"a"}',
    '{"a":{"a":{"a":1}}}',
    '[{"a":1},{"a":1}]',
    '["a","a"]',
    '{"a:":"b:","b":":"}',
  ])('accepts %s, in which no name repeats', (text) => {
    expect(parseJson(text)).toEqual(JSON.parse(text))
  })

  it('knows the depth before it recurses (H1)', () => {
    expect(parseJson(nested(32))).toEqual(JSON.parse(nested(32)))
    for (const depth of [33, 1000, 1_000_000]) expect(() => parseJson(nested(depth))).toThrow(refused)
    expect(() => parseJson('{"a":'.repeat(33))).toThrow(refused)
    expect(() => parseJson('['.repeat(1_000_000))).toThrow(refused)
  })

  it('counts depth, not brackets, and takes another limit', () => {
    expect(parseJson(`[${'[],'.repeat(100)}[]]`)).toHaveLength(101)
    expect(parseJson('"[[[[["', { maxDepth: 1 })).toBe('[[[[[')
    expect(() => parseJson('[[]]', { maxDepth: 1 })).toThrow(refused)
    expect(parseJson('[[]]', { maxDepth: 2 })).toEqual([[]])
  })

  it('counts values to the last one, and takes another limit', () => {
    expect(parseJson(`[${'0,'.repeat(65_535)}0]`)).toHaveLength(65_536)
    expect(() => parseJson(`[${'0,'.repeat(65_536)}0]`)).toThrow(refused)
    expect(parseJson(JSON.stringify({ text: ','.repeat(70_000) }))).toBeTypeOf('object')
    expect(parseJson('[1,{"a":[2]}]', { maxItems: 4 })).toEqual([1, { a: [2] }])
    expect(() => parseJson('[1,{"a":[2]}]', { maxItems: 3 })).toThrow(refused)
    expect(parseJson('1', { maxItems: 0 })).toBe(1)
  })

  it('counts names to the last one, in all objects together, and takes another limit', () => {
    const members = (from: number, count: number) =>
      Array.from({ length: count }, (_, index) => `"${from + index}":":"`).join()
    expect(Object.keys(parseJsonObject(`{${members(0, 16_384)}}`))).toHaveLength(16_384)
    expect(() => parseJson(`{${members(0, 16_385)}}`)).toThrow(refused)
    expect(parseJson(`[{${members(0, 8192)}},{${members(0, 8192)}}]`)).toHaveLength(2)
    expect(() => parseJson(`[{${members(0, 8192)}},{${members(0, 8193)}}]`)).toThrow(refused)
    expect(parseJson('{"a":{"b":1}}', { maxNames: 2 })).toEqual({ a: { b: 1 } })
    expect(() => parseJson('{"a":{"b":1}}', { maxNames: 1 })).toThrow(refused)
    expect(parseJson('[1,[2]]', { maxNames: 0 })).toEqual([1, [2]])
  })

  it('finds the end of each string, whatever is escaped before it', () => {
    const texts = ['""', '"\\\\"', '"\\""', '"\\\\\\""', '"\\\\\\\\"', '"a\\"b\\\\"', '"[{:,\\"}]"']
    for (const text of texts) {
      expect(parseJson(`[${text},${text}]`, { maxItems: 2, maxNames: 0 })).toEqual(
        JSON.parse(`[${text},${text}]`),
      )
      expect(() => parseJson(`[${text},[${text}]]`, { maxItems: 2 })).toThrow(refused)
    }
  })

  it.each(['__proto__', 'constructor', 'prototype', '\\u005f_proto__'])(
    'refuses the name %s (H5)',
    (name) => {
      expect(() => parseJson(`{"a":[{"${name}":{}}]}`)).toThrow(refused)
      expect(parseJson(`["${name}"]`)).toHaveLength(1)
    },
  )

  it('refuses numbers beyond a double and reads the others', () => {
    for (const text of ['1e999', '-1e999', '[1e400]', `{"a":1${'0'.repeat(400)}}`]) {
      expect(() => parseJson(text)).toThrow(refused)
    }
    expect(parseJson('[-0.5,1e308,1E-5,12]')).toEqual([-0.5, 1e308, 1e-5, 12])
  })

  it('refuses a lone surrogate and accepts a pair', () => {
    for (const text of ['"\\ud800"', '"\ud800"', '{"\\udc00":1}'])
      expect(() => parseJson(text)).toThrow(refused)
    expect(parseJson('"\\ud83d\\ude00"')).toBe('😀')
  })

  it.each([
    '',
    ' ',
    '{',
    '"',
    '"\\',
    '{"a"',
    '{"a":}',
    "{'a':1}",
    '{"a":1,}',
    '[1,]',
    '01',
    '+1',
    'NaN',
    '\ufeff{}',
    '{} {}',
    '/**/1',
  ])('refuses %j, which is not JSON', (text) => {
    expect(() => parseJson(text)).toThrow(refused)
  })

  it('quotes nothing of the text in its error (R: no claim value leaks)', () => {
    for (const text of ['{"nik":5399xx}', '{"nik":"5399","nik":"5399"}', 'rahasia-5399']) {
      try {
        parseJson(text)
        expect.unreachable()
      } catch (error) {
        const shown = `${(error as Error).message} ${(error as Error).stack} ${JSON.stringify(error)}`
        expect(shown).not.toContain('5399')
        expect((error as Error).cause).toBeUndefined()
      }
    }
  })

  it('is linear in a long hostile text (H7)', () => {
    const started = performance.now()
    expect(() => parseJson(`{"a":"${'\\'.repeat(200_001)}`)).toThrow(refused)
    expect(() => parseJson(`${'"a"'.repeat(60_000)}`)).toThrow(refused)
    expect(() => parseJson(`[${'-'.repeat(200_000)}]`)).toThrow(refused)
    expect(performance.now() - started).toBeLessThan(2000)
  })

  it('refuses what is no text', () => {
    for (const value of [undefined, null, {}, 1])
      expect(() => parseJson(value as unknown as string)).toThrow(refused)
  })
})

describe('parseJsonObject', () => {
  it('reads an object', () => {
    expect(parseJsonObject('{"a":[1]}')).toEqual({ a: [1] })
  })

  it.each(['[]', '"x"', '1', 'null', 'true', '[{}]'])('refuses %s (A15)', (text) => {
    expect(() => parseJsonObject(text)).toThrow(refused)
  })
})

describe('isJsonObject', () => {
  it('tells objects from everything else', () => {
    expect(isJsonObject({})).toBe(true)
    for (const value of [null, undefined, [], 'a', 1, true]) expect(isJsonObject(value)).toBe(false)
  })
})
