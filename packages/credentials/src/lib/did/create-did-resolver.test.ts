import { describe, expect, it } from 'vitest'
import { generatePrivateJwk } from '../jose/generate-private-jwk.ts'
import { createDidJwk } from './create-did-jwk.ts'
import { createDidKey } from './create-did-key.ts'
import { createDidResolver } from './create-did-resolver.ts'
import { type ServedFile, serveFiles } from './fixtures/serve-files.ts'

const webOf = (host: string): [string, string, ServedFile] => [
  `did:web:${host}`,
  `https://${host}/.well-known/did.json`,
  { text: JSON.stringify({ id: `did:web:${host}` }) },
]
const [did, url, file] = webOf('issuer.example')
const start = Date.parse('2026-11-01T04:00:00Z')

function scene(files: Record<string, ServedFile | undefined>, limits: { maxCacheEntries?: number } = {}) {
  const clock = { seconds: 0 }
  const network = serveFiles(files)
  const now = () => new Date(start + clock.seconds * 1000)
  return { clock, ...network, resolveDid: createDidResolver({ fetch: network.fetch, now, ...limits }) }
}

describe('a DID resolver', () => {
  it('fetches nothing for a DID that is its own document', async () => {
    const { resolveDid, asked } = scene({})
    const { d: _d, ...key } = await generatePrivateJwk()
    for (const own of [createDidJwk(key), createDidKey(key)]) {
      await expect(resolveDid(own)).resolves.toMatchObject({ id: own })
    }
    expect(asked).toEqual([])
  })

  it('keeps a document for five minutes', async () => {
    const { resolveDid, asked, clock } = scene({ [url]: file })
    await resolveDid(did)
    clock.seconds = 299
    await resolveDid(did)
    expect(asked).toHaveLength(1)
    clock.seconds = 300
    await resolveDid(did)
    expect(asked).toHaveLength(2)
  })

  it('asks again when the clock was set back', async () => {
    const { resolveDid, asked, clock } = scene({ [url]: file })
    await resolveDid(did)
    clock.seconds = -1
    await resolveDid(did)
    expect(asked).toHaveLength(2)
  })

  it('asks once for all who wait', async () => {
    const { resolveDid, asked } = scene({ [url]: file })
    await Promise.all(Array.from({ length: 20 }, () => resolveDid(did)))
    expect(asked).toHaveLength(1)
  })

  it('keeps no failure', async () => {
    const files: Record<string, ServedFile> = {}
    const { resolveDid, asked } = scene(files)
    await expect(resolveDid(did)).rejects.toMatchObject({ code: 'did_unreachable' })
    files[url] = { text: 'x' }
    await expect(resolveDid(did)).rejects.toMatchObject({ code: 'did_document_malformed' })
    files[url] = file
    await expect(resolveDid(did)).resolves.toMatchObject({ id: did })
    expect(asked).toHaveLength(3)
  })

  it('keeps no more documents than it may', async () => {
    const hosts = ['a.example', 'b.example', 'c.example'].map(webOf)
    const { resolveDid, asked } = scene(Object.fromEntries(hosts.map(([, at, text]) => [at, text])), {
      maxCacheEntries: 2,
    })
    for (const [each] of hosts) await resolveDid(each)
    await resolveDid(hosts[2]?.[0] ?? '')
    expect(asked).toHaveLength(3)
    await resolveDid(hosts[0]?.[0] ?? '')
    expect(asked).toHaveLength(4)
  })

  it.each(['did:ion:a', 'did:webs:a.example', 'did:constructor:a', 'did:__proto__:a'])(
    'does not know the method of %s, and asks nobody',
    async (other) => {
      const { resolveDid, asked } = scene({})
      const code = other.includes('_') ? 'did_malformed' : 'did_method_unsupported'
      await expect(resolveDid(other)).rejects.toMatchObject({ code })
      expect(asked).toEqual([])
    },
  )

  it('reads a DID of at most 4,096 characters', async () => {
    const { resolveDid } = scene({})
    const ofLength = (length: number) => resolveDid('did:other:'.padEnd(length, 'a'))
    await expect(ofLength(4096)).rejects.toMatchObject({ code: 'did_method_unsupported' })
    await expect(ofLength(4097)).rejects.toMatchObject({ code: 'did_malformed' })
  })

  it.each([
    '',
    'did',
    'did:web',
    'did:web:',
    'did:Web:a.example',
    'DID:web:a.example',
    `${did}#1`,
    `${did}?a`,
    `${did}/a`,
    ` ${did}`,
    `${did}\n`,
    `${did}\u0000`,
    'did:web:ä.example',
    `did:jwk:${'a'.repeat(4096)}`,
    undefined,
    7,
    {},
    [did],
  ])('refuses %j, which is no DID, and asks nobody', async (wrong) => {
    const { resolveDid, asked } = scene({ [url]: file })
    await expect(resolveDid(wrong as string)).rejects.toMatchObject({ code: 'did_malformed' })
    expect(asked).toEqual([])
  })
})
