import { createDidResolver } from '@lontar/credentials/did'
import type { GuardedFetch } from '@lontar/credentials/guarded-fetch'
import { describe, expect, test } from 'vitest'

/** A network that answers every request with the document of one DID. */
function answering(did: string): { readonly fetch: GuardedFetch; readonly asked: string[] } {
  const asked: string[] = []
  const fetch: GuardedFetch = async (url) => {
    asked.push(url)
    const document = { id: did }
    const headers = new Headers({ 'content-type': 'application/did+json' })
    return { status: 200, headers, text: () => JSON.stringify(document), json: () => document }
  }
  return { fetch, asked }
}

const resolve = (did: string, fetch: GuardedFetch) =>
  createDidResolver({ fetch, now: () => new Date('2026-11-24T02:00:00Z') })(did)

describe('did:web', () => {
  // The examples of the method specification, section 3.2.
  test.each([
    ['did:web:w3c-ccg.github.io', 'https://w3c-ccg.github.io/.well-known/did.json'],
    ['did:web:w3c-ccg.github.io:user:alice', 'https://w3c-ccg.github.io/user/alice/did.json'],
    ['did:web:example.com%3A3000:user:alice', 'https://example.com:3000/user/alice/did.json'],
    ['did:web:example.com', 'https://example.com/.well-known/did.json'],
    ['did:web:example.com:u:bob', 'https://example.com/u/bob/did.json'],
    ['did:web:xn--bcher-kva.example', 'https://xn--bcher-kva.example/.well-known/did.json'],
  ])('%s is published at %s', async (did, url) => {
    const { fetch, asked } = answering(did)
    await expect(resolve(did, fetch)).resolves.toMatchObject({ id: did })
    expect(asked).toEqual([url])
  })

  // C13 of the security catalogue: spellings that one program reads as this place and another as that.
  test.each([
    'did:web:127.0.0.1',
    'did:web:127.1',
    'did:web:2130706433',
    'did:web:0x7f000001',
    'did:web:017700000001',
    'did:web:127%2E0%2E0%2E1',
    'did:web:127.0.0.1%3A8443',
    'did:web:[::1]',
    'did:web:%5B%3A%3A1%5D',
    'did:web:localhost',
    'did:web:localhost%3A8443',
    'did:web:issuer.example.',
    'did:web:issuer..example',
    'did:web:ISSUER.example',
    'did:web:issuer.example%3a8443',
    'did:web:issuer.example%3A',
    'did:web:issuer.example%3A0',
    'did:web:issuer.example%3A65536',
    'did:web:issuer.example%3A8443%3A1',
    'did:web:user@issuer.example',
    'did:web:user%40issuer.example',
    'did:web:user%3Apass%40issuer.example',
    'did:web:issuer.example%2F..%2Fadmin',
    'did:web:issuer.example%5Cadmin',
    'did:web:issuer.example%23',
    'did:web:issuer.example%3F',
    'did:web:issuer.example%00',
    'did:web:issuer.example:..:admin',
    'did:web:issuer.example:.:admin',
    'did:web:issuer.example:%2E%2E:admin',
    'did:web:issuer.example:%2e%2e:admin',
    'did:web:issuer.example:a%2Fb',
    'did:web:issuer.example::a',
    'did:web:issuer.example:',
    'did:web:issuer.example/admin',
    'did:web:issuer.example?a',
    'did:web:issuer.example#a',
    'did:web:bücher.example',
    'did:web:issuer。example',
    'did:web:ⓘssuer.example',
    'did:web: issuer.example',
    'did:web:',
    'did:web',
    'DID:WEB:issuer.example',
  ])('%s is refused, and nobody is asked', async (did) => {
    const { fetch, asked } = answering(did)
    await expect(resolve(did, fetch)).rejects.toMatchObject({ code: 'did_malformed' })
    expect(asked).toEqual([])
  })
})
