import { beforeAll, describe, expect, it } from 'vitest'
import type { ExpectedKeyBinding } from '../formats/credential-format.ts'
import {
  audience,
  type CredentialScene,
  createCredentialScene,
  expectedKeyBinding,
  nonce,
  now,
  nowSeconds,
} from '../formats/fixtures/credential-scene.ts'
import { generatePrivateJwk } from '../jose/generate-private-jwk.ts'
import type { JsonObject } from '../jose/json.ts'
import { signJws } from '../jose/sign-jws.ts'
import type { Signer } from '../jose/signer.ts'
import { checkKeyBindingJwt } from './check-key-binding-jwt.ts'
import { createKeyBindingJwt } from './create-key-binding-jwt.ts'
import { encodeElements } from './fixtures/encode-elements.ts'
import { digestText } from './hash-algorithm.ts'
import { type IssueSdJwtInput, issueSdJwt } from './issue-sd-jwt.ts'
import { parseSdJwt } from './parse-sd-jwt.ts'
import { verifySdJwt } from './verify-sd-jwt.ts'

let scene: CredentialScene
let sdJwt: string

const typ = 'example+sd-jwt'

beforeAll(async () => {
  scene = await createCredentialScene()
  sdJwt = await issue({})
})

function issue(changes: Partial<IssueSdJwtInput>): Promise<string> {
  const payload = { exp: nowSeconds + 60, cnf: { jwk: { ...scene.holder.publicJwk } }, name: 'A' }
  return issueSdJwt({ signer: scene.issuer, header: { typ }, payload, disclosable: [['name']], ...changes })
}

function verify(
  text: string,
  binding: ExpectedKeyBinding = 'none',
  at: Date = now,
): ReturnType<typeof verifySdJwt> {
  const expectedKey = scene.issuer.publicJwk
  return verifySdJwt(text, { expectedKey, expectedType: typ, expectedKeyBinding: binding, now: at })
}

async function bind(
  changes: JsonObject = {},
  header: JsonObject = {},
  signer: Signer = scene.holder,
): Promise<string> {
  const payload = {
    iat: nowSeconds,
    aud: audience,
    nonce,
    sd_hash: await digestText('sha-256', sdJwt),
    ...changes,
  }
  return sdJwt + (await signJws({ header: { typ: 'kb+jwt', ...header }, payload, signer }))
}

describe('verifySdJwt', () => {
  it('verifies an SD-JWT at rest and in a presentation', async () => {
    expect((await verify(sdJwt)).claims.name).toBe('A')
    const keyBindingJwt = await createKeyBindingJwt({ sdJwt, audience, nonce, signer: scene.holder, now })
    expect((await verify(sdJwt + keyBindingJwt, expectedKeyBinding)).keyBindingJwt).toBe(keyBindingJwt)
  })

  it('uses the hash function of the credential for digests and for sd_hash', async () => {
    for (const hashAlgorithm of ['sha-384', 'sha-512'] as const) {
      const text = await issue({ hashAlgorithm, decoys: 2 })
      const keyBindingJwt = await createKeyBindingJwt({
        sdJwt: text,
        audience,
        nonce,
        signer: scene.holder,
        now,
      })
      await expect(verify(text + keyBindingJwt, expectedKeyBinding)).resolves.toMatchObject({ hashAlgorithm })
    }
  })

  it('refuses a hash function that is weak, unknown or written otherwise', async () => {
    for (const _sd_alg of ['sha-1', 'md5', 'sha-256-32', 'SHA-256', 'sha256', '', null, 7]) {
      const payload = { _sd: ['digest'], _sd_alg }
      const jwt = await signJws({ header: { typ }, payload, signer: scene.issuer })
      await expect(verify(`${jwt}~`)).rejects.toMatchObject({ code: 'sd_jwt_hash_algorithm_unsupported' })
    }
  })

  it('refuses another type, another key and a changed signature', async () => {
    const expectedKey = scene.issuer.publicJwk
    const other = { expectedKey, expectedType: 'dc+sd-jwt', expectedKeyBinding: 'none', now } as const
    await expect(verifySdJwt(sdJwt, other)).rejects.toMatchObject({ code: 'jws_type_unexpected' })
    await expect(
      verifySdJwt(sdJwt, { ...other, expectedType: typ, expectedKey: scene.stranger.publicJwk }),
    ).rejects.toMatchObject({ code: 'jws_signature_invalid' })
    const foreign = (await issue({ signer: scene.stranger })).split('~')[0]?.split('.')[2]
    const [header, payload] = sdJwt.split('.')
    const swapped = `${header}.${payload}.${foreign}~${sdJwt.split('~')[1]}~`
    await expect(verify(swapped)).rejects.toMatchObject({ code: 'jws_signature_invalid' })
  })

  it('reads no disclosure of what is not signed', async () => {
    const [jwt] = (await issue({ signer: scene.stranger })).split('~')
    for (const disclosure of ['=', encodeElements({}), encodeElements(['salt', '_sd', 1])]) {
      await expect(verify(`${jwt}~${disclosure}~`)).rejects.toMatchObject({ code: 'jws_signature_invalid' })
    }
  })

  it('refuses a disclosure that was edited, added, sent twice or left without its salt', async () => {
    const [jwt, disclosure = ''] = sdJwt.split('~')
    const edited: [string, string][] = [
      [`${jwt}~${encodeElements(['salt', 'name', 'B'])}~`, 'sd_jwt_disclosure_unreferenced'],
      [`${sdJwt}${encodeElements(['salt', 'other', 'B'])}~`, 'sd_jwt_disclosure_unreferenced'],
      [`${sdJwt}${disclosure}~`, 'sd_jwt_digest_repeated'],
      [`${jwt}~${encodeElements(['name'])}~`, 'sd_jwt_malformed'],
      [`${jwt}~${disclosure}=~`, 'sd_jwt_malformed'],
      [`${jwt}~${disclosure}`, 'sd_jwt_malformed'],
      [`${jwt}`, 'sd_jwt_malformed'],
    ]
    for (const [text, code] of edited) await expect(verify(text)).rejects.toMatchObject({ code })
    await expect(verify(`${jwt}~`)).resolves.toMatchObject({ disclosures: [] })
  })

  it('enforces the times of the processed payload, also inside a disclosure', async () => {
    const payload = { exp: nowSeconds, name: 'A' }
    await expect(verify(await issue({ payload, disclosable: [['exp']] }))).rejects.toMatchObject({
      code: 'credential_expired',
    })
    await expect(
      verify(await issue({ payload: { ...payload, exp: nowSeconds + 1 }, disclosable: [['exp']] })),
    ).resolves.toBeDefined()
    await expect(
      verify(await issue({ payload: { nbf: nowSeconds + 61 }, disclosable: [] })),
    ).rejects.toMatchObject({
      code: 'credential_not_yet_valid',
    })
    await expect(verify(await issue({ payload: { exp: 'never' }, disclosable: [] }))).rejects.toMatchObject({
      code: 'credential_malformed',
    })
  })
})

describe('the key binding of a presentation', () => {
  it('is decided by the caller, never by the token', async () => {
    await expect(verify(sdJwt, expectedKeyBinding)).rejects.toMatchObject({ code: 'key_binding_missing' })
    await expect(verify(await bind())).rejects.toMatchObject({ code: 'key_binding_unexpected' })
    await expect(verify(await bind(), expectedKeyBinding)).resolves.toBeDefined()
  })

  it('needs a holder key in the credential', async () => {
    const unbound = await issue({ payload: { name: 'A' } })
    const keyBindingJwt = await createKeyBindingJwt({
      sdJwt: unbound,
      audience,
      nonce,
      signer: scene.holder,
      now,
    })
    await expect(verify(unbound + keyBindingJwt, expectedKeyBinding)).rejects.toMatchObject({
      code: 'holder_key_missing',
    })
  })

  it('must be of type kb+jwt and signed by the key of cnf', async () => {
    const invalid = [
      await bind({}, { typ: 'JWT' }),
      await bind({}, { typ: 'openid4vci-proof+jwt' }),
      await bind({}, {}, scene.stranger),
      await bind({}, { jwk: { ...scene.stranger.publicJwk } }, scene.stranger),
      `${sdJwt}a.b.c`,
    ]
    for (const text of invalid) {
      await expect(verify(text, expectedKeyBinding)).rejects.toMatchObject({ code: 'key_binding_invalid' })
    }
  })

  it('must answer this request and this verifier', async () => {
    for (const value of ['another', '', [nonce], null, undefined]) {
      await expect(verify(await bind({ nonce: value }), expectedKeyBinding)).rejects.toMatchObject({
        code: 'key_binding_nonce_mismatch',
      })
    }
    for (const value of ['another', [audience], [audience, 'another'], {}, undefined]) {
      await expect(verify(await bind({ aud: value }), expectedKeyBinding)).rejects.toMatchObject({
        code: 'key_binding_audience_mismatch',
      })
    }
  })

  it('must cover exactly the disclosures that were sent', async () => {
    for (const value of ['', 'x', await digestText('sha-256', `${sdJwt.split('~')[0]}~`), undefined]) {
      await expect(verify(await bind({ sd_hash: value }), expectedKeyBinding)).rejects.toMatchObject({
        code: 'key_binding_hash_mismatch',
      })
    }
    const [jwt, , keyBindingJwt] = (await bind()).split('~')
    await expect(verify(`${jwt}~${keyBindingJwt}`, expectedKeyBinding)).rejects.toMatchObject({
      code: 'key_binding_hash_mismatch',
    })
  })

  it('must be of now: not older than allowed, not from the future', async () => {
    const times: [unknown, number | undefined, boolean][] = [
      [nowSeconds, undefined, true],
      [nowSeconds - 300, undefined, true],
      [nowSeconds - 301, undefined, false],
      [nowSeconds + 60, undefined, true],
      [nowSeconds + 61, undefined, false],
      [nowSeconds - 31_536_000, undefined, false],
      [nowSeconds - 30, 20, false],
      [nowSeconds - 20, 20, true],
      [String(nowSeconds), undefined, false],
      [nowSeconds * 1000, undefined, false],
      [undefined, undefined, false],
    ]
    for (const [iat, maxAgeSeconds, isFine] of times) {
      const binding = { ...expectedKeyBinding, ...(maxAgeSeconds !== undefined && { maxAgeSeconds }) }
      const run = verify(await bind({ iat } as JsonObject), binding)
      if (isFine) await expect(run).resolves.toBeDefined()
      else await expect(run).rejects.toMatchObject({ code: 'key_binding_time_out_of_range' })
    }
  })

  it('must be valid by its own exp and nbf', async () => {
    const whole = bind({ exp: nowSeconds + 1, nbf: nowSeconds + 60 })
    await expect(verify(await whole, expectedKeyBinding)).resolves.toBeDefined()
    for (const times of [{ exp: nowSeconds }, { nbf: nowSeconds + 61 }, { exp: 'x' }, { nbf: null }]) {
      await expect(verify(await bind(times), expectedKeyBinding)).rejects.toMatchObject({
        code: 'key_binding_time_out_of_range',
      })
    }
  })

  it('cannot be taken from another credential of the same holder', async () => {
    const other = await issue({})
    const stolen = (await bind()).split('~')[2]
    await expect(verify(other + stolen, expectedKeyBinding)).rejects.toMatchObject({
      code: 'key_binding_hash_mismatch',
    })
  })

  it('refuses to be verified without a nonce or an audience to expect', async () => {
    const bound = await bind()
    for (const missing of [{ expectedNonce: '' }, { expectedAudience: '' }, { expectedNonce: undefined }]) {
      const binding = { ...expectedKeyBinding, ...missing } as Exclude<ExpectedKeyBinding, 'none'>
      await expect(verify(bound, binding)).rejects.toMatchObject({ code: 'ERR_INVALID_ARG_VALUE' })
    }
  })

  it('tells every failure at once when asked to', async () => {
    const parsed = await parseSdJwt(await bind({ nonce: 'x', aud: 'x', sd_hash: 'x', iat: 0 }))
    const expectedHolderKey = scene.holder.publicJwk
    const failures = await checkKeyBindingJwt(parsed, { ...expectedKeyBinding, expectedHolderKey, now })
    expect(failures.map(({ code }) => code)).toEqual([
      'key_binding_nonce_mismatch',
      'key_binding_audience_mismatch',
      'key_binding_hash_mismatch',
      'key_binding_time_out_of_range',
    ])
  })

  it('is only made for an SD-JWT that ends with a tilde', async () => {
    const options = { audience, nonce, signer: scene.holder, now }
    await expect(createKeyBindingJwt({ ...options, sdJwt: await bind() })).rejects.toMatchObject({
      code: 'sd_jwt_malformed',
    })
  })

  it('refuses a holder key that is private or no key at all', async () => {
    const keys = [
      { jwk: await generatePrivateJwk() },
      { jwk: { kty: 'oct', k: 'AA' } },
      { jwk: null },
      { kid: 'x' },
      'x',
    ]
    for (const cnf of keys) {
      const text = await issue({ payload: { cnf: cnf as JsonObject, name: 'A' } })
      await expect(verify(`${text}a.b.c`, expectedKeyBinding)).rejects.toMatchObject({
        code: 'credential_malformed',
      })
    }
  })
})
