import { describe, expect, test } from 'vitest'
import { createIssuerHost } from './create-issuer-host.ts'
import { createTestIssuer, credentialsOf } from './test-issuer.test-support.ts'

async function issuerAt(url: string, name = url) {
  return (await createTestIssuer({ url, name })).issuer
}

async function named(fetch: (request: Request) => Promise<Response>, url: string) {
  const response = await fetch(new Request(url))
  return response.status === 200
    ? ((await response.json()) as { credential_issuer: string })
    : response.status
}

const wellKnown = '/.well-known/openid-credential-issuer'

describe('a host of issuers', () => {
  test('tells them apart by path, the longest first', async () => {
    const urls = ['https://a.example', 'https://a.example/ntt', 'https://a.example/ntt/kupang']
    const { fetch } = createIssuerHost({ issuers: await Promise.all(urls.map((url) => issuerAt(url))) })
    for (const path of ['', '/ntt', '/ntt/kupang']) {
      expect(await named(fetch, `https://a.example${wellKnown}${path}`)).toMatchObject({
        credential_issuer: `https://a.example${path}`,
      })
      const nonce = await fetch(new Request(`https://a.example${path}/nonce`, { method: 'POST' }))
      expect(nonce.status).toBe(200)
    }
    expect(await named(fetch, `https://a.example${wellKnown}/nttx`)).toBe(404)
    expect(await named(fetch, 'https://a.example/ntt/nothing')).toBe(404)
  })

  test('tells them apart by host, port and all', async () => {
    const urls = ['https://a.example/ntt', 'https://b.example/ntt', 'https://b.example:8443/ntt']
    const { fetch } = createIssuerHost({ issuers: await Promise.all(urls.map((url) => issuerAt(url))) })
    for (const url of urls) {
      const { origin } = new URL(url)
      expect(await named(fetch, `${origin}${wellKnown}/ntt`)).toMatchObject({ credential_issuer: url })
    }
    expect(await named(fetch, `https://c.example${wellKnown}/ntt`)).toBe(404)
  })

  test('does not look at the host where there is one, as behind a proxy', async () => {
    const issuers = [await issuerAt('https://a.example/ntt'), await issuerAt('https://a.example/ntb')]
    const { fetch } = createIssuerHost({ issuers })
    expect(await named(fetch, `http://10.0.0.7:3000${wellKnown}/ntb`)).toMatchObject({
      credential_issuer: 'https://a.example/ntb',
    })
    expect(await named(fetch, `https://a.example${wellKnown}`)).toBe(404)
  })

  test('lets each have its keys, name and grants: a token of one opens nothing of another', async () => {
    const worlds = await Promise.all(
      ['ntt', 'ntb'].map((path) => createTestIssuer({ url: `https://issuer.example/${path}`, name: path })),
    )
    const [ntt, ntb] = worlds
    if (ntt === undefined || ntb === undefined) expect.unreachable()
    const { fetch } = createIssuerHost({ issuers: worlds.map(({ issuer }) => issuer) })
    expect(ntt.issuer.issuer).not.toBe(ntb.issuer.issuer)
    const token = await ntt.redeem()
    const send = (path: string) =>
      fetch(
        new Request(`https://issuer.example/${path}/credential`, {
          method: 'POST',
          body: '{}',
          headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
        }),
      )
    expect((await send('ntb')).status).toBe(401)
    expect((await send('ntt')).status).toBe(400)
    expect(credentialsOf(await ntt.collect(token, 'ktp_vc+sd-jwt'))).toHaveLength(1)
  })

  test('is not made of none, nor of two with one url', async () => {
    const issuer = await issuerAt('https://a.example')
    const invalid = expect.objectContaining({ code: 'ERR_INVALID_ARG_VALUE' })
    expect(() => createIssuerHost({ issuers: [] })).toThrow(invalid)
    expect(() => createIssuerHost({ issuers: [issuer, issuer] })).toThrow(invalid)
  })
})
