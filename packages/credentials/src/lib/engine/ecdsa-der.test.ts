import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { decodeEcdsaDer, encodeEcdsaDer } from './ecdsa-der.ts'

describe('the DER form of an ES256 signature', () => {
  it('is minimal: no needless zero, and one zero before a leading one bit', () => {
    const signature = new Uint8Array(64)
    signature[31] = 0x7f
    signature[63] = 0x80
    expect([...encodeEcdsaDer(signature)]).toEqual([0x30, 7, 2, 1, 0x7f, 2, 2, 0, 0x80])
  })

  it('writes zero as one byte', () => {
    expect([...encodeEcdsaDer(new Uint8Array(64))]).toEqual([0x30, 6, 2, 1, 0, 2, 1, 0])
  })

  it('comes back as the same R and S', () => {
    const signature = fc.uint8Array({ minLength: 64, maxLength: 64 })
    fc.assert(
      fc.property(signature, (bytes) => {
        expect(decodeEcdsaDer(encodeEcdsaDer(bytes), 32)).toEqual(bytes)
      }),
      { seed: 1 },
    )
  })
})
