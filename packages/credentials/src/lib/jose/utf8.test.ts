import { describe, expect, it } from 'vitest'
import { decodeUtf8, encodeUtf8 } from './utf8.ts'

describe('utf8', () => {
  it('brings text back unchanged, a byte order mark included', () => {
    for (const text of ['', 'Kupang', 'Désa 𝛑', '\ufeffx']) expect(decodeUtf8(encodeUtf8(text))).toBe(text)
  })

  it.each([[[0xff]], [[0x41, 0xc3]], [[0xc0, 0xaf]], [[0xed, 0xa0, 0x80]]])(
    'repairs nothing in %j (B2)',
    (bytes) => {
      const refused = expect.objectContaining({ name: 'MalformedError', code: 'utf8_malformed' })
      expect(() => decodeUtf8(Uint8Array.from(bytes))).toThrow(refused)
    },
  )
})
