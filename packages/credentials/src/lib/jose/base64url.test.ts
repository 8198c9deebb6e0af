import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { decodeBase64Url, encodeBase64Url } from './base64url.ts'

const refused = expect.objectContaining({ name: 'MalformedError', code: 'base64url_malformed' })

describe('base64url', () => {
  it('encodes as RFC 4648 section 10 does, without padding', () => {
    const texts = ['', 'f', 'fo', 'foo', 'foob', 'fooba', 'foobar']
    const encoded = texts.map((text) => encodeBase64Url(new TextEncoder().encode(text)))
    expect(encoded).toEqual(['', 'Zg', 'Zm8', 'Zm9v', 'Zm9vYg', 'Zm9vYmE', 'Zm9vYmFy'])
  })

  it('uses the alphabet that is safe in URLs', () => {
    expect(encodeBase64Url(Uint8Array.of(0xfb, 0xff, 0xfe))).toBe('-__-')
    expect([...decodeBase64Url('-__-')]).toEqual([0xfb, 0xff, 0xfe])
  })

  it('decodes what it encodes, and says the same as the platform', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        const text = encodeBase64Url(bytes)
        expect(text).toBe(Buffer.from(bytes).toString('base64url'))
        expect(decodeBase64Url(text)).toEqual(bytes)
      }),
      { seed: 1 },
    )
  })

  it.each([
    'Zg==',
    'Zg=',
    'Zm9v\n',
    ' Zm9v',
    'Zm 9v',
    'Zm+v',
    'Zm/v',
    'Zm9v!',
    'Zm9é',
    'A',
    'AAAAA',
    'Zm\u00009v',
  ])('refuses %j (A11)', (text) => {
    expect(() => decodeBase64Url(text)).toThrow(refused)
  })

  it('refuses each of the 15 twins of a last character that carries two bits (A11)', () => {
    const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'
    const accepted = [...alphabet].filter((last) => {
      try {
        return decodeBase64Url(`A${last}`).length === 1
      } catch {
        return false
      }
    })
    expect(accepted).toEqual(['A', 'Q', 'g', 'w'])
  })

  it('refuses the twins of a last character that carries four bits', () => {
    expect([...decodeBase64Url('AAE')]).toEqual([0, 1])
    for (const twin of ['AAF', 'AAG', 'AAH']) expect(() => decodeBase64Url(twin)).toThrow(refused)
  })

  it('refuses what is no text', () => {
    for (const value of [undefined, null, 1, [], {}]) {
      expect(() => decodeBase64Url(value as unknown as string)).toThrow(refused)
    }
  })
})
