import { describe, expect, test } from 'vitest'
import { didWebOfUrl } from './did-web-of-url.ts'

describe('didWebOfUrl', () => {
  test('a port is written as %3A and a path as segments', () => {
    expect(didWebOfUrl('https://issuer.example:8443/id/ntt')).toBe('did:web:issuer.example%3A8443:id:ntt')
  })

  test.each(['http://localhost:3000', 'https://192.0.2.1', 'https://[2001:db8::1]'])(
    '%s has no did:web',
    (url) => {
      expect(didWebOfUrl(url)).toBeUndefined()
    },
  )
})
