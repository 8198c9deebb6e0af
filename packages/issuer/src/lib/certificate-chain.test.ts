import type { Signer } from '@lontar/credentials'
import { createDcSdJwtFormat, createJwtVcJsonFormat, createVcSdJwtFormat, skipped } from '@lontar/credentials'
import { didJwkSigner } from '@lontar/credentials/did'
import { createIssuerKeyResolver } from '@lontar/credentials/issuer-key'
import { createLocalSigner, generatePrivateJwk, parseJws } from '@lontar/credentials/jose'
import { createX5cVerifier } from '@lontar/credentials/x509'
import { resolveLontarContext } from '@lontar/documents/credential-types'
import { describe, expect, test } from 'vitest'
import { certifySigner } from './certificate-chain.ts'
import { certifiedKey, leafCertificate, rootCertificate, rootPem } from './test-certificates.test-support.ts'
import { createTestIssuer, credentialsOf, selectiveFormats } from './test-issuer.test-support.ts'

const url = 'https://issuer.example/ntt'
/** The certificate begins in November 2026, later on the day that other tests have. */
const day = 86_400

async function certified() {
  const signer = await createLocalSigner(certifiedKey, { keyId: 'key-1' })
  const certificateChain = [leafCertificate]
  const world = await createTestIssuer({ signer, certificateChain, metadataSigner: signer })
  world.advance(day)
  return world
}

function withAnother(change: Partial<Signer>): Promise<unknown> {
  return createLocalSigner(certifiedKey).then((signer) =>
    createTestIssuer({ signer: { ...signer, ...change }, certificateChain: [leafCertificate] }),
  )
}

describe('an issuer with certificates', () => {
  test('carries them in credentials, status lists and metadata, under its url', async () => {
    const world = await certified()
    expect(world.issuer.issuer).toBe(url)
    const configurationIds = ['ktp_dc+sd-jwt']
    const answer = await world.collect(await world.redeem({ configurationIds }), 'ktp_dc+sd-jwt')
    const [credential = ''] = credentialsOf(answer)
    const { header, payload } = parseJws(credential.split('~', 1)[0] ?? '')
    expect(header).toEqual({ alg: 'ES256', typ: 'dc+sd-jwt', kid: 'key-1', x5c: [leafCertificate] })
    expect(payload.iss).toBe(url)
    const { status_list: list } = payload.status as unknown as { status_list: { uri: string } }
    const token = await world.get(new URL(list.uri).pathname)
    expect(parseJws(token.text).header.x5c).toEqual([leafCertificate])
    const metadata = await world.get('/.well-known/openid-credential-issuer/ntt', {
      accept: 'application/jwt',
    })
    expect(parseJws(metadata.text).header.x5c).toEqual([leafCertificate])
    expect(world.errors).toEqual([])
  })

  test.each(['ktp_dc+sd-jwt', 'ktp_vc+sd-jwt'])('%s is verified by who knows the root', async (id) => {
    const world = await certified()
    const answer = await world.collect(await world.redeem({ configurationIds: [id] }), id)
    const format = id.endsWith('dc+sd-jwt')
      ? createDcSdJwtFormat()
      : createVcSdJwtFormat({ resolveContext: resolveLontarContext })
    const { types } = world.issuer.trustList().issuers[0] ?? { types: [] }
    const unreachable = async () => expect.unreachable()
    const verify = (roots: readonly string[]) =>
      format.verify(credentialsOf(answer)[0] ?? '', {
        expectedIssuers: [{ issuer: url, types, roots }],
        expectedTypes: types,
        expectedKeyBinding: 'none',
        resolveIssuerKey: createIssuerKeyResolver({
          resolveDid: unreachable,
          fetch: unreachable,
          verifyX5c: createX5cVerifier(),
        }),
        checkStatus: async () => skipped('status', 'Token Status List section 8.3'),
        now: world.clock.now,
      })
    expect((await verify([rootPem])).ok).toBe(true)
    expect((await verify([])).ok).toBe(false)
  })

  test('the trust list pins its key under its url', async () => {
    const { issuer } = await certified()
    expect(issuer.trustList().issuers).toMatchObject([{ issuer: url, jwks: { keys: [{ kid: 'key-1' }] } }])
  })

  test.each<[string, readonly string[]]>([
    ['none', []],
    ['the root alone', [rootCertificate]],
    ['the root behind it', [leafCertificate, rootCertificate]],
    ['a text', ['certificate']],
    ['PEM', [rootPem]],
    ['a part', [leafCertificate.slice(0, 200)]],
    ['an empty text', ['']],
    ['more than eight', Array.from({ length: 9 }, () => leafCertificate)],
  ])('is not made with %s', async (_name, chain) => {
    const signer = await createLocalSigner(certifiedKey)
    expect(() => certifySigner(signer, chain)).toThrow(
      expect.objectContaining({ code: 'ERR_INVALID_ARG_VALUE' }),
    )
  })

  test('is not made with jwt_vc_json, which names a DID', async () => {
    const signer = await createLocalSigner(certifiedKey)
    const formats = [...selectiveFormats(), createJwtVcJsonFormat({ resolveContext: resolveLontarContext })]
    const configuration = { signer, formats, certificateChain: [leafCertificate] }
    await expect(createTestIssuer(configuration)).rejects.toMatchObject({ code: 'ERR_INVALID_ARG_VALUE' })
  })

  test('is not made with the certificate of another key', async () => {
    const { publicJwk } = await createLocalSigner(await generatePrivateJwk())
    await expect(withAnother({ publicJwk })).rejects.toMatchObject({ code: 'ERR_INVALID_ARG_VALUE' })
    const ed25519 = await createLocalSigner(await generatePrivateJwk('Ed25519'))
    await expect(withAnother({ publicJwk: ed25519.publicJwk })).rejects.toMatchObject({
      code: 'ERR_INVALID_ARG_VALUE',
    })
  })

  test('without certificates it is its DID, and carries none', async () => {
    const signer = await didJwkSigner(certifiedKey)
    const world = await createTestIssuer({ signer })
    expect(world.issuer.issuer).toMatch(/^did:jwk:/)
    const answer = await world.collect(await world.redeem(), 'ktp_vc+sd-jwt')
    expect(parseJws((credentialsOf(answer)[0] ?? '').split('~', 1)[0] ?? '').header).not.toHaveProperty('x5c')
  })
})
