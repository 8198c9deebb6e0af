import type { CredentialFormat, JsonObject, JsonValue, Signer, Verdict } from '@lontar/credentials'
import { createDidJwk, didJwkSigner } from '@lontar/credentials/did'
import { generatePrivateJwk, parseJws, signJws } from '@lontar/credentials/jose'
import { createVp } from '@lontar/credentials/presentation'
import { createStatusChecker } from '@lontar/credentials/status'
import { findFormat } from '@lontar/documents/credential-types'
import { beforeAll, describe, expect, test } from 'vitest'
import { refusalOf } from './support/lanes.ts'
import { type HeldCredential, openRooms, type Rooms } from './support/rooms.ts'

const formats = ['vc+jwt', 'jwt_vc_json'] as const
type Format = (typeof formats)[number]

let rooms: Rooms
let held: ReadonlyMap<Format, HeldCredential>
let stranger: Signer

beforeAll(async () => {
  rooms = await openRooms()
  stranger = await didJwkSigner(await generatePrivateJwk())
  const collected = formats.map(async (format) => {
    const [credential] = await rooms.collect(`ktp-proof_${format}`)
    return [format, credential as HeldCredential] as const
  })
  held = new Map(await Promise.all(collected))
})

const heldIn = (format: Format): HeldCredential => held.get(format) as HeldCredential
const payloadOf = (format: Format): JsonObject => parseJws(heldIn(format).text).payload

/** The credential of a format with a changed payload, signed again by its issuer: nothing but the content is wrong. */
function reissue(
  format: Format,
  change: (payload: JsonObject) => object,
  signer = rooms.issuerSigner,
): Promise<string> {
  const { header, payload } = parseJws(heldIn(format).text)
  const { typ } = header
  return signJws({ header: { typ }, payload: JSON.parse(JSON.stringify(change(payload))), signer })
}

/** A change of the credential itself, which version 1.1 holds in `vc`. */
const reissueCredential = (format: Format, change: (credential: JsonObject) => object): Promise<string> =>
  reissue(format, (payload) =>
    format === 'vc+jwt' ? change(payload) : { ...payload, vc: change(payload['vc'] as JsonObject) },
  )

async function judge(
  format: Format,
  text: string,
  changes: Partial<Parameters<CredentialFormat['verify']>[1]> = {},
): Promise<Verdict<unknown>> {
  return (findFormat(format) as CredentialFormat).verify(text, {
    expectedIssuers: rooms.trust.issuers,
    expectedTypes: rooms.trust.issuers.flatMap(({ types }) => types),
    expectedKeyBinding: 'none',
    checkStatus: createStatusChecker({ fetch: rooms.network.fetch, now: () => rooms.clock.now }),
    now: rooms.clock.now,
    ...changes,
  })
}

const refusal = async (...input: Parameters<typeof judge>): Promise<string | undefined> =>
  refusalOf(await judge(...input))

describe.each(formats)('%s', (format) => {
  test('is accepted as it was issued, and when nothing was changed', async () => {
    expect(await refusal(format, heldIn(format).text)).toBeUndefined()
    expect(await refusal(format, await reissue(format, (payload) => payload))).toBeUndefined()
  })

  test('C1 is refused when another DID signed it, named or not', async () => {
    const as = { ...stranger, keyId: rooms.issuerSigner.keyId }
    expect(await refusal(format, await reissue(format, (payload) => payload, as))).toBe(
      'jws_signature_invalid',
    )
    expect(await refusal(format, await reissue(format, (payload) => payload, stranger))).toBe(
      'jws_key_unknown',
    )
    const own = createDidJwk(stranger.publicJwk)
    const claimed = await reissue(format, (payload) => ({ ...payload, iss: own }))
    // Version 1.1 may leave the issuer to `iss` alone, and then it is the stranger's own credential.
    expect(await refusal(format, claimed)).toBe(
      format === 'vc+jwt' ? 'credential_issuer_mismatch' : 'issuer_untrusted',
    )
  })

  test('C2 is refused from a presenter who is not its holder', async () => {
    const binding = { expectedNonce: 'nonce-of-one-request', expectedAudience: rooms.verifier.clientId }
    const show = (signer: Signer): Promise<string> =>
      createVp({
        credentials: [{ format, text: heldIn(format).text }],
        signer,
        audience: binding.expectedAudience,
        nonce: binding.expectedNonce,
        now: rooms.clock.now,
      })
    const expectations = { expectedKeyBinding: binding }
    expect(await refusal(format, await show(heldIn(format).holder), expectations)).toBeUndefined()
    expect(await refusal(format, await show(stranger), expectations)).toBe('key_binding_invalid')
    expect(await refusal(format, heldIn(format).text, expectations)).toBe('key_binding_missing')
  })

  test('C3 fails as a whole for each check that fails', async () => {
    const { checks } = await judge(format, heldIn(format).text)
    expect(checks.map(({ id }) => id)).toHaveLength(8)
    const failing: readonly (readonly [string, Parameters<typeof judge>[2], string?])[] = [
      ['issuer_trust', { expectedIssuers: [] }],
      ['type', { expectedTypes: ['https://other.example/vct/x/1'] }],
      ['validity', { now: new Date('2040-01-01T00:00:00Z') }],
      ['holder_binding', { expectedKeyBinding: { expectedNonce: 'n', expectedAudience: 'a' } }],
      ['status', { checkStatus: async () => Promise.reject(new Error('unreachable')) }],
    ]
    for (const [id, changes] of failing) {
      const verdict = await judge(format, heldIn(format).text, changes)
      expect(verdict.ok, id).toBe(false)
      expect(verdict.value, id).toBeUndefined()
      expect(verdict.checks.find(({ state }) => state === 'failed' || state === 'unknown')?.id).toBe(id)
    }
  })

  test('C6 is refused with a proof inside that nobody checks', async () => {
    const text = await reissueCredential(format, (credential) => ({
      ...credential,
      proof: { type: 'DataIntegrityProof' },
    }))
    expect(await refusal(format, text)).toBe('credential_malformed')
  })

  test('C7 is refused with contexts added, put in another order, inside, or of another issuer', async () => {
    const contextsOf = (credential: JsonObject): readonly JsonValue[] =>
      credential['@context'] as readonly JsonValue[]
    const attacks: readonly (readonly [(contexts: readonly JsonValue[]) => JsonValue, string])[] = [
      [(contexts) => [...contexts, 'https://attacker.example/contexts/1'], 'credential_context_unknown'],
      [(contexts) => contexts.toReversed(), 'credential_malformed'],
      [
        (contexts) => [...contexts, { ageEqualOrOver18: 'https://attacker.example/#x' }],
        'credential_malformed',
      ],
      [(contexts) => contexts.slice(1), 'credential_malformed'],
      [(contexts) => contexts.slice(0, 1), 'credential_context_unknown'],
      [([base = '']) => [base, 'https://other.example/contexts/lontar/1'], 'issuer_untrusted'],
      [([base = '']) => base, 'credential_malformed'],
    ]
    for (const [change, code] of attacks) {
      const text = await reissueCredential(format, (credential) => ({
        ...credential,
        '@context': change(contextsOf(credential)),
      }))
      expect(await refusal(format, text), String(change)).toBe(code)
    }
    expect(rooms.network.calls.filter((url) => url.includes('/contexts/'))).toEqual([])
  })

  test('C9 is refused with a type that its issuer may not issue beside its own', async () => {
    const mimic = 'https://other.example/vct/ktp-proof/1'
    const text = await reissueCredential(format, (credential) => ({
      ...credential,
      type: [...(credential['type'] as readonly JsonValue[]), mimic],
    }))
    expect(await refusal(format, text)).toBe('issuer_untrusted')
  })

  test('C15 says who issued what was claimed', async () => {
    const { value } = (await judge(format, heldIn(format).text)) as Verdict<{
      issuer: string
      types: readonly string[]
    }>
    expect(value).toMatchObject({
      issuer: rooms.trust.issuers[0]?.issuer,
      types: ['https://issuer.example/vct/ktp-proof/1'],
    })
  })

  test('C16 is refused with times that are over, to come, or no times', async () => {
    const seconds = rooms.clock.now.getTime() / 1000
    // In version 1.1 a time that is no number cannot agree with the date of the credential either.
    const times: readonly (readonly [JsonObject, string])[] = [
      [{ exp: String(seconds + 60) }, 'credential_malformed'],
      [{ exp: (seconds + 60) * 1000 }, 'credential_malformed'],
      [{ exp: null }, 'credential_malformed'],
      [{ exp: [seconds + 60] }, 'credential_malformed'],
      [{ iat: 'now' }, 'credential_malformed'],
      [{ iat: seconds + 61 }, 'credential_not_yet_valid'],
    ]
    for (const [change, code] of times) {
      const text = await reissue(format, (payload) => ({ ...payload, ...change }))
      expect(await refusal(format, text), JSON.stringify(change)).toBe(code)
    }
    const [until, from] =
      format === 'vc+jwt' ? ['validUntil', 'validFrom'] : ['expirationDate', 'issuanceDate']
    for (const change of [{ [until]: '2026-01-01' }, { [from]: 'x' }, { [until]: '2020-01-01T00:00:00Z' }]) {
      const text = await reissueCredential(format, (credential) => ({ ...credential, ...change }))
      expect(await refusal(format, text), JSON.stringify(change)).toBe('credential_malformed')
    }
  })

  test('A15 is refused when its payload is no object', async () => {
    const { header } = parseJws(heldIn(format).text)
    const part = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url')
    for (const payload of [[], [payloadOf(format)], 'text', 7, true, false, null, '']) {
      const input = `${part(header)}.${part(payload)}`
      const signature = await rooms.issuerSigner.sign(new TextEncoder().encode(input))
      const text = `${input}.${Buffer.from(signature).toString('base64url')}`
      expect(await refusal(format, text), JSON.stringify(payload)).toBe('jws_malformed')
    }
  })

  test('A16 is refused when its issuer is a list or an object in the place of a text', async () => {
    const iss = rooms.trust.issuers[0]?.issuer ?? ''
    for (const value of [[iss], { id: iss }, 7, null, '']) {
      const text = await reissue(format, (payload) => ({ ...payload, iss: value }))
      expect(await refusal(format, text), typeof value).toMatch(/^credential_(issuer_mismatch|malformed)$/)
    }
  })
})

describe('C5 a credential of version 1.1 whose claims and members disagree', () => {
  const grid: readonly (readonly [string, JsonObject, string])[] = [
    ['iss', { iss: 'did:example:other' }, 'credential_issuer_mismatch'],
    ['sub', { sub: 'did:example:other' }, 'credential_holder_mismatch'],
    ['jti', { jti: 'urn:x:other' }, 'credential_malformed'],
    ['exp', { exp: 4_000_000_000 }, 'credential_malformed'],
    ['nbf', { nbf: 1_000_000_000 }, 'credential_malformed'],
  ]
  test.each(grid)('is refused for %s', async (_claim, change, code) => {
    const withBoth = (payload: JsonObject): JsonObject => {
      const { claims } = { claims: payload['vc'] as JsonObject }
      const iso = (time: JsonValue | undefined): string => new Date(Number(time) * 1000).toISOString()
      return {
        ...payload,
        jti: 'urn:x:1',
        vc: {
          ...claims,
          id: 'urn:x:1',
          issuer: payload['iss'] ?? '',
          credentialSubject: { ...(claims['credentialSubject'] as JsonObject), id: payload['sub'] ?? '' },
          issuanceDate: iso(payload['nbf']),
          expirationDate: iso(payload['exp']),
        },
      }
    }
    expect(await refusal('jwt_vc_json', await reissue('jwt_vc_json', withBoth))).toBeUndefined()
    const text = await reissue('jwt_vc_json', (payload) => ({ ...withBoth(payload), ...change }))
    expect(await refusal('jwt_vc_json', text)).toBe(code)
  })
})
