import { pinnedIssuerKey } from '@lontar/credentials/issuer-key'
import { bareJwk, createLocalSigner, generatePrivateJwk, parseJws } from '@lontar/credentials/jose'
import { verifySignedIssuerMetadata } from '@lontar/openid4vc/openid4vci'
import { describe, expect, test } from 'vitest'
import { createTestIssuer } from './test-issuer.test-support.ts'

const path = '/.well-known/openid-credential-issuer/ntt'
const url = 'https://issuer.example/ntt'

async function signing() {
  const metadataSigner = await createLocalSigner(await generatePrivateJwk(), { keyId: 'metadata' })
  let signatures = 0
  const counted = {
    ...metadataSigner,
    sign: (bytes: Uint8Array) => {
      signatures += 1
      return metadataSigner.sign(bytes)
    },
  }
  const world = await createTestIssuer({ metadataSigner: counted })
  return { world, metadataSigner, count: () => signatures }
}

describe('the metadata endpoint', () => {
  test.each([undefined, 'application/json', '*/*', 'application/*', 'text/html', 'application/jwt;q=0'])(
    '2.1.3 with Accept: %s the metadata are application/json',
    async (accept) => {
      const { world } = await signing()
      const answer = await world.get(path, accept === undefined ? {} : { accept })
      expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'application/json'])
      expect(answer.headers.get('vary')).toBe('Accept')
      expect(answer.json.credential_issuer).toBe(url)
    },
  )

  test.each([
    'application/jwt',
    'application/jwt, application/json',
    'application/json;q=0.5, Application/JWT',
  ])('2.1.3 with Accept: %s they are application/jwt, signed', async (accept) => {
    const { world, metadataSigner } = await signing()
    const answer = await world.get(path, { accept })
    expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'application/jwt'])
    const { header, payload } = parseJws(answer.text)
    expect(header).toEqual({ typ: 'openidvci-issuer-metadata+jwt', alg: 'ES256', kid: 'metadata' })
    const iat = Math.floor(world.clock.now.getTime() / 1000)
    expect(payload).toEqual({ ...(await world.get(path)).json, sub: url, iat, exp: iat + 86_400 })
    const keys = [{ ...bareJwk(metadataSigner.publicJwk), kid: 'metadata' }]
    const verified = await verifySignedIssuerMetadata(answer.text, {
      expectedIssuer: url,
      expectedSigner: { issuer: url, types: ['any'], jwks: { keys } },
      resolveIssuerKey: pinnedIssuerKey,
      now: world.clock.now,
    })
    expect(verified.credential_endpoint).toBe(`${url}/credential`)
  })

  test.each([
    'application/jwt;q=0.5, application/json',
    '*/*, application/jwt;q=0.1',
    'application/*;q=0.5, application/jwt;q=0.4',
    'application/jwt;q=0, */*;q=0.1',
  ])('2.1.3 JSON that is wanted more is given to Accept: %s', async (accept) => {
    const { world } = await signing()
    const answer = await world.get(path, { accept })
    expect(answer.headers.get('content-type')).toBe('application/json')
  })

  test('2.1.3 an issuer that does not sign serves JSON to whoever asks', async () => {
    const answer = await (await createTestIssuer()).get(path, { accept: 'application/jwt' })
    expect(answer.headers.get('content-type')).toBe('application/json')
  })

  test('one signature serves for five minutes', async () => {
    const { world, count } = await signing()
    const accept = 'application/jwt'
    const texts = await Promise.all(Array.from({ length: 20 }, () => world.get(path, { accept })))
    expect(new Set(texts.map(({ text }) => text)).size).toBe(1)
    world.advance(299)
    await world.get(path, { accept })
    expect(count()).toBe(1)
    world.advance(1)
    await world.get(path, { accept })
    expect(count()).toBe(2)
  })

  test('a signature that failed is tried again', async () => {
    const signer = await createLocalSigner(await generatePrivateJwk())
    let failing = true
    const sign = (bytes: Uint8Array) => (failing ? Promise.reject(new Error('locked')) : signer.sign(bytes))
    const world = await createTestIssuer({ metadataSigner: { ...signer, sign } })
    expect((await world.get(path, { accept: 'application/jwt' })).status).toBe(500)
    failing = false
    expect((await world.get(path, { accept: 'application/jwt' })).status).toBe(200)
  })
})
