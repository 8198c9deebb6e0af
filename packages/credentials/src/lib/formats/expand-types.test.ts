import { describe, expect, it } from 'vitest'
import type { JsonValue } from '../jose/json.ts'
import { expandTypes, type ResolveContext } from './expand-types.ts'
import { contextUrl, resolveContext, typeUrl } from './fixtures/credential-scene.ts'

const baseContext = 'https://www.w3.org/ns/credentials/v2'

function expand(context: JsonValue | undefined, type: JsonValue | undefined): readonly string[] {
  return expandTypes({ context, type, baseContext, resolveContext })
}

describe('expandTypes', () => {
  it('expands a type through the context and leaves the base type out', () => {
    expect(expand([baseContext, contextUrl], ['VerifiableCredential', 'KtpCredential'])).toEqual([typeUrl])
    expect(expand([baseContext], ['VerifiableCredential'])).toEqual([
      'https://www.w3.org/2018/credentials#VerifiableCredential',
    ])
    expect(expand([baseContext], ['VerifiableCredential', typeUrl])).toEqual([typeUrl])
    expect(expand([baseContext, contextUrl], ['KtpCredential', typeUrl, 'VerifiableCredential'])).toEqual([
      typeUrl,
    ])
  })

  it('refuses two contexts that give a type two meanings, and one that redefines the base type', () => {
    const expand = (type: string, resolveContext: ResolveContext): readonly string[] =>
      expandTypes({
        context: [baseContext, 'a', 'b'],
        type: ['VerifiableCredential', type],
        baseContext,
        resolveContext,
      })
    expect(expand('T', () => ({ T: 'https://example/T' }))).toEqual(['https://example/T'])
    expect(
      expand('T', (url): Record<string, string> => (url === 'a' ? { T: 'urn:a' } : { U: 'urn:b' })),
    ).toEqual(['urn:a'])
    const code = expect.objectContaining({ code: 'credential_context_unknown' })
    expect(() => expand('T', (url) => ({ T: `https://example/${url}` }))).toThrow(code)
    expect(() => expand('T', () => ({ T: 'urn:t', VerifiableCredential: 'urn:x' }))).toThrow(code)
    expect(() => expand('T', () => ({ T: 'no URL' }))).toThrow(code)
  })

  it('reads a context inside the credential only for a caller who can', () => {
    const inside = { T: 'https://example/T' }
    const input = {
      context: [baseContext, inside],
      type: ['VerifiableCredential', 'T'],
      baseContext,
      resolveContext: () => undefined,
    }
    expect(() => expandTypes(input)).toThrow(expect.objectContaining({ code: 'credential_malformed' }))
    expect(expandTypes({ ...input, resolveInlineContext: () => inside })).toEqual(['https://example/T'])
    expect(() => expandTypes({ ...input, resolveInlineContext: () => undefined })).toThrow(
      expect.objectContaining({ code: 'credential_context_unknown' }),
    )
  })

  it('refuses a context or a type that is not known', () => {
    const unknown: [JsonValue, JsonValue][] = [
      [[baseContext, 'https://other.example/'], ['VerifiableCredential']],
      [
        [baseContext, `${contextUrl}#`],
        ['VerifiableCredential', 'KtpCredential'],
      ],
      [[baseContext], ['VerifiableCredential', 'KtpCredential']],
      [
        [baseContext, contextUrl],
        ['VerifiableCredential', 'ktpCredential'],
      ],
      [
        [baseContext, contextUrl],
        ['VerifiableCredential', 'toString'],
      ],
      [
        [baseContext, contextUrl],
        ['VerifiableCredential', 'javascript:x'],
      ],
    ]
    for (const [context, type] of unknown) {
      expect(() => expand(context, type)).toThrow(
        expect.objectContaining({ code: 'credential_context_unknown' }),
      )
    }
  })

  it('refuses contexts out of order, inside the credential, or in another form', () => {
    const type = ['VerifiableCredential', 'KtpCredential']
    const contexts: (JsonValue | undefined)[] = [
      [contextUrl, baseContext],
      [contextUrl],
      [],
      baseContext,
      [baseContext, { KtpCredential: typeUrl }],
      [baseContext, contextUrl, { '@vocab': 'https://evil.example/' }],
      ['https://www.w3.org/2018/credentials/v1', contextUrl],
      undefined,
      null,
    ]
    for (const context of contexts) {
      expect(() => expand(context, type)).toThrow(expect.objectContaining({ code: 'credential_malformed' }))
    }
  })

  it('takes a type that stands alone', () => {
    expect(expand([baseContext, contextUrl], 'VerifiableCredential')).toEqual([
      'https://www.w3.org/2018/credentials#VerifiableCredential',
    ])
  })

  it('refuses types that do not hold the base type or have another form', () => {
    const context = [baseContext, contextUrl]
    for (const type of ['KtpCredential', ['KtpCredential'], [], [7], undefined, { a: 1 }] as JsonValue[]) {
      expect(() => expand(context, type)).toThrow(expect.objectContaining({ code: 'credential_malformed' }))
    }
  })
})
