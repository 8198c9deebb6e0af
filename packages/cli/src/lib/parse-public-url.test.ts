import { InvalidArgumentError } from 'commander'
import { describe, expect, it } from 'vitest'
import { parsePublicUrl, parseVerifierUrl } from './parse-public-url.ts'

describe('a public URL', () => {
  it('of a verifier is refused without naming a mode that a verifier does not have', () => {
    expect(parseVerifierUrl('http://localhost:4100/')).toBe('http://localhost:4100')
    expect(() => parseVerifierUrl('http://verifier.example')).toThrow(/^An https URL .*http on loopback\.$/)
    expect(() => parsePublicUrl('http://issuer.example')).toThrow(/http on loopback with --dev\.$/)
  })

  it.each([
    ['https://issuer.example', 'https://issuer.example'],
    ['https://issuer.example/', 'https://issuer.example'],
    ['https://issuer.example:8443/ntt/', 'https://issuer.example:8443/ntt'],
    ['HTTPS://Issuer.Example:443', 'https://issuer.example'],
    ['http://127.0.0.1:4000', 'http://127.0.0.1:4000'],
    ['http://localhost:4000/lontar', 'http://localhost:4000/lontar'],
    ['http://[::1]:4000', 'http://[::1]:4000'],
  ])('is written in one spelling: %s', (value, expected) => expect(parsePublicUrl(value)).toBe(expected))

  it.each([
    '',
    'issuer.example',
    'ftp://issuer.example',
    'http://issuer.example',
    'http://127.0.0.1.issuer.example',
    'https://user@issuer.example',
    'https://issuer.example?a=b',
    'https://issuer.example#a',
    'https://issuer.example/a//b',
    'https://issuer.example/a b',
    'https://issuer.example/%20',
  ])('is refused: %s', (value) => expect(() => parsePublicUrl(value)).toThrow(InvalidArgumentError))
})
