import type { JsonObject, JsonValue } from '@lontar/credentials'
import {
  createLocalSigner,
  decodeBase64Url,
  decodeUtf8,
  encodeBase64Url,
  encodeUtf8,
  generatePrivateJwk,
  type Signer,
  signJws,
} from '@lontar/credentials/jose'
import { beforeAll, describe, expect, it } from 'vitest'
import { codeOf } from '../../../fixtures/code-of.ts'
import { anna, budiFile, identityOf, maria, now } from '../../../fixtures/invented-people.ts'
import { parseKtp } from '../ktp/parse-ktp.ts'
import { signVerifiedIdentity } from './sign-verified-identity.ts'
import type { AssuranceLevel } from './verified-identity.ts'
import { decodeVerifiedIdentity, encodeVerifiedIdentity } from './verified-identity-payload.ts'
import { type VerifiedIdentityExpectations, verifyVerifiedIdentity } from './verify-verified-identity.ts'

const identity = identityOf(maria)
const payload = encodeVerifiedIdentity(identity)

let signer: Signer
let stranger: Signer
beforeAll(async () => {
  signer = await createLocalSigner(await generatePrivateJwk())
  stranger = await createLocalSigner(await generatePrivateJwk())
})

function verify(text: string, more: Partial<VerifiedIdentityExpectations> = {}) {
  return verifyVerifiedIdentity(text, { expectedKeys: [signer.publicJwk], now, ...more })
}

function refusal(code: string) {
  return expect.objectContaining({ code })
}

function signed(changes: JsonObject, typ = 'lontar-identity+jwt'): Promise<string> {
  return signJws({ header: { typ }, payload: { ...payload, ...changes }, signer })
}

describe('verifyVerifiedIdentity', () => {
  it('gives back what proofing signed', async () => {
    expect(await verify(await signVerifiedIdentity({ identity, signer }))).toEqual(identity)
  })

  it('takes the key that the record names among several', async () => {
    const text = await signVerifiedIdentity({ identity, signer })
    const named = { ...signer.publicJwk, kid: signer.keyId }
    const expectedKeys = [{ ...stranger.publicJwk, kid: stranger.keyId }, named]
    expect((await verify(text, { expectedKeys })).jti).toBe(identity.jti)
    const misnamed = { expectedKeys: [{ ...signer.publicJwk, kid: 'another' }] }
    await expect(verify(text, misnamed)).rejects.toThrow(refusal('verified_identity_invalid'))
  })

  it('refuses a key that it does not know, and no key at all', async () => {
    const text = await signVerifiedIdentity({ identity, signer: stranger })
    await expect(verify(text)).rejects.toThrow(refusal('verified_identity_invalid'))
    await expect(verify(text, { expectedKeys: [] })).rejects.toThrow(refusal('verified_identity_invalid'))
  })

  it('refuses a record of which any character was changed (I6)', async () => {
    const text = await signVerifiedIdentity({ identity, signer })
    for (let index = 0; index < text.length; index += 37) {
      const other = text[index] === 'A' ? 'B' : 'A'
      const edited = text.slice(0, index) + other + text.slice(index + 1)
      await expect(verify(edited)).rejects.toThrow(refusal('verified_identity_invalid'))
    }
  })

  const edits: readonly (readonly [string, JsonObject])[] = [
    ['jti', { jti: 'BBECAwQFBgcICQoLDA0ODw' }],
    ['iat', { iat: Number(payload['iat']) - 1 }],
    ['exp', { exp: Number(payload['exp']) + 1 }],
    ['assurance_level', { assurance_level: 'high' }],
    ['evidence', { evidence: (payload['evidence'] as readonly JsonObject[]).slice(1) }],
    // Citizenship has one value, so no edit of it is well-formed; see below.
    ...Object.entries(payload['ktp'] as JsonObject)
      .filter(([name]) => name !== 'citizenship')
      .map(
        ([name, value]) =>
          [`ktp.${name}`, { ktp: { ...(payload['ktp'] as JsonObject), [name]: changed(value) } }] as const,
      ),
  ]

  it.each(edits)(
    'refuses a record in which %s was edited, and takes the edit from proofing itself (I6)',
    async (_, edit) => {
      const [header, , signature] = (await signVerifiedIdentity({ identity, signer })).split('.')
      const body = encodeBase64Url(encodeUtf8(JSON.stringify({ ...payload, ...edit })))
      await expect(verify(`${header}.${body}.${signature}`)).rejects.toThrow(
        refusal('verified_identity_invalid'),
      )
      // The edit itself is well-formed: only the signature stands in its way.
      expect(decodeVerifiedIdentity(JSON.parse(JSON.stringify({ ...payload, ...edit })))).toBeDefined()
      await expect(verify(await signed(edit))).resolves.toBeDefined()
    },
  )

  it('lists an edit for each field of the record and of a whole card', () => {
    const fields = edits.map(([name]) => name.split('.')[0])
    expect(new Set(fields)).toEqual(new Set(Object.keys(payload)))
    expect(edits.filter(([name]) => name.startsWith('ktp.'))).toHaveLength(Object.keys(maria).length - 1)
  })

  it.each([
    ['another algorithm', { alg: 'none' }],
    ['a symmetric algorithm', { alg: 'HS256' }],
    ['another type', { typ: 'vc+sd-jwt' }],
    ['an extension that it does not know', { crit: ['x'], x: 1 }],
    ['another key', { kid: 'another' }],
    ['a key of its own', { jwk: { kty: 'EC' } }],
  ])('refuses a header with %s', async (_what, change) => {
    const [header = '', body, signature] = (await signVerifiedIdentity({ identity, signer })).split('.')
    const fields = JSON.parse(decodeUtf8(decodeBase64Url(header)))
    const edited = encodeBase64Url(encodeUtf8(JSON.stringify({ ...fields, ...change })))
    await expect(verify(`${edited}.${body}.${signature}`)).rejects.toThrow(
      refusal('verified_identity_invalid'),
    )
    await expect(verify(`${edited}.${body}.`)).rejects.toThrow(refusal('verified_identity_invalid'))
  })

  it('does not trust the key that a record brings along', async () => {
    const header = { typ: 'lontar-identity+jwt', jwk: { ...stranger.publicJwk } }
    const text = await signJws({ header, payload, signer: stranger })
    await expect(verify(text)).rejects.toThrow(refusal('verified_identity_invalid'))
    await expect(verify(text, { expectedKeys: [stranger.publicJwk] })).resolves.toBeDefined()
  })

  it('says nothing of the person in any refusal', async () => {
    const text = await signVerifiedIdentity({ identity, signer: stranger })
    const told = await verify(text).catch((error: Error) => `${error.message} ${error.stack}`)
    for (const secret of [maria.nik, maria.name, maria.birthdate, text.slice(0, 40)])
      expect(told).not.toContain(secret)
  })

  it.each(['', 'a.b.c', 'text', 'a.b'])('refuses %j', async (text) => {
    await expect(verify(text)).rejects.toThrow(refusal('verified_identity_invalid'))
  })

  it('refuses a token of another type', async () => {
    await expect(verify(await signed({}, 'dc+sd-jwt'))).rejects.toThrow(refusal('verified_identity_invalid'))
    await expect(verify(await signed({}, 'JWT'))).rejects.toThrow(refusal('verified_identity_invalid'))
    for (const typ of [
      'vc+sd-jwt',
      'kb+jwt',
      'statuslist+jwt',
      'openid4vci-proof+jwt',
      'oauth-authz-req+jwt',
    ])
      await expect(verify(await signed({}, typ))).rejects.toThrow(refusal('verified_identity_invalid'))
    expect((await verify(await signed({}))).jti).toBe(identity.jti)
  })

  it('refuses what has ended, and takes the last instant before', async () => {
    const text = await signVerifiedIdentity({ identity, signer })
    const end = identity.expiresAt.getTime()
    await expect(verify(text, { now: new Date(end) })).rejects.toThrow(refusal('verified_identity_expired'))
    expect((await verify(text, { now: new Date(end - 1) })).jti).toBe(identity.jti)
    await expect(verify(text, { now: new Date(Number.NaN) })).rejects.toThrow(
      refusal('verified_identity_invalid'),
    )
  })

  it('refuses what is dated in the future, beyond a minute of difference between clocks', async () => {
    const text = await signVerifiedIdentity({ identity, signer })
    const early = (seconds: number) => ({ now: new Date(now.getTime() - seconds * 1000) })
    await expect(verify(text, early(61))).rejects.toThrow(refusal('verified_identity_invalid'))
    expect((await verify(text, early(60))).jti).toBe(identity.jti)
  })

  it('refuses simulated evidence unless it is dangerously accepted', async () => {
    const [first, ...rest] = identity.evidence
    if (first === undefined) throw new Error('The identity has no evidence.')
    const simulated = { ...identity, evidence: [...rest, { ...first, simulated: true }] }
    const text = await signVerifiedIdentity({ identity: simulated, signer })
    await expect(verify(text)).rejects.toThrow(refusal('simulated_evidence_refused'))
    const accepted = await verify(text, { dangerouslyAcceptSimulatedEvidence: true })
    expect(accepted.evidence.some((evidence) => evidence.simulated)).toBe(true)
  })

  it('takes a substantial identity by default and no weaker one', async () => {
    const at = async (assuranceLevel: AssuranceLevel, minimumLevel?: 'low' | 'substantial' | 'high') => {
      const text = await signVerifiedIdentity({ identity: { ...identity, assuranceLevel }, signer })
      return verify(text, minimumLevel === undefined ? {} : { minimumLevel })
    }
    expect((await at('substantial')).assuranceLevel).toBe('substantial')
    expect((await at('high')).assuranceLevel).toBe('high')
    expect((await at('low', 'low')).assuranceLevel).toBe('low')
    const refused = refusal('assurance_level_too_low')
    for (const level of ['none', 'low'] as const) await expect(at(level)).rejects.toThrow(refused)
    await expect(at('none', 'low')).rejects.toThrow(refused)
    await expect(at('substantial', 'high')).rejects.toThrow(refused)
  })
})

describe('decodeVerifiedIdentity', () => {
  it('reads what encodeVerifiedIdentity wrote, through JSON', () => {
    for (const ktp of [maria, anna, parseKtp(budiFile)]) {
      const kept = JSON.parse(JSON.stringify(encodeVerifiedIdentity(identityOf(ktp))))
      expect(decodeVerifiedIdentity(kept)).toEqual(identityOf(ktp))
    }
  })

  const [evidence] = payload['evidence'] as readonly JsonObject[]
  const withCard = (changes: JsonObject): JsonObject => ({
    ktp: { ...(payload['ktp'] as JsonObject), ...changes },
  })
  const withEvidence = (changes: JsonObject): JsonObject => ({ evidence: [{ ...evidence, ...changes }] })
  it.each<[string, JsonObject]>([
    ['an unknown member', { sub: 'x' }],
    ['a short jti', { jti: 'short' }],
    ['a jti of other characters', { jti: 'AAECAwQFBgcICQoLDA0OD=' }],
    ['no jti', { jti: undefined }],
    ['a life over 15 minutes', { exp: Number(payload['iat']) + 901 }],
    ['no life', { exp: payload['iat'] }],
    ['half a second', { iat: Number(payload['iat']) + 0.5 }],
    ['a time as text', { exp: String(payload['exp']) }],
    ['another level', { assurance_level: 'certain' }],
    ['no evidence', { evidence: [] }],
    ['too much evidence', { evidence: Array.from({ length: 17 }, () => evidence ?? {}) }],
    ['evidence that does not say whether it is real', { evidence: [{ ...evidence, simulated: undefined }] }],
    ['evidence that says so in a text', { evidence: [{ ...evidence, simulated: 'false' }] }],
    ['evidence of another kind', { evidence: [{ ...evidence, type: 'rumour' }] }],
    ['evidence by another method', { evidence: [{ ...evidence, check_method: 'guess' }] }],
    ['evidence with an unknown member', { evidence: [{ ...evidence, nik: 'x' }] }],
    ['evidence without a time', { evidence: [{ ...evidence, time: undefined }] }],
    ['evidence of nobody', { evidence: [{ ...evidence, organization: '' }] }],
    ['a card with an unknown member', { ktp: { ...(payload['ktp'] as JsonObject), picture: 'x' } }],
    ['a card of someone born in a year of five digits', withCard({ birthdate: '9990-01-01' })],
    ['a card of someone born before cards', withCard({ birthdate: '0090-01-01' })],
    ['a card of another citizenship', withCard({ citizenship: 'WNA' })],
    ['a card with a control character', withCard({ name: 'MARIA\u0000' })],
    ['a card with half a character', withCard({ name: 'MARIA\ud800' })],
    ['a card of a place that is none', withCard({ regency: { name: 'KABUPATEN ATAMBUA' } })],
    ['evidence of an organization with a control character', withEvidence({ organization: 'A\u001b' })],
    ['evidence of an organization with half a character', withEvidence({ organization: '\ud800' })],
    ['evidence of an organization with a long name', withEvidence({ organization: 'A'.repeat(201) })],
    ['evidence with an empty transaction', withEvidence({ transaction: '' })],
    ['a jti that is too long', { jti: 'A'.repeat(129) }],
    ['a time before 1970', { iat: -1 }],
    ['a card with an impossible NIK', { ktp: { ...(payload['ktp'] as JsonObject), nik: '1' } }],
    ['no card', { ktp: undefined }],
  ])('refuses %s', (_what, changes) => {
    const value = JSON.parse(JSON.stringify({ ...payload, ...changes }))
    expect(codeOf(() => decodeVerifiedIdentity(value))).toBe('verified_identity_invalid')
  })

  it.each([null, 'text', []])('refuses %j', (value) => {
    expect(codeOf(() => decodeVerifiedIdentity(value))).toBe('verified_identity_invalid')
  })
})

describe('signVerifiedIdentity', () => {
  it('signs nothing that no issuer would accept', async () => {
    const refused = refusal('verified_identity_invalid')
    const long = { ...identity, expiresAt: new Date(now.getTime() + 901_000) }
    await expect(signVerifiedIdentity({ identity: long, signer })).rejects.toThrow(refused)
    await expect(signVerifiedIdentity({ identity: { ...identity, jti: 'x' }, signer })).rejects.toThrow(
      refused,
    )
    await expect(signVerifiedIdentity({ identity: { ...identity, evidence: [] }, signer })).rejects.toThrow(
      refused,
    )
  })
})

/** Another value that a card could hold at the same place. */
function changed(value: JsonValue | undefined): JsonValue {
  const others: Readonly<Record<string, JsonValue>> = {
    '5371995708900001': '5371995708900002',
    '1990-08-17': '1980-08-17',
    '2020-02-01': '2021-02-01',
    '001/002': '001/003',
    'BELUM KAWIN': 'KAWIN',
    female: 'male',
    O: 'A',
  }
  if (typeof value === 'string') return others[value] ?? `${value} LAIN`
  const { code, kind } = value as JsonObject
  if (kind !== undefined) return { kind: 'dated', until: '2030-01-01' }
  return code === '53' ? { code, name: 'Nusa Tenggara Timur' } : { code: '53.01', name: 'KABUPATEN KUPANG' }
}
