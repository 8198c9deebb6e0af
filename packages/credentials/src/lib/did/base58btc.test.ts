import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { encodeUtf8 } from '../jose/utf8.ts'
import { decodeBase58Btc, encodeBase58Btc } from './base58btc.ts'

describe('base58btc', () => {
  // Examples of draft-msporny-base58-03, section 5.
  it.each([
    ['Hello World!', '2NEpo7TZRRrLZSi2U'],
    [
      'The quick brown fox jumps over the lazy dog.',
      'USm3fpXnKG5EUBx2ndxBDMPVciP5hGey2Jh4NDv6gmeo1LkMeiKrLJUUBk6Z',
    ],
  ])('encodes %j as the specification prints it', (text, encoded) => {
    expect(encodeBase58Btc(encodeUtf8(text))).toBe(encoded)
    expect(decodeBase58Btc(encoded)).toEqual(encodeUtf8(text))
  })

  it('keeps zero bytes at the start', () => {
    const bytes = Uint8Array.of(0, 0, 0x28, 0x7f, 0xb4, 0xcd)
    expect(encodeBase58Btc(bytes)).toBe('11233QC4')
    expect(decodeBase58Btc('11233QC4')).toEqual(bytes)
  })

  it('encodes nothing as nothing', () => {
    expect(encodeBase58Btc(new Uint8Array())).toBe('')
    expect(decodeBase58Btc('')).toEqual(new Uint8Array())
  })

  it('decodes what it encoded, and encodes what it decoded', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 130 }), (bytes) => {
        const text = encodeBase58Btc(bytes)
        expect(decodeBase58Btc(text)).toEqual(bytes)
        expect(encodeBase58Btc(decodeBase58Btc(text) ?? new Uint8Array())).toBe(text)
      }),
    )
  })

  it.each(['0', 'O', 'I', 'l', '+', ' ', 'a b', 'é', '\u{1F600}'])('refuses the character in %j', (text) => {
    expect(decodeBase58Btc(text)).toBeUndefined()
  })

  it('refuses a text of more than 256 characters', () => {
    expect(decodeBase58Btc('2'.repeat(256))).toBeDefined()
    expect(decodeBase58Btc('2'.repeat(257))).toBeUndefined()
  })
})
