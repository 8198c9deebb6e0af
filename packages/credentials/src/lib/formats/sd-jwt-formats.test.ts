import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import { decodeBase64Url, encodeBase64Url } from '../jose/base64url.ts'
import { generatePrivateJwk } from '../jose/generate-private-jwk.ts'
import type { JsonObject, JsonValue } from '../jose/json.ts'
import { createLocalSigner } from '../jose/local-signer.ts'
import { signJws } from '../jose/sign-jws.ts'
import type { Signer } from '../jose/signer.ts'
import { createKeyBindingJwt } from '../sd-jwt/create-key-binding-jwt.ts'
import { encodeElements } from '../sd-jwt/fixtures/encode-elements.ts'
import { digestText } from '../sd-jwt/hash-algorithm.ts'
import { issueSdJwt } from '../sd-jwt/issue-sd-jwt.ts'
import { failed, passed } from '../verdict/check.ts'
import type { Verdict } from '../verdict/verdict.ts'
import type {
  ClaimPath,
  CredentialFormat,
  VerifiedCredential,
  VerifyExpectations,
} from './credential-format.ts'
import { createDcSdJwtFormat } from './dc-sd-jwt-format.ts'
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
  statusListUri,
  typeUrl,
} from './fixtures/credential-scene.ts'
import { createVcSdJwtFormat } from './vc-sd-jwt-format.ts'

interface Kit {
  readonly format: CredentialFormat
  readonly typ: string
  readonly root: readonly string[]
  readonly protectedNames: readonly string[]
  /** Those without which the rest is a credential, each with a value that it may have. */
  readonly optional: JsonObject
  payload(scene: CredentialScene): JsonObject
}

const subject = { name: 'Budi', sex: 'M', address: { city: 'Kupang', country: 'ID' } }

const kits: readonly Kit[] = [
  {
    format: createDcSdJwtFormat(),
    typ: 'dc+sd-jwt',
    root: [],
    protectedNames: ['iss', 'nbf', 'exp', 'cnf', 'vct', 'vct#integrity', 'aka_vcts', 'status'],
    optional: {
      nbf: nowSeconds,
      exp: nowSeconds + 60,
      cnf: { jwk: {} },
      'vct#integrity': 'sha256-x',
      aka_vcts: ['https://other.example/vct'],
      status: { status_list: { uri: 'https://issuer.example/status/1', idx: 7 } },
    },
    payload: (scene) => ({
      ...commonPayload(scene),
      nbf: nowSeconds,
      vct: typeUrl,
      'vct#integrity': 'sha256-x',
      aka_vcts: ['https://other.example/vct'],
      ...subject,
    }),
  },
  {
    format: createVcSdJwtFormat({ resolveContext }),
    typ: 'vc+sd-jwt',
    root: ['credentialSubject'],
    protectedNames: [
      '@context',
      'type',
      'issuer',
      'validFrom',
      'validUntil',
      'cnf',
      'status',
      'credentialStatus',
      'relatedResource',
      'iss',
      'exp',
      'nbf',
      'vct',
    ],
    optional: {
      validFrom: '2026-11-24T00:00:00Z',
      validUntil: '2026-11-25T00:00:00Z',
      cnf: { jwk: {} },
      status: { status_list: { uri: 'https://issuer.example/status/1', idx: 7 } },
      credentialStatus: {
        type: 'BitstringStatusListEntry',
        statusPurpose: 'revocation',
        statusListIndex: '7',
        statusListCredential: 'https://issuer.example/status/2',
      },
      relatedResource: { id: 'https://issuer.example/photo', digestSRI: 'sha256-x' },
      iss: 'did:web:issuer.example',
      nbf: nowSeconds,
      exp: nowSeconds + 60,
      vct: typeUrl,
    },
    payload: (scene) => ({
      ...commonPayload(scene),
      nbf: nowSeconds,
      '@context': ['https://www.w3.org/ns/credentials/v2', contextUrl],
      type: ['VerifiableCredential', 'KtpCredential'],
      issuer: { id: scene.iss, name: 'Dinas' },
      validFrom: '2026-11-24T00:00:00Z',
      validUntil: '2026-11-25T00:00:00Z',
      credentialSubject: subject,
    }),
  },
]

let scene: CredentialScene
beforeAll(async () => {
  scene = await createCredentialScene()
})

describe.each(kits)('the format $typ', ({ format, typ, root, protectedNames, optional, payload }) => {
  const at = (...path: (string | number)[]): ClaimPath => [...root, ...path]
  const disclosable: ClaimPath[] = [at('name'), at('sex'), at('address'), at('address', 'city')]

  function issue(): Promise<string> {
    return format.issue({ signer: scene.issuer, payload: payload(scene), disclosable })
  }

  /** What a dishonest or careless issuer could sign. */
  function sign(
    changes: JsonObject,
    hidden: readonly ClaimPath[] = [],
    signer: Signer = scene.issuer,
    header: JsonObject = {},
  ): Promise<string> {
    const changed = { ...payload(scene), ...changes }
    return issueSdJwt({ signer, header: { typ, ...header }, payload: changed, disclosable: hidden })
  }

  async function present(...disclose: ClaimPath[]): Promise<string> {
    const credential = await issue()
    return format.present({ credential, disclose, signer: scene.holder, audience, nonce, now })
  }

  async function verify(
    text: string,
    changes: Partial<VerifyExpectations> = {},
  ): Promise<Verdict<VerifiedCredential>> {
    return format.verify(text, scene.expectations(changes))
  }

  async function failures(text: string, changes: Partial<VerifyExpectations> = {}): Promise<string[]> {
    return notOk(await verify(text, changes))
  }

  /** The checks that failed, without the ones that could not be made any more. */
  async function failedOnly(text: string, changes: Partial<VerifyExpectations> = {}): Promise<string[]> {
    return (await failures(text, changes)).filter((line) => line.includes(' failed '))
  }

  it('issues, reads and verifies a credential at rest', async () => {
    const credential = await issue()
    const parsed = await format.parse(credential)
    expect(parsed).toMatchObject({
      verified: false,
      format: typ,
      text: credential,
      issuer: scene.iss,
      keyId: scene.issuer.keyId,
      types: [typeUrl],
      disclosable: expect.arrayContaining(disclosable),
      holderKey: { x: scene.holder.publicJwk.x },
      issuedAt: now,
      expiresAt: new Date('2026-11-25T00:00:00Z'),
      status: { uri: statusListUri, idx: 7 },
    })
    const verdict = await verify(credential)
    expect(notOk(verdict)).toEqual([])
    expect(verdict.value).toMatchObject({ ...parsed, verified: true })
    expect(verdict.checks.map(({ id }) => id)).toEqual([
      'format',
      'issuer_trust',
      'signature',
      'disclosures',
      'type',
      'validity',
      'holder_binding',
      'status',
    ])
  })

  it('presents exactly the listed claims, bound to the request', async () => {
    const text = await present(at('address', 'country'))
    const { value } = await verify(text, { expectedKeyBinding })
    expect(value?.disclosable).toEqual([at('address')])
    const shown = root.length === 0 ? value?.claims : (value?.claims.credentialSubject as JsonObject)
    expect(JSON.parse(JSON.stringify(shown?.address))).toEqual({ country: 'ID' })
    expect(shown).not.toHaveProperty('name')
    expect(shown).not.toHaveProperty('sex')
  })

  it('verifies a presentation that discloses nothing', async () => {
    expect(await failures(await present(), { expectedKeyBinding })).toEqual([])
  })

  it('S2.3-18: refuses a presentation without a key binding unless the request waived it', async () => {
    const unbound = (await present(at('name'))).replace(/[^~]+$/, '')
    expect(await failedOnly(unbound, { expectedKeyBinding })).toEqual([
      'holder_binding failed key_binding_missing',
    ])
    const policy = { waiveHolderBinding: true }
    const { ok, checks } = await verify(unbound, { expectedKeyBinding, policy })
    expect([ok, checks.find(({ id }) => id === 'holder_binding')?.state]).toEqual([true, 'skipped'])
    const keyless = await sign({ cnf: undefined })
    expect(await failedOnly(keyless, { expectedKeyBinding })).toEqual([
      'holder_binding failed holder_key_missing',
    ])
    expect(await failures(keyless, { expectedKeyBinding, policy })).toEqual([])
  })

  it('holds a key binding to the request also where it was waived', async () => {
    const policy = { waiveHolderBinding: true }
    const bound = await present(at('name'))
    const { checks } = await verify(bound, { expectedKeyBinding, policy })
    expect(checks.find(({ id }) => id === 'holder_binding')?.state).toBe('passed')
    const other = { ...expectedKeyBinding, expectedNonce: 'of-another-request' }
    expect(await failedOnly(bound, { expectedKeyBinding: other, policy })).toEqual([
      'holder_binding failed key_binding_nonce_mismatch',
    ])
    // A waiver says nothing about a credential at rest.
    expect(await failedOnly(bound, { policy })).toEqual(['holder_binding failed key_binding_unexpected'])
  })

  it('gives the certificates of the header as they stand, and none where there are none', async () => {
    const certified = await sign({}, [], scene.issuer, { x5c: ['leaf', 'authority'] })
    expect((await format.parse(certified)).x5c).toEqual(['leaf', 'authority'])
    expect((await format.parse(await issue())).x5c).toBeUndefined()
    for (const x5c of [[], 'leaf', ['leaf', 1], null])
      expect((await format.parse(await sign({}, [], scene.issuer, { x5c }))).x5c).toBeUndefined()
  })

  it('shows a credential only with the key that it is bound to', async () => {
    const credential = await issue()
    const input = { credential, disclose: [], audience, nonce, now }
    await expect(format.present({ ...input, signer: scene.stranger })).rejects.toMatchObject({
      code: 'credential_holder_mismatch',
    })
    const unbound = await sign({ cnf: undefined })
    await expect(
      format.present({ ...input, credential: unbound, signer: scene.holder }),
    ).rejects.toMatchObject({
      code: 'holder_key_missing',
    })
  })

  it('never makes a claim disclosable that decides over validity', async () => {
    for (const name of protectedNames) {
      const input = { signer: scene.issuer, payload: payload(scene), disclosable: [[name]] }
      await expect(format.issue(input)).rejects.toMatchObject({
        code: 'sd_jwt_protected_claim_disclosable',
      })
    }
    const nested = { signer: scene.issuer, payload: payload(scene), disclosable: [['cnf', 'jwk']] }
    await expect(format.issue(nested)).rejects.toMatchObject({ code: 'sd_jwt_protected_claim_disclosable' })
  })

  it('refuses a presentation in which such a claim is disclosed or held back', async () => {
    for (const name of protectedNames.filter((name) => name in payload(scene))) {
      const shown = await sign({}, [[name]])
      expect((await verify(shown)).ok).toBe(false)
      const [jwt] = shown.split('~')
      const isOptional = ['nbf', 'vct#integrity', 'aka_vcts', 'validFrom', 'iss', 'validUntil'].includes(name)
      const mayBeAbsent = isOptional || (name === 'exp' && typ === 'vc+sd-jwt')
      const isEnough = typ === 'vc+sd-jwt' ? name !== 'status' && mayBeAbsent : mayBeAbsent && name !== 'iss'
      // A reference to a status that is held back looks like none, which a verifier's status check refuses.
      const checkStatus: VerifyExpectations['checkStatus'] = async ([reference]) =>
        reference === undefined ? failed('status', 'status_missing', 's') : passed('status', 's')
      expect([name, (await verify(`${jwt}~`, { checkStatus })).ok]).toEqual([name, isEnough])
    }
    expect(await failures(await sign({ nbf: nowSeconds }, [['nbf']]))).toContain(
      'disclosures failed sd_jwt_protected_claim_disclosable',
    )
  })

  it.each(Object.entries(optional))(
    'refuses a credential whose %s is one to hold back, shown or not',
    async (name, value) => {
      const shown = await sign({ [name]: value }, [[name]])
      expect(await failures(shown)).toContain('disclosures failed sd_jwt_protected_claim_disclosable')
      await expect(format.parse(shown)).rejects.toMatchObject({
        code: 'sd_jwt_protected_claim_disclosable',
      })
      await expect(
        format.issue({ signer: scene.issuer, payload: payload(scene), disclosable: [[name]] }),
      ).rejects.toMatchObject({ code: 'sd_jwt_protected_claim_disclosable' })
    },
  )

  it('does not sign what it could not verify', async () => {
    const noEnd = { ...payload(scene), exp: undefined, validUntil: undefined }
    await expect(
      format.issue({ signer: scene.issuer, payload: noEnd, disclosable: [] }),
    ).rejects.toMatchObject({
      code: 'credential_malformed',
    })
    const noStatus = { ...payload(scene), status: 'valid' }
    await expect(
      format.issue({ signer: scene.issuer, payload: noStatus, disclosable: [] }),
    ).rejects.toMatchObject({
      code: 'credential_malformed',
    })
  })

  it('trusts an issuer by its exact name, its pinned key and its types', async () => {
    const credential = await issue()
    const { trusted, issuer, iss, stranger } = scene
    const refused: [string, Partial<VerifyExpectations>][] = [
      ['issuer_trust failed issuer_untrusted', { expectedIssuers: [] }],
      ['issuer_trust failed issuer_untrusted', { expectedIssuers: [{ ...trusted, issuer: `${iss}/` }] }],
      [
        'issuer_trust failed issuer_untrusted',
        { expectedIssuers: [pinned(iss, issuer, ['https://other.example'])] },
      ],
      ['issuer_trust failed issuer_untrusted', { expectedIssuers: [trusted, trusted] }],
      ['signature failed jws_key_unknown', { expectedIssuers: [pinned(iss, stranger)] }],
      ['signature failed jws_key_unknown', { expectedIssuers: [{ ...trusted, jwks: { keys: [] } }] }],
      [
        'signature failed jws_key_unknown',
        {
          expectedIssuers: [
            { ...trusted, jwks: { keys: [...(trusted.jwks?.keys ?? []), ...(trusted.jwks?.keys ?? [])] } },
          ],
        },
      ],
      ['type failed credential_type_unexpected', { expectedTypes: ['https://other.example'] }],
      ['type failed credential_type_unexpected', { expectedTypes: [] }],
    ]
    for (const [line, changes] of refused) expect(await failedOnly(credential, changes)).toEqual([line])
  })

  it('finds out a signer that is not the issuer he names', async () => {
    const kid = scene.issuer.keyId
    const impostor = { ...scene.stranger, keyId: kid }
    expect(await failedOnly(await sign({}, [], impostor))).toEqual(['signature failed jws_signature_invalid'])
    expect(await failedOnly(await sign({}, [], scene.stranger))).toEqual(['signature failed jws_key_unknown'])
    const own = { jwk: { ...scene.stranger.publicJwk } }
    const [line] = await failedOnly(await sign({}, [], scene.stranger, own))
    // Without a name the only pinned key is tried, never the one in the header.
    expect(line).toMatch(/^signature failed jws_(key_unknown|signature_invalid)$/)
  })

  it('does not confuse two trusted issuers', async () => {
    const other = pinned('https://other.example', scene.stranger)
    const signedByOther = await sign({}, [], scene.stranger)
    expect(await failedOnly(signedByOther, { expectedIssuers: [scene.trusted, other] })).toEqual([
      'signature failed jws_key_unknown',
    ])
  })

  it('refuses a token of any other type', async () => {
    const types = [
      'vc+sd-jwt',
      'dc+sd-jwt',
      'JWT',
      'kb+jwt',
      'statuslist+jwt',
      'application/dc+sd-jwt',
      'VC+SD-JWT',
      undefined,
    ]
    for (const other of types.filter((other) => other !== typ)) {
      const text = await sign({}, [], scene.issuer, { typ: other })
      expect(await failedOnly(text)).toEqual(['signature failed jws_type_unexpected'])
    }
  })

  it('cannot tell anything after a signature that is not valid', async () => {
    const impostor = { ...scene.stranger, keyId: scene.issuer.keyId }
    expect(await failures(await sign({}, [], impostor))).toEqual([
      'signature failed jws_signature_invalid',
      'disclosures unknown jws_signature_invalid',
      'type unknown jws_signature_invalid',
      'validity unknown jws_signature_invalid',
      'holder_binding unknown jws_signature_invalid',
      'status unknown jws_signature_invalid',
    ])
  })

  it('refuses a disclosure that was changed on the way', async () => {
    const [jwt] = (await issue()).split('~')
    const text = `${jwt}~${encodeElements(['salt', 'name', 'Other'])}~`
    expect((await failures(text)).slice(0, 1)).toEqual(['disclosures failed sd_jwt_disclosure_unreferenced'])
  })

  it('compares every time with the clock', async () => {
    const cases: [JsonObject, string | undefined][] = [
      [{ exp: nowSeconds }, 'validity failed credential_expired'],
      [{ exp: nowSeconds + 1 }, undefined],
      [{ exp: String(nowSeconds + 9) }, 'validity failed credential_malformed'],
      [{ exp: (nowSeconds + 9) * 1000 }, 'validity failed credential_malformed'],
      [{ exp: undefined, validUntil: undefined }, 'validity failed credential_malformed'],
      [{ nbf: nowSeconds + 61 }, 'validity failed credential_not_yet_valid'],
      [{ nbf: nowSeconds + 60 }, undefined],
      [{ iat: nowSeconds + 61 }, 'validity failed credential_not_yet_valid'],
    ]
    for (const [changes, line] of cases) {
      expect(await failedOnly(await sign(changes))).toEqual(line === undefined ? [] : [line])
    }
  })

  it('lets the caller decide over the key binding', async () => {
    const bound = await present()
    const atRest = await issue()
    expect(await failedOnly(bound)).toEqual(['holder_binding failed key_binding_unexpected'])
    expect(await failedOnly(atRest, { expectedKeyBinding })).toEqual([
      'holder_binding failed key_binding_missing',
    ])
    expect(await failedOnly(await sign({ cnf: undefined }))).toEqual([
      'holder_binding failed holder_key_missing',
    ])
    expect(await failedOnly(bound.slice(0, bound.lastIndexOf('~')))).toEqual([
      'format failed sd_jwt_malformed',
    ])
    for (const [changes, code] of [
      [{ expectedNonce: 'x' }, 'key_binding_nonce_mismatch'],
      [{ expectedAudience: 'x' }, 'key_binding_audience_mismatch'],
    ] as const) {
      const binding = { ...expectedKeyBinding, ...changes }
      expect(await failedOnly(bound, { expectedKeyBinding: binding })).toEqual([
        `holder_binding failed ${code}`,
      ])
    }
    const late = new Date(now.getTime() + 301_000)
    expect(await failedOnly(bound, { expectedKeyBinding, now: late })).toEqual([
      'holder_binding failed key_binding_time_out_of_range',
    ])
  })

  it('refuses the key binding of another copy of the same credential', async () => {
    const signers = await Promise.all(
      [1, 2, 3].map(async () => createLocalSigner(await generatePrivateJwk())),
    )
    const copies = await Promise.all(signers.map((signer) => sign({ cnf: { jwk: { ...signer.publicJwk } } })))
    for (const [i, sdJwt] of copies.entries()) {
      for (const [j, signer] of signers.entries()) {
        const text = sdJwt + (await createKeyBindingJwt({ sdJwt, audience, nonce, signer, now }))
        const expected = i === j ? [] : ['holder_binding failed key_binding_invalid']
        expect(await failedOnly(text, { expectedKeyBinding })).toEqual(expected)
      }
    }
  })

  it('asks for the status last, and only when all else is well', async () => {
    const asked: unknown[] = []
    const checkStatus: VerifyExpectations['checkStatus'] = async (reference, issuer) => {
      asked.push([reference, issuer.issuer])
      return failed('status', 'status_invalid', 's')
    }
    expect(await failures(await issue(), { checkStatus })).toEqual(['status failed status_invalid'])
    expect(asked).toEqual([[[{ uri: statusListUri, idx: 7 }], scene.iss]])
    expect(await failures(await sign({ exp: nowSeconds }), { checkStatus })).toEqual([
      'validity failed credential_expired',
      'status unknown credential_expired',
    ])
    expect(await failures(await issue(), { checkStatus, expectedTypes: [] })).toContain(
      'status unknown credential_type_unexpected',
    )
    expect(asked).toHaveLength(1)
  })

  it('does not take a status check that throws or answers something else for an answer', async () => {
    const credential = await issue()
    const throwing = async (): Promise<never> => Promise.reject(new Error('broken'))
    expect(await failures(credential, { checkStatus: throwing })).toEqual(['status unknown status_unknown'])
    expect(await failures(credential, { checkStatus: async () => passed('type', 's') })).toEqual([
      'status unknown status_unknown',
    ])
  })

  it('does not know the status by a mechanism that it does not know', async () => {
    for (const changes of [{ credentialStatus: { type: 'X' } }, { status: { other: {} } }]) {
      expect(await failures(await sign(changes))).toEqual(['status unknown status_mechanism_unsupported'])
    }
  })

  it('refuses a payload of another shape', async () => {
    const shapes: JsonObject[] = [
      { iss: 7 },
      { iss: [scene.iss] },
      { iss: { id: scene.iss } },
      { cnf: 'key' },
      { cnf: { kid: 'x' } },
      { status: { status_list: { uri: statusListUri, idx: -1 } } },
    ]
    for (const changes of shapes) {
      const [first] = await failures(await sign(changes))
      expect(first).toMatch(/^format failed credential_(malformed|issuer_mismatch)$/)
    }
  })

  it('never throws for text that is no credential', async () => {
    const texts = ['', '~', 'a.b.c~', 'a', '{}', '~~~~', '\u0000', 'é.é.é~', undefined, null, 7, {}, []]
    for (const text of texts) {
      const verdict = await verify(text as string)
      expect(verdict.ok).toBe(false)
      expect(verdict.checks).toHaveLength(8)
      expect(verdict.checks[0]?.state).toBe('failed')
      await expect(format.parse(text as string)).rejects.toHaveProperty('code')
    }
  })

  it('refuses alg none, a keyed hash and unknown extensions before any key is looked up', async () => {
    const { trusted } = scene
    for (const header of [
      { alg: 'none', typ },
      { alg: 'NONE', typ },
      { alg: 'HS256', typ, kid: (trusted.jwks?.keys ?? [])[0]?.kid },
      { typ },
      { alg: 'ES256', typ, crit: ['x'], x: 1 },
      { alg: 'ES256', typ, crit: [] },
      { alg: 'ES256', typ, b64: false },
    ]) {
      const text = `${encodeElements(header)}.${encodeElements(payload(scene))}.~`
      expect((await failures(text))[0]).toMatch(
        /^format failed jws_(algorithm_unexpected|critical_header_unsupported)$/,
      )
    }
  })

  it('refuses a call that forgets what the presentation must answer', async () => {
    const text = await present()
    for (const binding of [
      undefined,
      {},
      { expectedNonce: nonce },
      { ...expectedKeyBinding, expectedNonce: '' },
    ]) {
      const changes = { expectedKeyBinding: binding as typeof expectedKeyBinding }
      await expect(verify(text, changes)).rejects.toMatchObject({ code: 'ERR_INVALID_ARG_VALUE' })
      // Also when the text alone would be refused: the mistake must not hide behind bad input.
      await expect(verify('', changes)).rejects.toMatchObject({ code: 'ERR_INVALID_ARG_VALUE' })
    }
  })

  it('keeps every claim value out of messages', async () => {
    const mark = 'Zxqwvut'
    const text = await sign({ exp: nowSeconds, name: mark }, [])
    expect(JSON.stringify((await verify(text)).checks)).not.toContain(mark)
    const broken = `${text}${encodeElements([mark, mark, mark])}~`
    await format.parse(broken).catch((error: Error) => {
      expect(error.message + error.stack + JSON.stringify(error)).not.toContain(mark)
    })
  })

  it('reads the same from the twin of a signature, and refuses it where a holder signed the other', async () => {
    const credential = await issue()
    const twin = credential.replace(
      /^([^.]+\.[^.]+\.)([^~]+)/,
      (_, signed, signature) => signed + twinOf(signature),
    )
    expect(twin).not.toBe(credential)
    const { value } = await verify(twin)
    expect(value?.claims).toEqual((await verify(credential)).value?.claims)
    const input = { disclose: disclosable, signer: scene.holder, audience, nonce, now }
    const bound = await format.present({ ...input, credential })
    expect(bound.startsWith(credential)).toBe(true)
    expect(await failedOnly(bound, { expectedKeyBinding })).toEqual([])
    expect(await failedOnly(bound.replace(credential, twin), { expectedKeyBinding })).toEqual([
      'holder_binding failed key_binding_hash_mismatch',
    ])
  })

  it('refuses every presentation in which one character was changed', async () => {
    const text = await present(at('name'), at('address', 'city'))
    expect((await verify(text, { expectedKeyBinding })).ok).toBe(true)
    const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.~=+/ é\u0000'
    await fc.assert(
      fc.asyncProperty(fc.nat(text.length - 1), fc.constantFrom(...alphabet), async (index, character) => {
        fc.pre(text[index] !== character)
        const mutant = text.slice(0, index) + character + text.slice(index + 1)
        expect((await verify(mutant, { expectedKeyBinding })).ok).toBe(false)
      }),
      { numRuns: 400, seed: 7 },
    )
  })

  it('refuses every presentation that lost, gained or repeated a character', async () => {
    const text = await present(at('name'))
    await fc.assert(
      fc.asyncProperty(
        fc.nat(text.length - 1),
        fc.constantFrom('drop', 'twice', 'cut'),
        async (index, how) => {
          const tail = { drop: text.slice(index + 1), twice: text.slice(index), cut: '' }[how]
          const mutant = text.slice(0, how === 'twice' ? index + 1 : index) + tail
          fc.pre(mutant !== text)
          expect((await verify(mutant, { expectedKeyBinding })).ok).toBe(false)
        },
      ),
      { numRuns: 200, seed: 7 },
    )
  })
})

describe('the format dc+sd-jwt alone', () => {
  const format = createDcSdJwtFormat()

  it('looks into no text of more than 1 MiB, also when it would be a presentation', async () => {
    const vp = (filler: number) =>
      signJws({ header: { typ: 'vp+jwt' }, payload: { filler: 'x'.repeat(filler) }, signer: scene.holder })
    const first = async (text: string) => notOk(await format.verify(text, scene.expectations()))[0]
    expect(await first(await vp(700_000))).toBe('format failed presentation_malformed')
    expect(await first(await vp(800_000))).toBe('format failed sd_jwt_malformed')
  })

  async function firstFailure(changes: JsonObject, hidden: ClaimPath[] = []): Promise<string | undefined> {
    const payload = { ...commonPayload(scene), vct: typeUrl, ...changes }
    const header = { typ: 'dc+sd-jwt' }
    const text = await issueSdJwt({ signer: scene.issuer, header, payload, disclosable: hidden })
    return notOk(await format.verify(text, scene.expectations()))[0]
  }

  it('needs a type and an issuer', async () => {
    for (const changes of [
      { vct: undefined },
      { vct: '' },
      { vct: [typeUrl] },
      { iss: undefined },
      { iss: '' },
    ]) {
      expect(await firstFailure(changes)).toBe('format failed credential_malformed')
    }
    expect(await firstFailure({})).toBeUndefined()
  })

  it('reads other names of the type and trusts none of them', async () => {
    const malformed: JsonValue[] = ['x', [typeUrl], [7], {}]
    for (const names of malformed) {
      expect(await firstFailure({ aka_vcts: names })).toBe('format failed credential_malformed')
    }
    expect(await firstFailure({ vct: 'https://other.example', aka_vcts: [typeUrl] })).toBe(
      'issuer_trust failed issuer_untrusted',
    )
  })

  it('lets iat and sub be held back', async () => {
    expect(await firstFailure({ sub: 'x' }, [['iat'], ['sub']])).toBeUndefined()
  })
})

describe('the format vc+sd-jwt alone', () => {
  const format = createVcSdJwtFormat({ resolveContext })

  async function text(changes: JsonObject, signer: Signer = scene.issuer): Promise<string> {
    const payload = { ...(kits[1] as Kit).payload(scene), ...changes }
    return issueSdJwt({ signer, header: { typ: 'vc+sd-jwt' }, payload, disclosable: [] })
  }

  async function firstFailure(changes: JsonObject): Promise<string | undefined> {
    return notOk(await format.verify(await text(changes), scene.expectations()))[0]
  }

  it('is the credential itself: no vc, vp, vct or proof', async () => {
    for (const changes of [{ vc: {} }, { vp: {} }, { vct: typeUrl }, { proof: {} }]) {
      expect(await firstFailure(changes)).toBe('format failed credential_malformed')
    }
  })

  it('names one issuer', async () => {
    expect(await firstFailure({ iss: 'https://other.example' })).toBe(
      'format failed credential_issuer_mismatch',
    )
    expect(await firstFailure({ issuer: 'https://other.example' })).toBe(
      'format failed credential_issuer_mismatch',
    )
    expect(await firstFailure({ issuer: { id: 'https://other.example' } })).toBe(
      'format failed credential_issuer_mismatch',
    )
    expect(await firstFailure({ issuer: scene.iss })).toBeUndefined()
    for (const issuer of [undefined, {}, 'issuer', [scene.iss], null]) {
      expect(await firstFailure({ issuer, iss: undefined } as JsonObject)).toBe(
        'format failed credential_malformed',
      )
    }
  })

  it('says which key when iss is absent or the issuer is a DID', async () => {
    expect(await firstFailure({ iss: undefined })).toBeUndefined()
    const [, body = ''] = (await text({})).split('.')
    const named = { ...scene.issuer, keyId: 'key-1' }
    const expectations = scene.expectations({ expectedIssuers: [pinned(scene.iss, named)] })
    const withoutIss = await text({ iss: undefined }, named)
    expect(notOk(await format.verify(withoutIss, expectations))[0]).toBe('signature failed jws_key_unknown')
    const withIss = await text({}, named)
    expect(notOk(await format.verify(withIss, expectations))).toEqual([])
    const payload = JSON.parse(atob(body.replaceAll('-', '+').replaceAll('_', '/'))) as JsonObject
    const header = { typ: 'vc+sd-jwt', jwk: { ...scene.issuer.publicJwk } }
    const withoutKid = `${await signJws({ header, payload, signer: scene.issuer })}~`
    expect(notOk(await format.verify(withoutKid, scene.expectations()))[0]).toBe(
      'signature failed jws_key_unknown',
    )
  })

  it('does not sign without iss under a key that is named by no URL', async () => {
    const payload = { ...(kits[1] as Kit).payload(scene), iss: undefined }
    const named = { ...scene.issuer, keyId: 'key-1' }
    await expect(format.issue({ signer: named, payload, disclosable: [] })).rejects.toMatchObject({
      code: 'jws_key_unknown',
    })
    await expect(format.issue({ signer: scene.issuer, payload, disclosable: [] })).resolves.toBeDefined()
  })

  it('has contexts and types that are known, each of them the issuer’s to issue', async () => {
    const base = 'https://www.w3.org/ns/credentials/v2'
    expect(await firstFailure({ '@context': [base, 'https://x.example'] })).toBe(
      'format failed credential_context_unknown',
    )
    expect(await firstFailure({ '@context': [base, { KtpCredential: typeUrl }] })).toBe(
      'format failed credential_malformed',
    )
    expect(await firstFailure({ '@context': [contextUrl, base] })).toBe('format failed credential_malformed')
    expect(await firstFailure({ type: ['VerifiableCredential', 'Other'] })).toBe(
      'format failed credential_context_unknown',
    )
    expect(await firstFailure({ type: ['VerifiableCredential', 'KtpCredential', 'HotelCredential'] })).toBe(
      'issuer_trust failed issuer_untrusted',
    )
    expect(await firstFailure({ type: ['VerifiableCredential'] })).toBe(
      'issuer_trust failed issuer_untrusted',
    )
  })

  it('has a subject, an id that is a URL and times with a zone in order', async () => {
    const malformed: JsonObject[] = [
      { credentialSubject: undefined },
      { credentialSubject: {} },
      { credentialSubject: [] },
      { credentialSubject: [{}] },
      { credentialSubject: 'Budi' },
      { id: 'credential' },
      { id: 7 },
      { validFrom: '2026-11-24' },
      { validFrom: '2026-11-24T00:00:00' },
      { validUntil: '2026-11-24T00:00:00' },
      { validUntil: nowSeconds + 9 },
      { validFrom: '2026-11-25T00:00:01Z' },
    ]
    for (const changes of malformed)
      expect(await firstFailure(changes)).toBe('format failed credential_malformed')
    expect(await firstFailure({ id: 'urn:uuid:1', credentialSubject: [{ a: 1 }] })).toBeUndefined()
  })

  it('lets the validity of the data and the lifetime of the signature both count', async () => {
    expect(await firstFailure({ validFrom: undefined, validUntil: '2026-11-24T00:00:00Z' })).toBe(
      'validity failed credential_expired',
    )
    expect(await firstFailure({ validFrom: '2026-11-24T00:01:01Z' })).toBe(
      'validity failed credential_not_yet_valid',
    )
    expect(await firstFailure({ validFrom: '2026-11-24T00:01:00Z' })).toBeUndefined()
    expect(await firstFailure({ validUntil: undefined })).toBeUndefined()
    expect(await firstFailure({ exp: undefined })).toBeUndefined()
  })

  it('covers the key binding with the hash that the credential names', async () => {
    const sdJwt = await text({})
    const payload = { iat: nowSeconds, aud: audience, nonce, sd_hash: await digestText('sha-512', sdJwt) }
    const bound = sdJwt + (await signJws({ header: { typ: 'kb+jwt' }, payload, signer: scene.holder }))
    const verdict = await format.verify(bound, scene.expectations({ expectedKeyBinding }))
    expect(notOk(verdict)[0]).toBe('holder_binding failed key_binding_hash_mismatch')
  })
})

/** For every ES256 signature (r, s) the twin (r, n - s) is valid too. */
function twinOf(signature: string): string {
  const order = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n
  const bytes = decodeBase64Url(signature)
  const hex = [...bytes.subarray(32)].map((byte) => byte.toString(16).padStart(2, '0')).join('')
  const twin = (order - BigInt(`0x${hex}`)).toString(16).padStart(64, '0')
  for (let index = 0; index < 32; index++)
    bytes[32 + index] = Number(`0x${twin.slice(2 * index, 2 * index + 2)}`)
  return encodeBase64Url(bytes)
}
