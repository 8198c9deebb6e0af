import type { Signer, TrustedIssuer } from '@lontar/credentials'
import type { GuardedFetch } from '@lontar/credentials/guarded-fetch'
import { pinnedIssuerKey } from '@lontar/credentials/issuer-key'
import {
  bareJwk,
  createLocalSigner,
  generatePrivateJwk,
  type JsonObject,
  parseJson,
  parseJws,
  signJws,
} from '@lontar/credentials/jose'
import { beforeAll, expect, test } from 'vitest'
import type { CredentialIssuerMetadata } from './credential-issuer-metadata.ts'
import { fetchSignedIssuerMetadata } from './fetch-signed-issuer-metadata.ts'
import { signIssuerMetadata } from './sign-issuer-metadata.ts'
import { verifySignedIssuerMetadata } from './verify-signed-issuer-metadata.ts'

const now = new Date('2026-11-24T01:23:45Z')
const expectedIssuer = 'https://issuer.example/ntt'
const metadata: CredentialIssuerMetadata = {
  credential_issuer: expectedIssuer,
  credential_endpoint: 'https://issuer.example/ntt/credential',
  credential_configurations_supported: { a: { format: 'dc+sd-jwt', vct: 'a' } },
}

let signer: Signer
let expectedSigner: TrustedIssuer

beforeAll(async () => {
  signer = await createLocalSigner(await generatePrivateJwk())
  const keys = [{ ...bareJwk(signer.publicJwk), kid: signer.keyId }]
  expectedSigner = { issuer: expectedIssuer, types: ['a'], jwks: { keys } }
})

const verify = (jwt: string) =>
  verifySignedIssuerMetadata(jwt, {
    expectedIssuer,
    expectedSigner,
    resolveIssuerKey: pinnedIssuerKey,
    now,
  })

/** Signed metadata with changes; a member that is undefined is absent. */
function odd(change: object, header: JsonObject = {}, by: Signer = signer): Promise<string> {
  const payload = { ...metadata, sub: expectedIssuer, iat: now.getTime() / 1000, ...change }
  return signJws({
    header: { typ: 'openidvci-issuer-metadata+jwt', ...header },
    payload: JSON.parse(JSON.stringify(payload)),
    signer: by,
  })
}

test('2.1.3 all parameters are at top level, with sub and iat', async () => {
  const jwt = await signIssuerMetadata({ metadata, signer, now, expiresInSeconds: 60, x5c: ['MAA='] })
  const { header, payload } = parseJws(jwt)
  expect(header).toMatchObject({ typ: 'openidvci-issuer-metadata+jwt', alg: 'ES256', x5c: ['MAA='] })
  const iat = now.getTime() / 1000
  expect(payload).toEqual({ ...metadata, sub: expectedIssuer, iat, exp: iat + 60 })
})

test('what is signed is what is read', async () => {
  expect(await verify(await signIssuerMetadata({ metadata, signer, now }))).toEqual(metadata)
})

test.each<[string, () => Promise<string>]>([
  ['another type', () => odd({}, { typ: 'JWT' })],
  ['no type', () => odd({}, { typ: '' })],
  ['another sub', () => odd({ sub: 'https://issuer.example' })],
  ['no sub', () => odd({ sub: undefined })],
  ['no iat', () => odd({ iat: undefined })],
  ['an iat of the future', () => odd({ iat: now.getTime() / 1000 + 61 })],
  ['an end in the past', () => odd({ exp: now.getTime() / 1000 - 60 })],
  ['a begin in the future', () => odd({ nbf: now.getTime() / 1000 + 600 })],
  ['another key', async () => odd({}, {}, await createLocalSigner(await generatePrivateJwk()))],
  [
    'another key under the same kid',
    async () =>
      odd({}, {}, { ...(await createLocalSigner(await generatePrivateJwk())), keyId: signer.keyId }),
  ],
  ['no signature', async () => (await odd({})).replace(/[^.]+$/, '')],
  ['no JWS', async () => 'a'],
])('signed metadata with %s are refused', async (_name, make) => {
  await expect(verify(await make())).rejects.toMatchObject({
    name: 'VerificationError',
    code: 'issuer_metadata_signature_invalid',
  })
})

test('signed metadata of another issuer, and such that cannot be read, are refused as unsigned ones are', async () => {
  await expect(verify(await odd({ credential_issuer: 'https://issuer.example' }))).rejects.toMatchObject({
    code: 'issuer_metadata_mismatch',
  })
  await expect(verify(await odd({ credential_endpoint: undefined }))).rejects.toMatchObject({
    code: 'issuer_metadata_malformed',
  })
})

test('signed metadata are asked for as such, and an answer in clear is refused', async () => {
  const answer = async (text: string, type: string) => {
    const accepted: unknown[] = []
    const fetch: GuardedFetch = async (url, init) => {
      accepted.push(url, init?.headers?.accept)
      const headers = new Headers({ 'content-type': type })
      return { status: 200, headers, text: () => text, json: () => parseJson(text) }
    }
    const options = { expectedSigner, resolveIssuerKey: pinnedIssuerKey, now, fetch }
    return { accepted, read: await fetchSignedIssuerMetadata(expectedIssuer, options) }
  }
  const jwt = await signIssuerMetadata({ metadata, signer, now })
  expect(await answer(jwt, 'application/jwt')).toEqual({
    accepted: ['https://issuer.example/.well-known/openid-credential-issuer/ntt', 'application/jwt'],
    read: metadata,
  })
  await expect(answer(JSON.stringify(metadata), 'application/json')).rejects.toMatchObject({
    code: 'issuer_metadata_signature_invalid',
  })
})
