import { beforeAll, describe, expect, it } from 'vitest'
import { createDidJwk } from '../did/create-did-jwk.ts'
import { createDidKey } from '../did/create-did-key.ts'
import type { JsonObject } from '../jose/json.ts'
import { signJws } from '../jose/sign-jws.ts'
import { failed, passed } from '../verdict/check.ts'
import { createVp } from './create-vp.ts'
import type { CredentialFormat, VerifyExpectations } from './credential-format.ts'
import { envelopeCredential, type PresentedCredentialText } from './envelope.ts'
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
  pinned,
  resolveContext,
} from './fixtures/credential-scene.ts'
import { createJwtVcJsonFormat } from './jwt-vc-json-format.ts'
import { createVcJwtFormat } from './vc-jwt-format.ts'
import { createVcSdJwtFormat } from './vc-sd-jwt-format.ts'
import { type VerifyVpExpectations, verifyVp } from './verify-vp.ts'

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

type Changes = Readonly<Record<string, JsonObject[string] | undefined>>

function credential(changes: Changes): JsonObject {
  const { iss: issuer, ...common } = commonPayload(scene)
  const members = {
    '@context': ['https://www.w3.org/ns/credentials/v2', contextUrl],
    type: ['VerifiableCredential', 'KtpCredential'],
    issuer,
    validFrom: '2026-11-24T00:00:00Z',
    ...common,
    credentialSubject: { id: scene.holderDid, ageEqualOrOver18: true },
    ...changes,
  }
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined)) as JsonObject
}

/** Signs without the checks of `issue`, so that a case may be wrong. */
async function vc(changes: Changes = {}, signer = scene.issuer): Promise<PresentedCredentialText> {
  const header = { typ: 'vc+jwt', cty: 'vc' }
  return { format: 'vc+jwt', text: await signJws({ header, payload: credential(changes), signer }) }
}

async function sdVc(): Promise<PresentedCredentialText> {
  const text = await vcSdJwt.issue({ signer: scene.issuer, payload: credential({}), disclosable: [] })
  return { format: 'vc+sd-jwt', text }
}

async function versionOne(): Promise<PresentedCredentialText> {
  const vc = {
    '@context': ['https://www.w3.org/2018/credentials/v1', contextUrl],
    type: ['VerifiableCredential', 'KtpCredential'],
    credentialSubject: { ageEqualOrOver18: true },
  }
  const payload = { iss: scene.iss, sub: scene.holderDid, nbf: nowSeconds, exp: nowSeconds + 86_400, vc }
  return {
    format: 'jwt_vc_json',
    text: await jwtVcJson.issue({ signer: scene.issuer, payload, disclosable: [] }),
  }
}

const present = (
  credentials: readonly PresentedCredentialText[],
  changes: Partial<Parameters<typeof createVp>[0]> = {},
): Promise<string> => createVp({ credentials, signer: scene.holder, audience, nonce, now, ...changes })

/** Signs what `createVp` refuses, as a careless wallet could. */
function presentCarelessly(credentials: readonly PresentedCredentialText[]): Promise<string> {
  const iat = nowSeconds
  const vp = {
    '@context': ['https://www.w3.org/ns/credentials/v2'],
    type: ['VerifiablePresentation'],
    verifiableCredential: credentials.map(envelopeCredential),
  }
  const payload = { ...vp, aud: audience, nonce, iat, exp: iat + 300 }
  return signJws({ header: { typ: 'vp+jwt', cty: 'vp' }, payload, signer: scene.holder })
}

function expectations(changes: Partial<VerifyVpExpectations> = {}): VerifyVpExpectations {
  const expectedFormats: readonly CredentialFormat[] = [vcJwt, vcSdJwt, jwtVcJson]
  return { ...scene.expectations({ expectedKeyBinding }), expectedFormats, ...changes }
}

const lines = async (text: string, changes: Partial<VerifyVpExpectations> = {}): Promise<string[]> =>
  notOk(await verifyVp(text, expectations(changes)))

describe('verifyVp', () => {
  it('verifies a presentation that mixes formats, and hands on every credential', async () => {
    const text = await present([await vc(), await sdVc()], { holder: scene.holderDid })
    const verdict = await verifyVp(text, expectations())
    expect(notOk(verdict)).toEqual([])
    expect(verdict.checks).toHaveLength(1 + 7 + 7 + 1)
    expect(verdict.checks.map(({ credential }) => credential ?? '-').join('')).toBe('-00000001111111-')
    expect(verdict.checks[0]?.text.en).toBe('The presentation can be read.')
    expect(verdict.value).toMatchObject({
      verified: true,
      version: '2.0',
      holder: scene.holderDid,
      credentials: [
        { verified: true, format: 'vc+jwt' },
        { verified: true, format: 'vc+sd-jwt' },
      ],
    })
  })

  it('verifies a presentation of version 1.1 with several credentials', async () => {
    const text = await present([await versionOne(), await versionOne()], { holder: scene.holderDid })
    expect(await lines(text)).toEqual([])
  })

  it('fails as a whole when one credential fails, wherever it stands', async () => {
    const wrong: readonly (readonly [PresentedCredentialText, string])[] = [
      [
        await vc({}, { ...scene.stranger, keyId: scene.issuer.keyId }),
        'signature failed jws_signature_invalid',
      ],
      [await vc({ exp: nowSeconds }), 'validity failed credential_expired'],
      [await vc({ issuer: 'did:example:other' }), 'issuer_trust failed issuer_untrusted'],
      [await vc({ vc: {} }), 'format failed credential_malformed'],
      [await vc({ cnf: undefined }), 'holder_binding failed holder_key_missing'],
      [{ format: 'vc+jwt', text: 'a.b.c' }, 'format failed jws_malformed'],
      [
        { format: 'vc+jwt', text: await present([await vc()]) },
        'holder_binding failed key_binding_unexpected',
      ],
    ]
    for (const [credential, line] of wrong) {
      for (const credentials of [
        [credential, await vc()],
        [await vc(), credential],
      ]) {
        const text = await presentCarelessly(credentials)
        const seen = await lines(text)
        expect(seen).toContain(line)
        expect(seen.at(-1)).toMatch(/^holder_binding unknown /)
        expect((await verifyVp(text, expectations())).value).toBeUndefined()
      }
    }
  })

  it('asks for the status of every credential, up to the first that fails', async () => {
    let asked = 0
    const failAt = (place: number): VerifyExpectations['checkStatus'] => {
      asked = 0
      return async () =>
        asked++ === place ? failed('status', 'status_suspended', 'a test') : passed('status', 'a test')
    }
    const text = await present([await vc(), await sdVc()])
    const refused = ['status failed status_suspended', 'holder_binding unknown status_suspended']
    expect(await lines(text, { checkStatus: failAt(1) })).toEqual(refused)
    expect(asked).toBe(2)
    expect(await lines(text, { checkStatus: failAt(0) })).toEqual(refused)
    expect(asked).toBe(1)
    expect(await lines(text, { checkStatus: failAt(2) })).toEqual([])
  })

  it('hands on who presents only where a credential or his own key says so too', async () => {
    const holderOf = async (credentials: readonly PresentedCredentialText[], holder: string) =>
      (await verifyVp(await present(credentials, { holder }), expectations())).value?.holder
    const named = await vc()
    const nameless = await vc({ credentialSubject: { ageEqualOrOver18: true } })
    expect(await holderOf([named], scene.holderDid)).toBe(scene.holderDid)
    expect(await holderOf([nameless], scene.holderDid)).toBe(scene.holderDid)
    expect(await holderOf([nameless], 'did:web:somebody.example')).toBeUndefined()
    expect(await holderOf([nameless], createDidJwk(scene.stranger.publicJwk))).toBeUndefined()
    const key = createDidKey(scene.holder.publicJwk)
    expect(await holderOf([nameless], key)).toBe(key)
    const [otherKey, broken] = [createDidKey(scene.stranger.publicJwk), 'did:key:zNothing']
    expect(await holderOf([nameless], otherKey)).toBeUndefined()
    expect(await holderOf([nameless], broken)).toBeUndefined()
  })

  it('lets in no credential without a key beside a bound one, unless its presenter is told', async () => {
    const unbound = await vc({ cnf: undefined, credentialSubject: { ageEqualOrOver18: true } })
    const text = await present([await vc(), unbound])
    const policy = { acceptUnbound: true }
    expect(await lines(text, { policy })).toEqual(['holder_binding failed holder_key_missing'])
    const told = async () => scene.holder.publicJwk
    expect(await lines(text, { policy, resolveHolderKey: told })).toEqual([])
    const other = async () => scene.stranger.publicJwk
    expect(await lines(text, { policy, resolveHolderKey: other })).toEqual([
      'holder_binding failed key_binding_invalid',
    ])
  })

  it('is of the holder of every credential', async () => {
    const jwk = { ...scene.stranger.publicJwk }
    const others = await vc({ cnf: { jwk }, credentialSubject: { ageEqualOrOver18: true } })
    const refused = ['holder_binding failed key_binding_invalid']
    expect(await lines(await present([await vc(), others]))).toEqual(refused)
    expect(await lines(await present([others, await vc()]))).toEqual(refused)
    expect(await lines(await present([await vc()], { signer: scene.stranger }))).toEqual(refused)
    expect(await lines(await present([others], { signer: scene.stranger }))).toEqual([])
    expect(await lines(await present([await vc()], { holder: 'did:example:other' }))).toEqual([
      'holder_binding failed credential_holder_mismatch',
    ])
  })

  it('answers this request, unless it is judged at rest', async () => {
    const text = await present([await vc()])
    const other = { ...expectedKeyBinding, expectedNonce: 'other' }
    expect(await lines(text, { expectedKeyBinding: other })).toEqual([
      'holder_binding failed key_binding_nonce_mismatch',
    ])
    expect(await lines(text, { expectedKeyBinding: 'none' })).toEqual([])
    const later = new Date(now.getTime() + 300_000)
    expect(await lines(text, { expectedKeyBinding: 'none', now: later })).toEqual([
      'holder_binding failed key_binding_time_out_of_range',
    ])
    const nobody = { ...expectedKeyBinding, expectedNonce: '' }
    await expect(verifyVp(text, expectations({ expectedKeyBinding: nobody }))).rejects.toThrow(TypeError)
  })

  it('refuses what holds nothing, is no presentation, or holds another format', async () => {
    expect(await lines(await presentCarelessly([]))).toEqual(['format failed presentation_malformed'])
    expect(await lines((await vc()).text)).toEqual(['format failed presentation_malformed'])
    expect(await lines((await sdVc()).text)).toEqual(['format failed presentation_malformed'])
    expect(await lines('')).toEqual(['format failed jws_malformed'])
    expect(await lines(undefined as unknown as string)).toEqual(['format failed credential_malformed'])
    expect(await lines(await present([await vc()]), { expectedFormats: [vcSdJwt] })).toEqual([
      'format failed credential_format_unsupported',
      'holder_binding unknown credential_format_unsupported',
    ])
  })

  it('finds the key of a presenter only by the port, and only when the policy accepts credentials without one', async () => {
    const unbound = await vc({ cnf: undefined, exp: undefined })
    const text = await present([unbound], { holder: scene.holderDid })
    const policy = { acceptUnbound: true, acceptEndless: true }
    expect(await lines(text, { policy })).toEqual(['holder_binding failed holder_key_missing'])
    const resolveHolderKey: VerifyVpExpectations['resolveHolderKey'] = async ({ holder, header }) => {
      expect([holder, header.kid]).toEqual([scene.holderDid, scene.holder.keyId])
      return scene.holder.publicJwk
    }
    expect(await lines(text, { policy, resolveHolderKey })).toEqual([])
    const ofStranger = async () => scene.stranger.publicJwk
    expect(await lines(text, { policy, resolveHolderKey: ofStranger })).toEqual([
      'holder_binding failed key_binding_invalid',
    ])
    expect(await lines(text, { resolveHolderKey })).toContain('validity failed credential_malformed')
    const broken = async (): Promise<never> => {
      throw new Error('a bug')
    }
    await expect(verifyVp(text, expectations({ policy, resolveHolderKey: broken }))).rejects.toThrow('a bug')
  })

  it('trusts each issuer for himself', async () => {
    const foreign = await vc({ issuer: 'did:example:other', iss: 'did:example:other' })
    const trust = [scene.trusted, pinned('did:example:other', scene.issuer)]
    expect(await lines(await present([await vc(), foreign]), { expectedIssuers: trust })).toEqual([])
    const elsewhere = [scene.trusted, pinned('did:example:other', scene.issuer, ['urn:x:1'])]
    expect(await lines(await present([await vc(), foreign]), { expectedIssuers: elsewhere })).toContain(
      'issuer_trust failed issuer_untrusted',
    )
  })
})

describe('createVp', () => {
  it.each([
    ['no credential', async () => []],
    ['33 credentials', async () => new Array(33).fill(await vc())],
    ['two data models', async () => [await vc(), await versionOne()]],
    ['a text of another format', async () => [{ ...(await sdVc()), format: 'vc+jwt' as const }]],
    [
      'an SD-JWT under a name of the other model',
      async () => [{ ...(await sdVc()), format: 'jwt_vc_json' as const }],
    ],
    ['a JWT that is called an SD-JWT', async () => [{ ...(await vc()), format: 'vc+sd-jwt' as const }]],
    ['a presentation', async () => [{ format: 'vc+jwt' as const, text: await present([await vc()]) }]],
    [
      'a credential with a key binding',
      async () => [{ format: 'vc+sd-jwt' as const, text: await presentedSdVc() }],
    ],
  ])('signs nothing with %s, which no verifier would take', async (_name, credentials) => {
    await expect(present(await credentials())).rejects.toThrow(
      expect.objectContaining({ code: 'ERR_INVALID_ARG_VALUE' }),
    )
  })

  it('signs nothing that it cannot read', async () => {
    await expect(present([{ format: 'vc+jwt', text: 'nothing' }])).rejects.toThrow(
      expect.objectContaining({ code: 'jws_malformed' }),
    )
  })
})

async function presentedSdVc(): Promise<string> {
  const { text } = await sdVc()
  return vcSdJwt.present({ credential: text, disclose: [], signer: scene.holder, audience, nonce, now })
}

describe('the policy of a caller', () => {
  it('accepts a credential without a holder key at rest alone, and skips the check', async () => {
    const { text } = await vc({ cnf: undefined })
    const policy = { acceptUnbound: true }
    expect(notOk(await vcJwt.verify(text, scene.expectations()))).toContain(
      'holder_binding failed holder_key_missing',
    )
    const verdict = await vcJwt.verify(text, scene.expectations({ policy }))
    const binding = verdict.checks.find(({ id }) => id === 'holder_binding')
    expect(binding).toMatchObject({
      state: 'skipped',
      text: { en: 'Nobody has shown that he is the holder of this credential.' },
    })
    expect(verdict.ok).toBe(true)
    const bound = scene.expectations({ policy, expectedKeyBinding })
    expect(notOk(await vcJwt.verify(text, bound))[0]).toBe('holder_binding failed holder_key_missing')
    const shown = await present([{ format: 'vc+jwt', text }])
    expect(notOk(await vcJwt.verify(shown, bound))[0]).toBe('holder_binding failed holder_key_missing')
    expect(notOk(await vcJwt.verify(shown, scene.expectations({ policy })))[0]).toBe(
      'holder_binding failed key_binding_unexpected',
    )
  })

  it('accepts a credential without an end, and no other fault of its times', async () => {
    const policy = { acceptEndless: true }
    const judge = async (changes: Changes): Promise<string[]> =>
      notOk(await vcJwt.verify((await vc(changes)).text, scene.expectations({ policy })))
    expect(await judge({ exp: undefined })).toEqual([])
    expect((await judge({ exp: nowSeconds }))[0]).toBe('validity failed credential_expired')
    expect((await judge({ exp: undefined, nbf: nowSeconds + 61 }))[0]).toBe(
      'validity failed credential_not_yet_valid',
    )
  })
})
