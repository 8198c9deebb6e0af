import { describe, expect, it } from 'vitest'
import { matchesRedirectUri } from './matches-redirect-uri.ts'

describe('a redirect_uri', () => {
  it.each([
    ['https://app.example/cb', 'https://app.example/cb'],
    ['http://127.0.0.1/callback', 'http://127.0.0.1:51234/callback'],
    ['http://127.0.0.1:4000/callback', 'http://127.0.0.1:51234/callback'],
    ['http://127.0.0.1:4000/callback', 'http://127.0.0.1/callback'],
    ['http://[::1]/callback?app=1', 'http://[::1]:51234/callback?app=1'],
  ])('is the listed one: %s, %s', (listed, asked) => {
    expect(matchesRedirectUri(listed, asked)).toBe(true)
  })

  it.each([
    ['https://app.example/cb', 'https://app.example:8443/cb'],
    ['https://app.example/cb', 'https://app.example/cb/'],
    ['http://127.0.0.1/callback', 'http://127.0.0.1:51234/other'],
    ['http://127.0.0.1/callback', 'http://127.0.0.1:51234/callback?more'],
    ['http://127.0.0.1/callback', 'https://127.0.0.1:51234/callback'],
    ['http://127.0.0.1/callback', 'http://127.0.0.1:51234@evil.example/callback'],
    ['http://127.0.0.1/callback', 'http://127.0.0.1.evil.example/callback'],
    ['http://127.0.0.1/callback', 'http://127.0.0.2:51234/callback'],
    ['http://127.0.0.1/callback', 'http://[::1]:51234/callback'],
    ['http://localhost/callback', 'http://localhost:51234/callback'],
  ])('is another one: %s, %s', (listed, asked) => {
    expect(matchesRedirectUri(listed, asked)).toBe(false)
  })
})
