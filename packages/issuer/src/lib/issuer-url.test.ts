import { describe, expect, test } from 'vitest'
import { pathOfIssuerUrl } from './issuer-url.ts'

const refusal = expect.objectContaining({ code: 'ERR_INVALID_ARG_VALUE' })

describe('pathOfIssuerUrl', () => {
  test.each([
    ['https://issuer.example', ''],
    ['https://issuer.example:8443', ''],
    ['https://issuer.example/ntt', '/ntt'],
    ['https://issuer.example/id/ntt-1', '/id/ntt-1'],
  ])('%s has the path "%s"', (url, path) => {
    expect(pathOfIssuerUrl(url, false)).toBe(path)
  })

  test.each([
    'issuer.example',
    'ftp://issuer.example',
    'http://issuer.example',
    'https://issuer.example/',
    'https://issuer.example/ntt/',
    'https://issuer.example//ntt',
    'https://issuer.example/a/../b',
    'https://issuer.example/:id',
    'https://issuer.example/a%20b',
    'https://issuer.example?x=1',
    'https://issuer.example#x',
    'https://user@issuer.example',
    'https://ISSUER.example',
    'https://issuer.example:443',
    'http://127.0.0.1:3000',
  ])('%s is no identifier of an issuer', (url) => {
    expect(() => pathOfIssuerUrl(url, false)).toThrow(refusal)
  })

  test('http on loopback is for development only', () => {
    expect(pathOfIssuerUrl('http://127.0.0.1:3000', true)).toBe('')
    expect(pathOfIssuerUrl('http://localhost:3000/x', true)).toBe('/x')
    expect(() => pathOfIssuerUrl('http://issuer.example', true)).toThrow(refusal)
    expect(() => pathOfIssuerUrl('http://127.0.0.1.example', true)).toThrow(refusal)
  })
})
