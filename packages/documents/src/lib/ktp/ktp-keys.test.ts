import { describe, expect, it } from 'vitest'
import { isKtpKey, optionalKtpKeys, requiredKtpKeys } from './ktp-keys.ts'

describe('isKtpKey', () => {
  it('knows the nine required and the ten optional keys', () => {
    expect(new Set([...requiredKtpKeys, ...optionalKtpKeys]).size).toBe(19)
    for (const key of [...requiredKtpKeys, ...optionalKtpKeys]) expect(isKtpKey(key)).toBe(true)
  })

  it.each(['', 'NIK', 'Nama', 'nama ', 'agama\u0000', 'toString', '__proto__', 'length', 'photo', 'kk'])(
    'knows nothing of %j',
    (key) => {
      expect(isKtpKey(key)).toBe(false)
    },
  )
})
