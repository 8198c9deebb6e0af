import { createHmac, createPublicKey } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { encodeBase64Url } from './base64url.ts'
import { generatePrivateJwk } from './generate-private-jwk.ts'
import type { PublicJwk } from './jwk.ts'
import { createLocalSigner } from './local-signer.ts'
import { parseJws } from './parse-jws.ts'
import { signJws } from './sign-jws.ts'
import { encodeUtf8 } from './utf8.ts'
import { verifyJwsSignature } from './verify-jws-signature.ts'

const signer = await createLocalSigner(await generatePrivateJwk())
const stranger = await createLocalSigner(await generatePrivateJwk())
const expectations = { expectedKey: signer.publicJwk, expectedType: 'test+jwt' }
const good = await signJws({ header: { typ: 'test+jwt' }, payload: { a: 1 }, signer })
const malformed = expect.objectContaining({ name: 'MalformedError', code: 'jws_malformed' })
const error = (code: string) => expect.objectContaining({ name: 'VerificationError', code })
const segment = (text: string): string => encodeBase64Url(encodeUtf8(text))

describe('verifyJwsSignature', () => {
  it('accepts a token of the expected key and type', async () => {
    await expect(verifyJwsSignature(parseJws(good), expectations)).resolves.toBeUndefined()
  })

  it('accepts the signature of RFC 7515 appendix A.3, which has no typ, only when that is allowed', async () => {
    const jws = parseJws(
      'eyJhbGciOiJFUzI1NiJ9.eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ.DtEhU3ljbEg8L38VWAfUAqOyKAM6-Xx-F4GawxaepmXFCgfTjDxw5djxLa8ISlSApmWQxfKTUJqPP3-Kg6NU1Q',
    )
    const expectedKey: PublicJwk = {
      kty: 'EC',
      crv: 'P-256',
      x: 'f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU',
      y: 'x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0',
    }
    await verifyJwsSignature(jws, { expectedKey, expectedType: 'JWT', acceptMissingType: true })
    const strict = verifyJwsSignature(jws, { expectedKey, expectedType: 'JWT' })
    await expect(strict).rejects.toThrow(error('jws_type_unexpected'))
  })

  it.each(['TEST+JWT', 'application/test+jwt', 'test', 'JWT', '', ['test+jwt'], null, 1])(
    'refuses the type %j (A18)',
    async (typ) => {
      const text = await signJws({ header: { typ }, payload: {}, signer })
      for (const acceptMissingType of [false, true]) {
        const verifying = verifyJwsSignature(parseJws(text), { ...expectations, acceptMissingType })
        await expect(verifying).rejects.toThrow(error('jws_type_unexpected'))
      }
    },
  )

  it('refuses an expectation that names no type', async () => {
    for (const expectedType of ['', undefined]) {
      const header = expectedType === undefined ? {} : { typ: expectedType }
      const text = await signJws({ header, payload: {}, signer })
      const verifying = verifyJwsSignature(parseJws(text), {
        ...expectations,
        expectedType: expectedType as string,
      })
      await expect(verifying).rejects.toThrow(error('jws_type_unexpected'))
    }
  })

  it.each([
    undefined,
    null,
    '',
    {},
    [],
    new Uint8Array(),
    { kty: 'oct', k: 'AA' },
    { ...signer.publicJwk, y: 'AA' },
  ])('refuses to verify without a usable key (A14)', async (key) => {
    const verifying = verifyJwsSignature(parseJws(good), { ...expectations, expectedKey: key as PublicJwk })
    await expect(verifying).rejects.toThrow(error('jws_key_unknown'))
  })

  it('takes no algorithm from a token that did not come through parseJws (A3)', async () => {
    const jws = parseJws(good)
    for (const alg of ['none', 'HS256', undefined]) {
      const verifying = verifyJwsSignature({ ...jws, header: { ...jws.header, alg } }, expectations)
      await expect(verifying).rejects.toThrow(error('jws_algorithm_unexpected'))
    }
  })

  it('is not taken in by a keyed hash under the public key (A2)', async () => {
    const key = createPublicKey({ key: { ...signer.publicJwk }, format: 'jwk' })
    const secrets = [
      key.export({ type: 'spki', format: 'pem' }),
      key.export({ type: 'spki', format: 'der' }),
      JSON.stringify(signer.publicJwk),
    ]
    for (const secret of secrets) {
      for (const alg of ['HS256', 'ES256']) {
        const input = `${segment(JSON.stringify({ alg, typ: 'test+jwt' }))}.${segment('{}')}`
        const text = `${input}.${createHmac('sha256', secret).update(input).digest('base64url')}`
        await expect(async () => verifyJwsSignature(parseJws(text), expectations)).rejects.toThrow(
          // A keyed hash has 32 bytes, a signature of ES256 has 64.
          alg === 'HS256' ? error('jws_algorithm_unexpected') : malformed,
        )
      }
    }
  })

  it('ignores a key that the token brings along (A4)', async () => {
    const header = { typ: 'test+jwt', jwk: { ...stranger.publicJwk } }
    const text = await signJws({ header, payload: { a: 1 }, signer: stranger })
    await expect(verifyJwsSignature(parseJws(text), expectations)).rejects.toThrow(
      error('jws_signature_invalid'),
    )
  })

  it('fetches nothing that a header names (A5)', async () => {
    let connections = 0
    const canary = createServer().on('connection', () => connections++)
    await new Promise<void>((resolve) => canary.listen(0, '127.0.0.1', resolve))
    const url = `http://127.0.0.1:${(canary.address() as AddressInfo).port}/keys`
    const header = { typ: 'test+jwt', jku: url, x5u: url }
    await verifyJwsSignature(parseJws(await signJws({ header, payload: {}, signer })), expectations)
    const text = await signJws({ header, payload: {}, signer: { ...stranger, keyId: url } })
    await expect(verifyJwsSignature(parseJws(text), expectations)).rejects.toThrow(
      error('jws_signature_invalid'),
    )
    await new Promise((resolve) => canary.close(resolve))
    expect(connections).toBe(0)
  })

  it('refuses a signature of another length, DER included (A10)', async () => {
    const jws = parseJws(good)
    for (const length of [0, 63, 65, 70, 128]) {
      const verifying = verifyJwsSignature(
        { ...jws, signature: new Uint8Array(length).fill(1) },
        expectations,
      )
      await expect(verifying).rejects.toThrow(malformed)
    }
    const ofRightLength = { ...jws, signature: new Uint8Array(64).fill(1) }
    await expect(verifyJwsSignature(ofRightLength, expectations)).rejects.toThrow(
      error('jws_signature_invalid'),
    )
  })

  it('refuses the token with any one character replaced', async () => {
    const other = fc.constantFrom(...'AZaz09-_.=+ ')
    await fc.assert(
      fc.asyncProperty(fc.nat(good.length - 1), other, async (index, character) => {
        if (good[index] === character) return
        const text = good.slice(0, index) + character + good.slice(index + 1)
        await expect(async () => verifyJwsSignature(parseJws(text), expectations)).rejects.toHaveProperty(
          'code',
        )
      }),
      { seed: 1, numRuns: 300 },
    )
  })
})
