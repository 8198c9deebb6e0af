import { beforeAll, describe, expect, it } from 'vitest'
import type { JsonObject } from '../jose/json.ts'
import { parseJws } from '../jose/parse-jws.ts'
import { signJws } from '../jose/sign-jws.ts'
import { createVp } from './create-vp.ts'
import type { CredentialFormat, ExpectedKeyBinding } from './credential-format.ts'
import { envelopeCredential } from './envelope.ts'
import {
  audience,
  type CredentialScene,
  commonPayload,
  contextUrl,
  createCredentialScene,
  expectedKeyBinding,
  nonce,
  notOk,
  now,
  nowSeconds,
  resolveContext,
} from './fixtures/credential-scene.ts'
import { createJwtVcJsonFormat } from './jwt-vc-json-format.ts'
import { createVcJwtFormat } from './vc-jwt-format.ts'
import { createVcSdJwtFormat } from './vc-sd-jwt-format.ts'

let scene: CredentialScene
const vcJwt = createVcJwtFormat({ resolveContext })
const vcSdJwt = createVcSdJwtFormat({ resolveContext })
const jwtVcJson = createJwtVcJsonFormat({
  resolveContext,
  issue: ({ signer, payload }) => signJws({ header: { typ: 'JWT' }, payload, signer }),
})

beforeAll(async () => {
  scene = await createCredentialScene()
})

function credential(): JsonObject {
  const { iss: issuer, ...common } = commonPayload(scene) as Record<string, string>
  return {
    '@context': ['https://www.w3.org/ns/credentials/v2', contextUrl],
    type: ['VerifiableCredential', 'KtpCredential'],
    issuer: issuer ?? '',
    validFrom: '2026-11-24T00:00:00Z',
    ...common,
    credentialSubject: { ageEqualOrOver18: true },
  }
}

function versionOne(): JsonObject {
  return {
    iss: scene.iss,
    sub: scene.holderDid,
    nbf: nowSeconds,
    exp: nowSeconds + 86_400,
    status: commonPayload(scene).status ?? null,
    vc: {
      '@context': ['https://www.w3.org/2018/credentials/v1', contextUrl],
      type: ['VerifiableCredential', 'KtpCredential'],
      credentialSubject: { ageEqualOrOver18: true },
    },
  }
}

const issue = (format: CredentialFormat): Promise<string> =>
  format.issue({
    signer: scene.issuer,
    payload: format.id === 'jwt_vc_json' ? versionOne() : credential(),
    disclosable: [],
  })

const present = async (format: CredentialFormat): Promise<string> =>
  format.present({
    credential: await issue(format),
    disclose: [['credentialSubject']],
    signer: scene.holder,
    audience,
    nonce,
    now,
  })

async function lines(
  format: CredentialFormat,
  text: string,
  binding: ExpectedKeyBinding = expectedKeyBinding,
): Promise<string[]> {
  return notOk(await format.verify(text, scene.expectations({ expectedKeyBinding: binding })))
}

describe.each([
  ['vc+jwt', vcJwt],
  ['jwt_vc_json', jwtVcJson],
])('%s', (_id, format) => {
  it('is verified at rest and in a presentation of its holder', async () => {
    expect(await lines(format, await issue(format), 'none')).toEqual([])
    expect(await lines(format, await present(format))).toEqual([])
    const { claims, holderKey } = await format.parse(await present(format))
    expect(claims.credentialSubject).toMatchObject({ ageEqualOrOver18: true })
    expect(holderKey).toMatchObject({ x: scene.holder.publicJwk.x })
  })

  it('is refused at rest where a binding is expected, and bound where none is', async () => {
    expect((await lines(format, await issue(format)))[0]).toBe('holder_binding failed key_binding_missing')
    expect((await lines(format, await present(format), 'none'))[0]).toBe(
      'holder_binding failed key_binding_unexpected',
    )
  })

  it('S2.3-18: may come without a presentation where the request waived the binding', async () => {
    const waived = scene.expectations({ expectedKeyBinding, policy: { waiveHolderBinding: true } })
    const alone = await format.verify(await issue(format), waived)
    expect([alone.ok, alone.checks.find(({ id }) => id === 'holder_binding')?.state]).toEqual([
      true,
      'skipped',
    ])
    const other = { ...waived, expectedKeyBinding: { ...expectedKeyBinding, expectedNonce: 'other' } }
    expect(notOk(await format.verify(await present(format), waived))).toEqual([])
    expect(notOk(await format.verify(await present(format), other))[0]).toBe(
      'holder_binding failed key_binding_nonce_mismatch',
    )
  })

  it('answers one request of one verifier', async () => {
    const text = await present(format)
    expect((await lines(format, text, { ...expectedKeyBinding, expectedNonce: 'other' }))[0]).toBe(
      'holder_binding failed key_binding_nonce_mismatch',
    )
    expect((await lines(format, text, { ...expectedKeyBinding, expectedAudience: 'other' }))[0]).toBe(
      'holder_binding failed key_binding_audience_mismatch',
    )
  })

  it('is presented by its holder alone', async () => {
    const stolen = await createVp({
      credentials: [{ format: format.id as 'vc+jwt', text: await issue(format) }],
      signer: scene.stranger,
      audience,
      nonce,
      now,
    })
    expect((await lines(format, stolen))[0]).toBe('holder_binding failed key_binding_invalid')
    const request = { disclose: [['credentialSubject']], signer: scene.stranger, audience, nonce, now }
    await expect(format.present({ ...request, credential: await issue(format) })).rejects.toMatchObject({
      code: 'credential_holder_mismatch',
    })
    await expect(
      format.present({ ...request, signer: scene.holder, credential: await present(format) }),
    ).rejects.toMatchObject({ code: 'key_binding_unexpected' })
  })

  it('is shown by somebody who knows that all of it is shown', async () => {
    const request = { credential: await issue(format), signer: scene.holder, audience, nonce, now }
    for (const disclose of [[], [['credentialSubject', 'other']], [['issuer']]])
      await expect(format.present({ ...request, disclose })).rejects.toThrow(
        expect.objectContaining({ code: 'ERR_INVALID_ARG_VALUE' }),
      )
    const disclose = [['credentialSubject', 'ageEqualOrOver18']]
    expect(await lines(format, await format.present({ ...request, disclose }))).toEqual([])
  })

  it('is refused when it is too old, from the future, or over', async () => {
    for (const shift of [-301, 61]) {
      const text = await format.present({
        credential: await issue(format),
        disclose: [['credentialSubject']],
        signer: scene.holder,
        audience,
        nonce,
        now: new Date(now.getTime() + shift * 1000),
      })
      expect((await lines(format, text))[0]).toBe('holder_binding failed key_binding_time_out_of_range')
    }
  })
})

describe('vc+jwt', () => {
  it('is not issued with claims to hold back', async () => {
    const disclosable = [['credentialSubject', 'ageEqualOrOver18']]
    await expect(vcJwt.issue({ signer: scene.issuer, payload: credential(), disclosable })).rejects.toThrow(
      expect.objectContaining({ code: 'ERR_INVALID_ARG_VALUE' }),
    )
  })

  it('has the header of VC-JOSE-COSE, and the credential as its payload', async () => {
    const [header, payload] = (await issue(vcJwt)).split('.')
    const read = (part = ''): unknown => JSON.parse(Buffer.from(part, 'base64url').toString())
    expect(read(header)).toEqual({ alg: 'ES256', typ: 'vc+jwt', cty: 'vc', kid: scene.issuer.keyId })
    expect(read(payload)).toEqual(JSON.parse(JSON.stringify(credential())))
  })

  it('does not sign what could not be verified', async () => {
    const wrong = [
      { ...credential(), vc: {} },
      { ...credential(), type: ['KtpCredential'] },
    ]
    for (const payload of wrong) {
      await expect(vcJwt.issue({ signer: scene.issuer, payload, disclosable: [] })).rejects.toMatchObject({
        code: 'credential_malformed',
      })
    }
  })
})

describe('vc+sd-jwt in the envelope of another wallet', () => {
  async function enveloped(changes: JsonObject = {}, typ = 'vp+jwt'): Promise<string> {
    const text = await vcSdJwt.issue({ signer: scene.issuer, payload: credential(), disclosable: [] })
    const payload = {
      '@context': ['https://www.w3.org/ns/credentials/v2'],
      type: 'VerifiablePresentation',
      verifiableCredential: [envelopeCredential({ format: 'vc+sd-jwt', text })],
      aud: audience,
      nonce,
      iat: nowSeconds,
      ...changes,
    }
    return signJws({ header: { typ }, payload, signer: scene.holder })
  }

  it('is accepted as vp+jwt and as vp+sd-jwt', async () => {
    expect(await lines(vcSdJwt, await enveloped())).toEqual([])
    expect(await lines(vcSdJwt, `${await enveloped({}, 'vp+sd-jwt')}~`)).toEqual([])
  })

  // RFC 7519 section 4.1.6: `iat` is optional, and the nonce is younger than the request.
  it('need not say when it was made, unless a limit was asked for', async () => {
    const { iat: _, ...timeless } = parseJws(await enveloped()).payload
    const text = await signJws({ header: { typ: 'vp+jwt' }, payload: timeless, signer: scene.holder })
    expect(await lines(vcSdJwt, text)).toEqual([])
    const limited = { ...expectedKeyBinding, maxAgeSeconds: 300 }
    const late = 'holder_binding failed key_binding_time_out_of_range'
    expect(await lines(vcSdJwt, text, limited)).toContain(late)
    expect(await lines(vcSdJwt, await enveloped(), limited)).toEqual([])
    for (const wrong of [{ iat: null }, { iat: 'now' }, { iat: nowSeconds - 301 }, { iat: nowSeconds + 61 }])
      expect(await lines(vcSdJwt, await enveloped(wrong))).toContain(late)
  })

  it('is refused under every other name of a presentation', async () => {
    for (const text of [
      await enveloped({}, 'vp+sd-jwt'),
      `${await enveloped()}~`,
      await enveloped({ vp: {} }),
      await enveloped({ '@context': ['https://www.w3.org/2018/credentials/v1'] }),
      await enveloped({ verifiableCredential: [] }),
      await enveloped({ verifiableCredential: [credential()] }),
    ]) {
      expect((await lines(vcSdJwt, text))[0]).toMatch(/^format failed /)
    }
  })
})
