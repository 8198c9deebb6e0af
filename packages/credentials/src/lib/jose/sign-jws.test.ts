import { describe, expect, it } from 'vitest'
import { generatePrivateJwk } from './generate-private-jwk.ts'
import type { JsonObject } from './json.ts'
import { createLocalSigner } from './local-signer.ts'
import { parseJws } from './parse-jws.ts'
import { signJws } from './sign-jws.ts'
import { verifyJwsSignature } from './verify-jws-signature.ts'

const signer = await createLocalSigner(await generatePrivateJwk(), { keyId: 'key-1' })
const curves = ['P-256', 'P-384', 'secp256k1', 'Ed25519'] as const
const payload = { iss: 'https://issuer.example', n: 1 }

describe('signJws', () => {
  it('makes a JWS that verifies, with alg and kid of the signer', async () => {
    const jws = parseJws(await signJws({ header: { typ: 'test+jwt' }, payload, signer }))
    expect(jws.header).toEqual({ alg: 'ES256', typ: 'test+jwt', kid: 'key-1' })
    expect(jws.payload).toEqual(payload)
    await verifyJwsSignature(jws, { expectedKey: signer.publicJwk, expectedType: 'test+jwt' })
  })

  it.each(curves)('makes on %s a JWS that verifies under its key and no other', async (crv) => {
    const own = await createLocalSigner(await generatePrivateJwk(crv))
    const other = await createLocalSigner(await generatePrivateJwk(crv))
    const jws = parseJws(await signJws({ header: { typ: 't' }, payload, signer: own }))
    expect(jws.header.alg).toBe(own.algorithm)
    await verifyJwsSignature(jws, { expectedKey: own.publicJwk, expectedType: 't' })
    const code = (name: string) => expect.objectContaining({ name: 'VerificationError', code: name })
    const verifying = verifyJwsSignature(jws, { expectedKey: other.publicJwk, expectedType: 't' })
    await expect(verifying).rejects.toThrow(code('jws_signature_invalid'))
    for (const strange of curves.filter((each) => each !== crv)) {
      const { publicJwk } = await createLocalSigner(await generatePrivateJwk(strange))
      const confused = verifyJwsSignature(jws, { expectedKey: publicJwk, expectedType: 't' })
      await expect(confused).rejects.toThrow(code('jws_algorithm_unexpected'))
    }
  })

  it('adds no kid to a header that carries the key', async () => {
    const header = { typ: 'test+jwt', jwk: { ...signer.publicJwk } }
    expect(parseJws(await signJws({ header, payload, signer })).header).not.toHaveProperty('kid')
  })

  it('adds the certificates of the signer, but to a header that carries the key or its own', async () => {
    const certified = { ...signer, x5c: ['MAA='] }
    const headerOf = async (header: JsonObject) =>
      parseJws(await signJws({ header, payload, signer: certified })).header
    expect(await headerOf({ typ: 'a' })).toEqual({ alg: 'ES256', typ: 'a', x5c: ['MAA='], kid: 'key-1' })
    expect(await headerOf({ typ: 'a', x5c: ['MAB='] })).toMatchObject({ x5c: ['MAB='] })
    expect(await headerOf({ typ: 'a', jwk: { ...signer.publicJwk } })).not.toHaveProperty('x5c')
  })

  it('lets no header choose another algorithm or key', async () => {
    const header = { typ: 'test+jwt', alg: 'none', kid: 'key-2' }
    expect(parseJws(await signJws({ header, payload, signer })).header).toMatchObject({
      alg: 'ES256',
      kid: 'key-1',
    })
  })

  it.each([{ crit: ['b64'] }, { b64: false }])('refuses to write %j', async (extra: JsonObject) => {
    const wrong = expect.objectContaining({ code: 'ERR_INVALID_ARG_VALUE' })
    await expect(signJws({ header: { typ: 'test+jwt', ...extra }, payload, signer })).rejects.toThrow(wrong)
  })

  it('releases no token under an algorithm that is not that of the key', async () => {
    const failed = expect.objectContaining({ name: 'OperationError', code: 'signer_failed' })
    for (const algorithm of ['ES384', 'EdDSA', 'ES256K'] as const) {
      const mislabelled = { ...signer, algorithm }
      await expect(signJws({ header: { typ: 't' }, payload, signer: mislabelled })).rejects.toThrow(failed)
    }
  })

  it.each([
    ['nothing', async () => new Uint8Array()],
    ['garbage', async () => new Uint8Array(64).fill(7)],
    ['a signature over something else', () => signer.sign(Uint8Array.of(1))],
  ])('releases no token when the signer returns %s (X13)', async (_what, sign) => {
    const failed = expect.objectContaining({ name: 'OperationError', code: 'signer_failed' })
    await expect(signJws({ header: { typ: 't' }, payload, signer: { ...signer, sign } })).rejects.toThrow(
      failed,
    )
  })
})
