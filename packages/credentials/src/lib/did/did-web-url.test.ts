import { describe, expect, it } from 'vitest'
import { didWebUrl, parseDidWebLocation } from './did-web-url.ts'

const malformed = expect.objectContaining({ code: 'did_malformed' })

describe('the location of a did:web', () => {
  // The examples of the method specification, section 3.2, and the edges of what is accepted.
  it.each([
    ['w3c-ccg.github.io', 'https://w3c-ccg.github.io/.well-known/did.json'],
    ['w3c-ccg.github.io:user:alice', 'https://w3c-ccg.github.io/user/alice/did.json'],
    ['example.com%3A3000', 'https://example.com:3000/.well-known/did.json'],
    ['example.com%3A3000:user:alice', 'https://example.com:3000/user/alice/did.json'],
    ['xn--bcher-kva.example', 'https://xn--bcher-kva.example/.well-known/did.json'],
    ['a.b-c.example:A_~-1.2:..a', 'https://a.b-c.example/A_~-1.2/..a/did.json'],
    ['example.com%3A65535', 'https://example.com:65535/.well-known/did.json'],
  ])('%s is %s', (identifier, url) => {
    expect(didWebUrl(parseDidWebLocation(identifier), 'did.json')).toBe(url)
    expect(new URL(url).href).toBe(url)
  })

  it.each([
    '',
    ':a',
    'localhost',
    'example',
    'EXAMPLE.com',
    'example.com.',
    'example..com',
    '.example.com',
    '-a.example.com',
    'a-.example.com',
    'a_b.example.com',
    'exämple.com',
    'ｅxample.com',
    'example.com%3a3000',
    'example.com%3A0',
    'example.com%3A03',
    'example.com%3A',
    'example.com%3A65536',
    'example.com%3A80%3A90',
    'example.com%2Fa',
    'example.com%00',
    'example%2Ecom',
    'user%40example.com',
    'user@example.com',
    '127.0.0.1',
    '127.1',
    '2130706433',
    '0x7f000001',
    '0x7f.1',
    '017700000001',
    '127%2E0%2E0%2E1',
    '[%3A%3A1]',
    '%5B%3A%3A1%5D',
    'example.com/a',
    'example.com?a',
    'example.com#a',
    'example.com\\a',
    `${'a'.repeat(64)}.example`,
    `${'abcdefghi.'.repeat(25)}exam`,
  ])('the host %j is refused', (identifier) => {
    expect(() => parseDidWebLocation(identifier)).toThrow(malformed)
  })

  it('takes the longest name that there is', () => {
    const longest = `${'abcdefghi.'.repeat(25)}exa`
    expect(longest).toHaveLength(253)
    expect(parseDidWebLocation(`${longest}%3A8443`).host).toBe(`${longest}:8443`)
  })

  it.each(['', '.', '..', '...', '%2E%2E', '%2e', 'a%2Fb', 'a/b', 'a b', 'a?b', 'a#b', 'ä', 'a\\b'])(
    'the path segment %j is refused',
    (segment) => {
      expect(() => parseDidWebLocation(`example.com:${segment}`)).toThrow(malformed)
      expect(() => parseDidWebLocation(`example.com:a:${segment}:b`)).toThrow(malformed)
    },
  )
})
