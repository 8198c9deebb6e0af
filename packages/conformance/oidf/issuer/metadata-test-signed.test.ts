import { createIssuerKeyResolver } from '@lontar/credentials/issuer-key'
import { createX5cVerifier } from '@lontar/credentials/x509'
import { verifySignedIssuerMetadata } from '@lontar/openid4vc/openid4vci'
import { decodeJwt, decodeProtectedHeader } from 'jose'
import { expect, test } from 'vitest'
import { breakSignature } from '../support/break-signature.ts'
import { issuerUrl } from '../support/issuer-scene.ts'
import { useScene } from '../support/use-scene.ts'

const used = useScene()
const url = 'https://issuer.example/.well-known/openid-credential-issuer/ntt'

async function signed(): Promise<string> {
  const { status, headers, text } = await used.scene.send(url, { headers: { accept: 'application/jwt' } })
  expect([status, headers.get('content-type')]).toEqual([200, 'application/jwt'])
  return text
}

function verify(jwt: string) {
  const { now, rootPem } = used.scene
  const nowhere = () => Promise.reject(new TypeError('a certificate is looked up nowhere'))
  return verifySignedIssuerMetadata(jwt, {
    expectedIssuer: issuerUrl,
    expectedSigner: { issuer: issuerUrl, types: [], roots: [rootPem] },
    resolveIssuerKey: createIssuerKeyResolver({
      verifyX5c: createX5cVerifier(),
      resolveDid: nowhere,
      fetch: nowhere,
    }),
    now: now(),
  })
}

test('who asks for application/jwt gets all parameters signed, with sub, iat and certificates without the root', async () => {
  const jwt = await signed()
  expect(decodeProtectedHeader(jwt)).toMatchObject({ typ: 'openidvci-issuer-metadata+jwt', alg: 'ES256' })
  expect(decodeProtectedHeader(jwt).x5c).toHaveLength(1)
  const { sub, iat, exp, ...parameters } = decodeJwt(jwt)
  expect(sub).toBe(issuerUrl)
  expect(iat).toBe(Math.floor(used.scene.now().getTime() / 1000))
  expect(exp).toBeGreaterThan(iat ?? Number.NaN)
  expect(parameters).toEqual((await used.scene.send(url)).json)
  await expect(verify(jwt)).resolves.toMatchObject({ credential_issuer: issuerUrl })
})

test('a signature that is not that of the issuer is not believed', async () => {
  await expect(verify(breakSignature(await signed()))).rejects.toMatchObject({
    code: 'issuer_metadata_signature_invalid',
  })
})

test.each(['application/json', 'application/json, application/jwt;q=0.5', 'application/jwt;q=0', '*/*'])(
  'who asks for %s gets JSON',
  async (accept) => {
    const { headers, json } = await used.scene.send(url, { headers: { accept } })
    expect(headers.get('content-type')).toBe('application/json')
    expect(json['credential_issuer']).toBe(issuerUrl)
  },
)
