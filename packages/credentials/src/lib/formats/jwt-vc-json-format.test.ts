import { beforeAll, describe, expect, it } from 'vitest'
import type { JsonObject, JsonValue } from '../jose/json.ts'
import { signJws } from '../jose/sign-jws.ts'
import type { Signer } from '../jose/signer.ts'
import type { VerifyExpectations } from './credential-format.ts'
import {
  type CredentialScene,
  contextUrl,
  createCredentialScene,
  expectedKeyBinding,
  notOk,
  now,
  nowSeconds,
  pinned,
  resolveContext,
  statusListUri,
  typeUrl,
} from './fixtures/credential-scene.ts'
import { createJwtVcJsonFormat } from './jwt-vc-json-format.ts'

const format = createJwtVcJsonFormat({ resolveContext })
const issuanceDate = '2026-11-24T00:00:00.000Z'
const expirationDate = '2026-11-25T00:00:00Z'
const base = 'https://www.w3.org/2018/credentials/v1'

let scene: CredentialScene
beforeAll(async () => {
  scene = await createCredentialScene()
})

function credential(): JsonObject {
  return {
    '@context': [base, contextUrl],
    type: ['VerifiableCredential', 'KtpCredential'],
    id: 'urn:uuid:1',
    issuer: scene.iss,
    issuanceDate,
    expirationDate,
    credentialSubject: { id: scene.holderDid, citizen: true },
  }
}

function claims(): JsonObject {
  return {
    iss: scene.iss,
    sub: scene.holderDid,
    jti: 'urn:uuid:1',
    nbf: nowSeconds,
    exp: nowSeconds + 86_400,
    status: { status_list: { uri: statusListUri, idx: 7 } },
  }
}

function sign(
  changes: { readonly jwt?: JsonObject; readonly vc?: JsonObject; readonly header?: JsonObject } = {},
  signer: Signer = scene.issuer,
): Promise<string> {
  const payload = { ...claims(), vc: { ...credential(), ...changes.vc }, ...changes.jwt }
  return signJws({ header: { typ: 'JWT', ...changes.header }, payload, signer })
}

async function failures(text: string, changes: Partial<VerifyExpectations> = {}): Promise<string[]> {
  return notOk(await format.verify(text, scene.expectations(changes)))
}

async function first(changes: Parameters<typeof sign>[0]): Promise<string | undefined> {
  return (await failures(await sign(changes)))[0]
}

describe('the format jwt_vc_json', () => {
  it('reads and verifies a credential at rest', async () => {
    const text = await sign()
    const parsed = await format.parse(text)
    expect(parsed).toMatchObject({
      verified: false,
      format: 'jwt_vc_json',
      text,
      issuer: scene.iss,
      keyId: scene.issuer.keyId,
      types: [typeUrl],
      claims: credential(),
      disclosable: [],
      holderKey: { x: scene.holder.publicJwk.x },
      issuedAt: now,
      expiresAt: new Date(expirationDate),
      status: { uri: statusListUri, idx: 7 },
    })
    const verdict = await format.verify(text, scene.expectations())
    expect(notOk(verdict)).toEqual([])
    expect(verdict.value).toEqual({ ...parsed, verified: true })
  })

  it('fills the members that the credential leaves to the JWT', async () => {
    const vc = {
      id: undefined,
      issuer: { name: 'Dinas' },
      issuanceDate: undefined,
      expirationDate: undefined,
      credentialSubject: { citizen: true },
    }
    const { claims: filled } = await format.parse(await sign({ vc }))
    expect(filled).toEqual({
      ...credential(),
      issuer: { name: 'Dinas', id: scene.iss },
      expirationDate: '2026-11-25T00:00:00.000Z',
    })
    expect(await first({ vc })).toBeUndefined()
    expect(await first({ vc: { issuer: undefined } })).toBeUndefined()
  })

  it('takes the JWT type or none, and no other', async () => {
    expect(await first({ header: { typ: undefined } })).toBeUndefined()
    for (const typ of ['vc+jwt', 'jwt', 'dc+sd-jwt', 'kb+jwt', 'statuslist+jwt', '', 7]) {
      expect(await first({ header: { typ } })).toBe('signature failed jws_type_unexpected')
    }
    expect(await first({ header: { typ: 'vp+jwt' } })).toBe('format failed presentation_malformed')
  })

  it('refuses a claim of the JWT that differs from the credential', async () => {
    const cases: [JsonObject, string][] = [
      [{ iss: 'did:example:other' }, 'format failed credential_issuer_mismatch'],
      [{ iss: undefined }, 'format failed credential_malformed'],
      [{ iss: [scene.iss] }, 'format failed credential_issuer_mismatch'],
      [{ sub: 'did:example:other' }, 'format failed credential_holder_mismatch'],
      [{ sub: 7 }, 'format failed credential_holder_mismatch'],
      [{ jti: 'urn:uuid:2' }, 'format failed credential_malformed'],
      [{ nbf: nowSeconds - 1 }, 'format failed credential_malformed'],
      [{ exp: nowSeconds + 86_401 }, 'format failed credential_malformed'],
      [{ exp: String(nowSeconds + 86_400) }, 'format failed credential_malformed'],
    ]
    for (const [jwt, line] of cases) expect(await first({ jwt })).toBe(line)
  })

  it('enforces expirationDate without exp, and the start without nbf', async () => {
    expect(await first({ jwt: { exp: undefined }, vc: { expirationDate: issuanceDate } })).toBe(
      'validity failed credential_expired',
    )
    expect(await first({ jwt: { exp: undefined } })).toBeUndefined()
    expect(await first({ jwt: { exp: nowSeconds }, vc: { expirationDate: undefined } })).toBe(
      'validity failed credential_expired',
    )
    expect(await first({ jwt: { exp: undefined }, vc: { expirationDate: undefined } })).toBe(
      'validity failed credential_malformed',
    )
    expect(await first({ jwt: { nbf: undefined }, vc: { issuanceDate: '2026-11-24T00:01:01Z' } })).toBe(
      'validity failed credential_not_yet_valid',
    )
    expect(await first({ jwt: { nbf: undefined }, vc: { issuanceDate: undefined } })).toBe(
      'format failed credential_malformed',
    )
    expect(await first({ jwt: { iat: nowSeconds + 61 } })).toBe('validity failed credential_not_yet_valid')
  })

  it('has the base context first, known contexts, the base type and a subject', async () => {
    const cases: [JsonObject, string][] = [
      [{ '@context': [contextUrl, base] }, 'format failed credential_malformed'],
      [
        { '@context': ['https://www.w3.org/ns/credentials/v2', contextUrl] },
        'format failed credential_malformed',
      ],
      [{ '@context': [base, 'https://x.example'] }, 'format failed credential_context_unknown'],
      [{ type: ['KtpCredential'] }, 'format failed credential_malformed'],
      [{ type: ['VerifiableCredential', 'Other'] }, 'format failed credential_context_unknown'],
      [{ credentialSubject: undefined }, 'format failed credential_malformed'],
      [{ credentialSubject: [{ a: 1 }, { a: 2 }] }, 'format failed credential_malformed'],
      [{ issuanceDate: '2026-11-24' }, 'format failed credential_malformed'],
      [{ proof: {} }, 'format failed credential_malformed'],
    ]
    for (const [vc, line] of cases) expect(await first({ vc })).toBe(line)
    for (const vc of [undefined, null, 'x', []] as JsonValue[]) {
      expect(await first({ jwt: { vc } as JsonObject })).toBe('format failed credential_malformed')
    }
    expect(await first({ jwt: { vp: {} } })).toBe('format failed presentation_malformed')
  })

  it('reads a single subject out of its array', async () => {
    const { claims: read } = await format.parse(
      await sign({ vc: { credentialSubject: [{ citizen: true }] } }),
    )
    expect(read.credentialSubject).toEqual({ citizen: true, id: scene.holderDid })
    expect(await first({ vc: { credentialSubject: {} }, jwt: { sub: undefined } })).toBe(
      'format failed credential_malformed',
    )
  })

  it('belongs to a holder named by the subject or by cnf', async () => {
    const cnf = { jwk: { ...scene.holder.publicJwk } }
    const anonymous = { vc: { credentialSubject: { citizen: true } }, jwt: { sub: undefined } }
    expect(await first(anonymous)).toBe('holder_binding failed holder_key_missing')
    expect(await first({ ...anonymous, jwt: { sub: undefined, cnf } })).toBeUndefined()
    expect(await first({ jwt: { cnf } })).toBeUndefined()
    expect(await first({ jwt: { cnf: { jwk: { ...scene.stranger.publicJwk } } } })).toBe(
      'format failed credential_holder_mismatch',
    )
    const broken = 'did:jwk:e30'
    expect(await first({ jwt: { sub: broken }, vc: { credentialSubject: { id: broken } } })).toBe(
      'holder_binding failed holder_key_missing',
    )
  })

  it('cannot be bound to a request', async () => {
    expect(await failures(await sign(), { expectedKeyBinding })).toEqual([
      'holder_binding failed key_binding_missing',
      'status unknown key_binding_missing',
    ])
  })

  it('belongs to the key of its issuer and no other', async () => {
    const impostor = { ...scene.stranger, keyId: scene.issuer.keyId }
    expect((await failures(await sign({}, impostor)))[0]).toBe('signature failed jws_signature_invalid')
    expect((await failures(await sign({}, scene.stranger)))[0]).toBe('signature failed jws_key_unknown')
    const other = pinned('https://other.example', scene.stranger)
    expect(
      (await failures(await sign({}, scene.stranger), { expectedIssuers: [scene.trusted, other] }))[0],
    ).toBe('signature failed jws_key_unknown')
    expect((await failures(await sign(), { expectedIssuers: [other] }))[0]).toBe(
      'issuer_trust failed issuer_untrusted',
    )
  })

  it('reads its status from the JWT or the credential, and knows no other mechanism', async () => {
    const asked: unknown[] = []
    const checkStatus: VerifyExpectations['checkStatus'] = async (references, issuer) => {
      asked.push(...references)
      return scene.expectations().checkStatus(references, issuer)
    }
    await failures(await sign(), { checkStatus })
    await failures(await sign({ jwt: { status: undefined } }), { checkStatus })
    const status = { status_list: { uri: statusListUri, idx: 8 } }
    await failures(await sign({ jwt: { status: undefined }, vc: { status } }), { checkStatus })
    expect(asked).toEqual([
      { uri: statusListUri, idx: 7 },
      { uri: statusListUri, idx: 8 },
    ])
    expect(await first({ vc: { credentialStatus: { type: 'X' } } })).toBe(
      'status unknown status_mechanism_unsupported',
    )
    expect(await first({ jwt: { status: null } })).toBe('format failed credential_malformed')
  })

  it('issues only through what it was given', async () => {
    const input = { signer: scene.issuer, payload: credential(), disclosable: [] }
    await expect(format.issue(input)).rejects.toMatchObject({ code: 'credential_format_unsupported' })
    const issuing = createJwtVcJsonFormat({ resolveContext, issue: async () => 'signed' })
    expect(await issuing.issue(input)).toBe('signed')
  })

  it('never throws for text that is no credential', async () => {
    const long = 'a'.repeat(1_048_577)
    for (const text of ['', 'a.b.c', 'a.b.c~', '{}', long, undefined, null, 7]) {
      const lines = await failures(text as string)
      expect(lines).toHaveLength(8)
      expect(lines[0]).toMatch(/^format failed /)
    }
  })

  it('is not read beyond 1 MiB', async () => {
    const padded = (padding: number): Promise<string | undefined> =>
      first({ jwt: { padding: 'x'.repeat(padding) } })
    expect(await padded(700_000)).toBeUndefined()
    expect(await padded(800_000)).toBe('format failed credential_malformed')
  })

  it('refuses a credential in which any one character was changed', async () => {
    const text = await sign()
    for (let index = 0; index < text.length; index += 7) {
      const mutant = text.slice(0, index) + (text[index] === 'A' ? 'B' : 'A') + text.slice(index + 1)
      expect((await format.verify(mutant, scene.expectations())).ok).toBe(false)
    }
  })
})
