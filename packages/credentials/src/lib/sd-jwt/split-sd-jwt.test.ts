import { describe, expect, it } from 'vitest'
import { splitSdJwt } from './split-sd-jwt.ts'

const malformed = expect.objectContaining({ code: 'sd_jwt_malformed' })

describe('splitSdJwt', () => {
  it('separates the JWT, the disclosures and the key binding JWT', () => {
    expect(splitSdJwt('a.b.c~')).toEqual({
      presented: 'a.b.c~',
      jwt: 'a.b.c',
      disclosures: [],
      keyBindingJwt: undefined,
    })
    expect(splitSdJwt('a.b.c~d~e~f.g.h')).toEqual({
      presented: 'a.b.c~d~e~',
      jwt: 'a.b.c',
      disclosures: ['d', 'e'],
      keyBindingJwt: 'f.g.h',
    })
  })

  it('refuses a text without its last tilde and what is not text', () => {
    for (const text of ['', 'a.b.c', 'a.b.c~d', 'a.b.c~d~f.g.h.i', undefined, null, 7, {}]) {
      expect(() => splitSdJwt(text as string)).toThrow(malformed)
    }
  })

  it('takes 1,024 disclosures and no more', () => {
    expect(splitSdJwt(`a.b.c~${'d~'.repeat(1024)}`).disclosures).toHaveLength(1024)
    expect(() => splitSdJwt(`a.b.c~${'d~'.repeat(1025)}`)).toThrow(malformed)
    expect(() => splitSdJwt(`a.b.c~${'d~'.repeat(100_000)}`)).toThrow(malformed)
  })

  it('takes 1 MiB of text and no more', () => {
    const most = `${'a'.repeat(1_048_575)}~`
    expect(splitSdJwt(most).jwt).toHaveLength(1_048_575)
    expect(() => splitSdJwt(`a${most}`)).toThrow(malformed)
  })
})
